"""The session of Spark that is worked in, and what Spark refuses in one sentence."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wellfounded.caseload.cluster.spark_log import java_folder, last_word, said_to, sentence, why
from wellfounded.logic.errors import BadInput, WellfoundedError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def session(master: str | None = None) -> SparkSession:
    """The session to work in: that of the URL, else the active or submitted one, else one on all cores here.

    Whatever Spark itself says on its way goes to a file beside, and not to the terminal.
    """
    with warnings.catch_warnings():
        # PySpark 4 asks pandas 3 for something that is on its way out.
        warnings.simplefilter("ignore")
        try:
            from py4j.protocol import Py4JError
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError:
            text = "--engine spark needs pyspark, which is not installed. Install it: pip install 'wellfounded[spark]'"
            raise BadInput(text) from None
        active = SparkSession.getActiveSession()
        if active is not None and master is None:
            return active
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
        builder = SparkSession.builder.appName("wellfounded").config("spark.ui.showConsoleProgress", "false")
        if "PYSPARK_GATEWAY_PORT" in os.environ:  # spark-submit has begun already, and knows its master
            return builder.getOrCreate()
        if shutil.which("java", path=java_folder()) is None:
            raise BadInput("Spark needs Java 17 or newer, and there is none. Install it, or set JAVA_HOME.")
        wanted = master or "local[*]"
        builder = builder.master(wanted).config("spark.ui.enabled", "false")
        if wanted.startswith("local"):
            builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
        with tempfile.NamedTemporaryFile("w+b", prefix="wellfounded-spark-", suffix=".log", delete=False) as log:
            try:
                with said_to(log):
                    return builder.getOrCreate()
            except (PySparkException, Py4JError, RuntimeError, OSError) as error:
                log.seek(0)
                said = last_word(log.read().decode(errors="replace"), why(str(error)))
                raise BadInput(
                    "Spark does not start on {master}: {why} Its whole log is in {file}.",
                    master=wanted, why=sentence(said), file=log.name,
                ) from None  # fmt: skip


@contextmanager
def plainly() -> Iterator[None]:
    """What Spark refuses, in one sentence."""
    from py4j.protocol import Py4JError
    from pyspark.errors import AnalysisException, PySparkException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except WellfoundedError:
        raise
    except AnalysisException as error:
        raise BadInput("Spark cannot read the table: {why}", why=sentence(str(error).splitlines()[0])) from None
    except (PySparkException, Py4JError) as error:
        raise BadInput("Spark stopped: {why}", why=sentence(why(str(error)))) from None
