"""One session of Spark on this machine, which all tests share: it takes seconds to start."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from tests.conftest import ROOT
from wellfounded.caseload.cluster.session import session as spark_session


@cache
def session() -> Any:
    """The session. Its workers can import the tests, since laws drawn there are made again in them."""
    os.environ["PYTHONPATH"] = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    return spark_session("local[2]")
