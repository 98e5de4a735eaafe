"""Writing a case file where there is one already: only an empty one is filled."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellfounded.cli import door


@pytest.mark.parametrize("content", ["", "\n  \n"])
def test_what_is_said_of_an_empty_file_can_be_done(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.toml"
    path.write_text(content, encoding="utf-8")
    assert door.main(["show", str(path)]) == 2
    assert "`wellfounded new case.toml` writes a commented case file" in capsys.readouterr().err
    assert door.main(["new", str(path)]) == 0
    assert 'law = "jp"' in path.read_text(encoding="utf-8")


def test_a_file_that_holds_anything_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.toml"
    path.write_text("# mine", encoding="utf-8")
    assert door.main(["new", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == "# mine"
    assert "already exists" in capsys.readouterr().err


def test_a_folder_is_no_empty_file(tmp_path: Path) -> None:
    assert door.main(["new", str(tmp_path)]) == 2
    assert tmp_path.is_dir()
