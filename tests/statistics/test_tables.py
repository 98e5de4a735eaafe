"""Reading UNHCR's, Eurostat's and the Home Office's tables; faults in one sentence; the cache; fetching."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from wellfounded.logic.errors import BadInput
from wellfounded.statistics import cache, fetch
from wellfounded.statistics.amounts import Amount
from wellfounded.statistics.places import find
from wellfounded.statistics.reconciling import reconcile
from wellfounded.statistics.sources import Tables, keep, keep_fetched, read

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
DAY = date(2026, 6, 25)
ITEM: dict[str, Any] = {
    "year": 2023, "coo_id": 5, "coo_name": "Namibia", "coo": "NAM", "coo_iso": "NAM", "coa_id": 1,
    "coa_name": "Germany", "coa": "GFR", "coa_iso": "DEU", "procedure_type": "G", "dec_level": "NA", "dec_pc": "P",
    "dec_recognized": 10, "dec_other": 0, "dec_rejected": "1,200", "dec_closed": "-", "dec_total": 1210,
}  # fmt: skip
CSV = """\ufeffYear,Country of origin,Country of origin (ISO),Country of asylum,Country of asylum (ISO),Authority,\
Stage of procedure,Cases / Persons,Recognized decisions,Complementary protection,Rejected decisions,Otherwise closed,\
Total decisions
2023,Namibia,NAM,Germany,DEU,Government,First instance,Persons,10,0,1200,0,1210
2023,Unknown,UNK,Germany,DEU,Government,First instance,Persons,5,0,30,0,35
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def item(**changed: Any) -> dict[str, Any]:
    return {**ITEM, **changed}


def test_the_pages_of_the_api_are_read_as_text(tmp_path: Path) -> None:
    kind, (row,) = read(write(tmp_path, "a.json", json.dumps({"page": 1, "maxPages": 1, "items": [ITEM]})))
    assert kind == "unhcr"
    assert (row["coo_iso"], row["coa_iso"], row["dec_level"]) == ("NAM", "DEU", "NA")
    assert (row["dec_recognized"], row["dec_rejected"], row["dec_closed"]) == (10, 1200, 0)


def test_the_download_as_csv_and_as_zip(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as whole:
        whole.writestr("asylum-decisions.csv", CSV)
        whole.writestr("footnotes.csv", "a,b\n")
    plain = read(write(tmp_path, "a.csv", CSV))
    assert plain == read(write(tmp_path, "a.zip", out.getvalue()))
    first, second = plain[1]
    assert (first["procedure_type"], first["dec_level"], first["dec_pc"]) == ("G", "FI", "P")
    assert second["coo_iso"] == "XXX"


def test_lines_above_the_head_are_passed_over(tmp_path: Path) -> None:
    text = 'Extracted from a database\n"Date extracted: 2023-06-16"\n' + CSV.removeprefix("\ufeff")
    assert len(read(write(tmp_path, "a.csv", text))[1]) == 2


def test_a_country_is_known_by_either_of_its_two_codes(tmp_path: Path) -> None:
    rows = [item(coa_iso="DEU", coa="GFR"), item(coa_iso="", coa="GFR"), item(coa_iso="-", coa="GFR")]
    found = read(write(tmp_path, "a.json", json.dumps(rows)))[1]
    assert {row["coa_iso"] for row in found} == {"DEU"}
    romania = read(write(tmp_path, "b.json", json.dumps([item(coo_iso="ROM", coo="ROM")])))[1]
    assert romania[0]["coo_iso"] == "ROU"


FAULTS = {
    "two codes": (json.dumps([item(coa_iso="DEU", coa="FRA")]), "two codes that do not agree: DEU is Germany, FRA is"),
    "no code": (json.dumps([item(coa_iso="Q1", coa="Q1")]), "Row 1 of x.json names a country by Q1"),
    "cut off": (json.dumps([ITEM])[:-30], "is damaged: its JSON breaks off at line 1"),
    "renamed": (
        json.dumps([{("recognised" if k == "dec_recognized" else k): v for k, v in ITEM.items()}]),
        "lacks the column dec_recognized: it was renamed",
    ),
    "no number": (json.dumps([item(dec_rejected="many")]), "dec_rejected of row 1 is no whole number"),
    "negative": (json.dumps([item(dec_rejected=-4)]), "dec_rejected of row 1 is no whole number"),
    "empty": ("[]", "is empty"),
    "no list": ('{"message": "maintenance"}', "holds no list of items"),
}


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_fault_of_a_file_is_one_sentence(tmp_path: Path, fault: str) -> None:
    content, sentence = FAULTS[fault]
    with pytest.raises(BadInput) as found:
        read(write(tmp_path, "x.json", content))
    assert sentence in str(found.value)
    assert "\n" not in str(found.value)


def test_a_csv_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="line 3 has 10 fields and not 13"):
        read(write(tmp_path, "x.csv", CSV[: CSV.rindex(",30")]))
    with pytest.raises(BadInput, match="no UTF-8"):
        read(write(tmp_path, "x.csv", b"\xff\xfe\x00"))
    with pytest.raises(BadInput, match="the zip is cut off"):
        read(write(tmp_path, "x.zip", b"PK\x03\x04 and no more"))
    with pytest.raises(BadInput, match="no whole Parquet"):
        read(write(tmp_path, "x.parquet", b"PAR1 and no more"))
    with pytest.raises(BadInput, match="spreadsheet"):
        read(write(tmp_path, "x.xlsx", b""))
    with pytest.raises(BadInput, match="cannot be read"):
        read(tmp_path / "absent.csv")


# The cache.


def test_a_file_that_is_kept_is_found_again_with_its_day_and_its_digest(tmp_path: Path) -> None:
    path, where = write(tmp_path, "a.csv", CSV), tmp_path / "cache"
    kept = keep(path, where, DAY)
    again = cache.find(where, "unhcr_decisions")
    assert again == kept
    assert (kept.taken, kept.rows, kept.sha256) == ("2026-06-25", 2, cache.sha256(CSV.encode()))
    assert [one.name for one in where.iterdir()] == ["unhcr_decisions.parquet"]
    card = reconcile(Tables.open(None, str(where)), "de", 2023)
    figure = card.figure("recognised", "unhcr")
    assert figure is not None
    assert figure.amount == Amount(15, 7, 19)
    assert figure.taken == "2026-06-25"
    assert figure.rows == ("row 1: 2023 NAM→DEU G FI P", "row 2: 2023 XXX→DEU G FI P")


def test_a_damaged_file_never_becomes_the_cache(tmp_path: Path) -> None:
    where = tmp_path / "cache"
    keep(write(tmp_path, "a.csv", CSV), where, DAY)
    before = (where / "unhcr_decisions.parquet").read_bytes()
    with pytest.raises(BadInput):
        keep(write(tmp_path, "b.csv", CSV[:-20]), where, DAY)
    assert [one.read_bytes() for one in where.iterdir()] == [before]


def test_a_damaged_cache_is_said_to_be_damaged(tmp_path: Path) -> None:
    write(tmp_path, "unhcr_decisions.parquet", b"PAR1 and no more")
    with pytest.raises(BadInput, match="Delete it and run `wellfounded figures fetch`"):
        Tables.open(None, str(tmp_path))


def test_where_the_cache_is() -> None:
    assert cache.folder(None, {"WELLFOUNDED_CACHE": "/a", "XDG_CACHE_HOME": "/b"}) == Path("/a")
    assert cache.folder("/c", {"WELLFOUNDED_CACHE": "/a"}) == Path("/c")
    assert cache.folder(None, {"XDG_CACHE_HOME": "/b"}) == Path("/b/wellfounded")
    assert cache.folder(None, {"HOME": "/h"}) == Path("/h/.cache/wellfounded")


# Fetching, from a server of our own on this machine.


class Server(BaseHTTPRequestHandler):
    """Answers with prepared pages: a code, a body, and the length that is announced."""

    pages: ClassVar[list[tuple[int, bytes, int | None]]] = []

    def do_GET(self) -> None:
        code, body, announced = self.pages.pop(0)
        self.send_response(code)
        if announced is not None:
            self.send_header("Content-Length", str(announced))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Nothing is printed."""


@pytest.fixture
def api() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def page(number: int, pages: int, **changed: Any) -> bytes:
    return json.dumps({"page": number, "maxPages": pages, "items": [item(**changed)]}).encode()


def test_all_pages_are_fetched_in_their_order(api: str, tmp_path: Path) -> None:
    bodies = [page(1, 2), page(2, 2, year=2022)]
    Server.pages = [(200, body, len(body)) for body in bodies]
    heard: list[tuple[int, int]] = []
    items, content = fetch.decisions(2022, 2023, api=api, told=lambda a, b: heard.append((a, b)))
    assert heard == [(1, 2), (2, 2)]
    kept = keep_fetched(items, content, tmp_path, DAY, api)
    assert (kept.rows, kept.sha256, kept.origin) == (2, cache.sha256(b"".join(bodies)), api)
    assert Tables.open(None, str(tmp_path)).years(find("de")) == [2022, 2023]


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        ((200, page(2, 2)[:-40], len(page(2, 2))), "the download broke off"),
        ((200, page(2, 2)[:-40], None), "Page 2 of UNHCR's answer is damaged"),
        ((503, b"", 0), "answered 503"),
        ((200, b'{"page": 2, "maxPages": 2, "items": []}', None), "Page 2 of UNHCR's answer is damaged"),
        ((200, b"<html>maintenance</html>", None), "Page 2 of UNHCR's answer is damaged"),
    ],
)
def test_a_fetching_that_breaks_off_leaves_the_cache_as_it_was(
    api: str, tmp_path: Path, second: tuple[int, bytes, int | None], sentence: str
) -> None:
    keep(write(tmp_path, "a.csv", CSV), tmp_path / "cache", DAY)
    before = (tmp_path / "cache" / "unhcr_decisions.parquet").read_bytes()
    first = page(1, 2)
    Server.pages = [(200, first, len(first)), second]
    with pytest.raises(BadInput, match=sentence):
        fetch.decisions(2022, 2023, api=api)
    assert [one.read_bytes() for one in (tmp_path / "cache").iterdir()] == [before]


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(BadInput, match="could not be reached"):
        fetch.get("http://127.0.0.1:9/")


# Eurostat and the Home Office.


def test_eurostats_own_download(tmp_path: Path) -> None:
    text = (
        "DATAFLOW,freq,unit,citizen,sex,age,decision,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "ESTAT:MIGR_ASYDCFSTA(1.0),A,PER,TOTAL,T,TOTAL,GENCONV,DE,2023,40395,\n"
        "ESTAT:MIGR_ASYDCFSTA(1.0),A,PER,TOTAL,F,TOTAL,GENCONV,DE,2023,15000,\n"
        "ESTAT:MIGR_ASYDCFSTA(1.0),A,PER,TOTAL,T,TOTAL,GENCONV,EU27_2020,2023,170000,\n"
        "ESTAT:MIGR_ASYDCFSTA(1.0),A,PER,TOTAL,T,TOTAL,SUB_PROT,EL,2023,:,\n"
    )
    kind, (row,) = read(write(tmp_path, "e.csv", text))
    assert (kind, row["coa_iso"], row["status"], row["level"], row["count"]) == (
        "eurostat", "DEU", "convention", "first_instance", 40395,
    )  # fmt: skip
    keep(write(tmp_path, "e.csv", text), tmp_path / "cache", DAY)
    figures = Tables.open(None, str(tmp_path / "cache")).national(find("de"), (2023, 2023))
    assert [(one.source, one.amount) for one in figures] == [("eurostat", Amount(40395, 40393, 40397))]


@pytest.mark.reference
def test_the_home_offices_table_stands_beside_unhcrs(tmp_path: Path) -> None:
    keep(SHARED / "uk_asylum_decisions_resettlement.parquet", tmp_path, DAY)
    tables = Tables.open(None, str(tmp_path))
    of = {one.measure: one.amount.printed for one in tables.national(find("gb"), (2023, 2023))}
    # Main applicants and dependants with refugee permission, temporary or not.
    assert of["recognised"] == 46_704 + 11_376 + 60 + 18
    assert of["complementary"] == 2_441 + 1_036
    # The table ends in September 2024, and a part of a year is not a year.
    assert tables.national(find("gb"), (2024, 2024)) == []
    card = reconcile(tables, "gb", 2023)
    assert {one.measure for one in card.differences} == {"recognised", "other_protection", "refused", "closed"}


@pytest.mark.reference
def test_eurostats_tidy_copy(tmp_path: Path) -> None:
    keep(SHARED / "eurostat_asylum_decisions_2002_2016.parquet", tmp_path, DAY)
    tables = Tables.open(None, str(tmp_path))
    assert [one.amount.printed for one in tables.national(find("de"), (2015, 2015))] == [140_915, 108_440]
