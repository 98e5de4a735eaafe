"""Two real logs, read with a small mapping under laws with their kinds of event."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from tests.conftest import REFERENCE
from wellfounded.caseload.opening import open_caseload
from wellfounded.law.example import ORDER
from wellfounded.rules.order import EventKind

DATA = REFERENCE / "data"


def law_of(*kinds: Any) -> Any:
    """The order of the template with other kinds of event: enough to read a table."""
    return replace(ORDER, event_kinds=tuple(EventKind(kind, kind, "office") for kind in kinds))


@pytest.mark.reference
def test_the_traffic_fines_are_read_whole() -> None:
    path = DATA / "eventlog_traffic_fines.parquet"
    table = pl.read_parquet(path)
    kinds = {name: name.lower().replace(" ", "_") for name in table["activity"].unique()}
    columns = {"case_id": "claim", "activity": "event", "timestamp": "day", "resource": "actor"}
    caseload = open_caseload(path, law_of(*kinds.values()), columns=columns, kinds=kinds, attributes=["vehicleclass"])
    events = sum(batch.n_events for batch in caseload.batches(1000))
    assert caseload.claims == table["case_id"].n_unique()
    assert events + caseload.rejects.total == len(table)
    assert caseload.rejects.total == 0


@pytest.mark.reference
def test_the_stay_dockets_are_read_whole() -> None:
    path = DATA / "ca_fc_stay_docket_events.parquet"
    table = pl.read_parquet(path)
    kinds = {name: "" if name == "exclude" else name for name in table["category"].drop_nulls().unique()}
    columns = {"docket": "claim", "category": "event", "date": "day", "judge_id": "actor"}
    law = law_of(*(kind for kind in kinds.values() if kind))
    caseload = open_caseload(path, law, columns=columns, kinds=kinds, attributes=[])
    events = sum(batch.n_events for batch in caseload.batches(1000))
    assert events + caseload.left_out + caseload.rejects.total == len(table)
    assert caseload.left_out == table["category"].eq("exclude").sum()
    assert caseload.claims > 4000
