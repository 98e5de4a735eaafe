"""The law reads a case where nothing but Python is installed; only tables and pictures ask for more."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src"
NOT_NEEDED = ("rich", "typer", "holidays", "icalendar", "resvg_py", "numpy", "hypothesis", "pytest")
ASKED = ("osaka-2024", "--on", "2024-07-05")

IMPORT_ALL = """
import pkgutil, sys, wellfounded
floors = ("logic", "rules", "readings", "law", "claim", "check")
names = [m.name for m in pkgutil.walk_packages(wellfounded.__path__, "wellfounded.") if m.name.split(".")[1] in floors]
names = [name for name in names if not name.startswith("wellfounded.readings.columns")]  # of the extra for many claims
for name in names:
    __import__(name)
assert len(names) > 40, names
own = sys.stdlib_module_names | {"wellfounded", "__main__", "sitecustomize", "usercustomize"}
print(sorted({name.split(".")[0] for name in sys.modules} - own))
"""
SHOW = """
import io, sys
from contextlib import redirect_stdout
from wellfounded.cli.door import main
with redirect_stdout(io.StringIO()) as out:
    code = main(["show", "osaka-2024", "--on", "2024-07-05", "--json"])
print(code, len(out.getvalue()) > 1000, [name for name in %r if name in sys.modules])
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds this project's sources and nothing else."""
    home = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    python = next(path for path in (home / "bin" / "python", home / "Scripts" / "python.exe") if path.exists())
    (packages,) = (path for path in home.rglob("site-packages") if path.is_dir() and not path.is_symlink())
    (packages / "wellfounded.pth").write_text(f"{SOURCE}\n", encoding="utf-8")
    return python


def run(python: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([python, "-I", *args], capture_output=True, text=True, check=False, encoding="utf-8")


def test_nothing_else_is_installed(bare: Path) -> None:
    script = f"import importlib.util as u; print([n for n in {NOT_NEEDED!r} if u.find_spec(n)])"
    assert run(bare, "-c", script).stdout.strip() == "[]"


def test_a_case_is_read(bare: Path) -> None:
    found = run(bare, "-m", "wellfounded.cli.door", "show", *ASKED, "--json")
    assert (found.returncode, found.stderr) == (0, "")
    told = json.loads(found.stdout)
    assert (told["contract"], told["law"], told["on"]) == (1, "jp", "2024-07-05")


def test_everything_below_the_doors_is_imported(bare: Path) -> None:
    found = run(bare, "-c", IMPORT_ALL)
    assert (found.stdout.strip(), found.stderr, found.returncode) == ("[]", "", 0)


@pytest.mark.parametrize("command", [("show", *ASKED), ("show", *ASKED, "--lang", "ja")])
def test_a_table_is_refused_in_one_sentence(bare: Path, command: tuple[str, ...]) -> None:
    found = run(bare, "-m", "wellfounded.cli.door", *command)
    assert found.returncode == 2
    assert found.stdout == ""
    assert found.stderr.count("\n") == 1
    assert "rich" in found.stderr
    assert "--json" in found.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("why", *ASKED, "--json"),
        ("law", "list", "jp", "--json"),
        ("new", "--law", "jp", "--json"),
        ("deadline", "jp", "administrative_review", "--from", "2024-07-05", "--json"),
        ("timeline", *ASKED, "-o", "case.svg"),
    ],
)
def test_what_needs_no_table(bare: Path, command: tuple[str, ...], tmp_path: Path) -> None:
    found = subprocess.run(
        [bare, "-I", "-m", "wellfounded.cli.door", *command], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (found.returncode, found.stderr) == (0, "")


def test_an_answer_as_json_loads_no_package_even_where_it_is_installed() -> None:
    found = subprocess.run(
        [sys.executable, "-c", SHOW % (NOT_NEEDED,)], capture_output=True, text=True, check=True, cwd=SOURCE
    )
    assert found.stdout.strip() == "0 True []"
