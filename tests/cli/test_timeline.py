"""`wellfounded timeline` writes the picture whole or not at all, as SVG or as PNG, and says where it is."""

import json
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from wellfounded.cli import timeline
from wellfounded.cli.door import main
from wellfounded.readings.words import Words

CASE = """law = "example"
title = "難民 A"
complete = 2026-12-31

[[event]]
event = "arrived"
day = "2023-01"

[[event]]
event = "applied"
day = "2023-02-06"

[[event]]
event = "decided"
day = "2023-09-04"
notified = "2023-09-04"
outcome = "refused"
"""


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a-0007.toml"
    path.write_text(CASE, encoding="utf-8")
    return path


def _size(png: bytes) -> tuple[int, int]:
    """Read the size of a PNG, having checked each of its chunks."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, size, ended = 8, (0, 0), False
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 4 : at + 8 + length]
        assert zlib.crc32(body) == struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0]
        if kind == b"IHDR":
            size = struct.unpack(">II", body[4:12])
        ended = kind == b"IEND"
        at += 12 + length
    assert ended
    return size


def test_the_picture_lands_beside_in_the_name_of_the_case(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["timeline", "a-0007.toml", "--on", "2023-09-06"]) == 0
    assert capsys.readouterr().out == "The picture is in a-0007.svg.\n"
    assert ET.parse(tmp_path / "a-0007.svg").getroot().get("role") == "img"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-0007.svg", "a-0007.toml"]


def test_a_png_opens_and_has_two_points_for_each_unit(case: Path, tmp_path: Path) -> None:
    assert main(["timeline", str(case), "--on", "2023-09-06", "-o", "a.png"]) == 0
    assert main(["timeline", str(case), "--on", "2023-09-06", "-o", "a.svg"]) == 0
    width, height = _size((tmp_path / "a.png").read_bytes())
    root = ET.parse(tmp_path / "a.svg").getroot()
    assert (width, height) == (2000, round(2 * float(root.attrib["height"])))


def test_twice_the_same_bytes(case: Path, tmp_path: Path) -> None:
    for name in ("one.png", "two.png", "one.svg", "two.svg"):
        assert main(["timeline", str(case), "--on", "2023-09-06", "-o", name]) == 0
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_an_ending_that_is_no_picture_is_refused(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["timeline", str(case), "--on", "2023-09-06", "-o", "a.pdf"]) == 2
    assert capsys.readouterr().err == "a.pdf ends neither in .svg nor in .png. Name a file that does.\n"
    assert not (tmp_path / "a.pdf").exists()


def test_a_folder_that_does_not_exist_is_said(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timeline", str(case), "--on", "2023-09-06", "-o", "none/a.svg"]) == 2
    assert "There is no folder none to write to" in capsys.readouterr().err


def test_in_japanese_the_picture_writes_japanese_days(case: Path, tmp_path: Path) -> None:
    assert main(["timeline", str(case), "--on", "2023-09-06", "--lang", "ja", "-o", "a.svg"]) == 0
    assert "2023年9月6日" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_as_json_it_names_what_it_wrote(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timeline", str(case), "--on", "2023-09-06", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"contract": 1, "written": ["a-0007.svg"]}


def test_without_a_japanese_font_a_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not timeline.has_japanese(fonts=False)
    monkeypatch.setattr(timeline, "has_japanese", lambda: False)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{}</text></svg>'
    timeline.png(svg.format("refugee"), Words("en"))
    assert capsys.readouterr().err == ""
    timeline.png(svg.format("難民"), Words("en"))
    assert capsys.readouterr().err.startswith("No font with Japanese letters was found")
