"""Why Spark does not start, in the words that its log has for it, and what is refused before it starts."""

from __future__ import annotations

import pytest

from wellfounded.caseload.cluster.spark import open_on_spark
from wellfounded.caseload.cluster.spark_log import last_word
from wellfounded.law.jp import ORDER as JP
from wellfounded.logic.errors import BadInput

NO_MASTER = """WARNING: Using incubator modules: jdk.incubator.vector
26/11/24 02:50:29 WARN Utils: Set SPARK_LOCAL_IP if you need to bind to another address
Exception in thread "main" org.apache.spark.SparkException: Master must start with spark, k8s, or local
	at org.apache.spark.deploy.SparkSubmit.error(SparkSubmit.scala:1068)
	at org.apache.spark.deploy.SparkSubmit.main(SparkSubmit.scala)
"""
NOBODY_THERE = """Caused by: java.net.ConnectException: finishConnect(..) failed with error(-111): Connection refused
	at io.netty.channel.unix.Errors.newConnectException0(Errors.java:166)
	... 11 more
26/11/24 02:52:22 ERROR StandaloneSchedulerBackend: Application has been killed. Reason: All masters are unresponsive!
26/11/24 02:52:29 WARN StandaloneAppClient$ClientEndpoint: Drop UnregisterApplication(null)
"""


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (NO_MASTER, "Master must start with spark, k8s, or local"),
        (NOBODY_THERE, "Application has been killed. Reason: All masters are unresponsive!"),
        ("JAVA_HOME is not set\n", "JAVA_HOME is not set"),
        ("", "nothing"),
        ("\tat a.b.c(d.java:1)\n", "nothing"),
    ],
)
def test_the_last_fault_of_a_log_is_told_and_no_place_in_a_program(log: str, said: str) -> None:
    assert last_word(log, "nothing") == said


@pytest.mark.parametrize("name", ["x.csv", "x.XES", "s3a://bucket/x.tsv", "file:/x.txt"])
def test_another_format_is_refused_before_spark_starts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a place for Java: what is refused later would say so instead."""
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with pytest.raises(BadInput, match="Spark reads Parquet"):
        open_on_spark(name, JP)
