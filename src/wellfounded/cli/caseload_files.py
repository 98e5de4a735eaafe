"""The files that the commands of the caseload write: none over what is read, and each whole or not at all."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellfounded.cli.opening import write_whole
from wellfounded.logic.errors import BadInput

if TYPE_CHECKING:
    from wellfounded.caseload.opening import Caseload


def checked(args: argparse.Namespace) -> None:
    """Refuse, before anything is read, files that cannot be written where and as they are asked for."""
    made = args.what == "synth"
    asked = {
        "--output": args.output,
        "--rejects": getattr(args, "rejects", None),
        "--chart": getattr(args, "chart", None),
        "--facts": args.facts if made else None,
    }
    outputs = [(option, Path(path).absolute()) for option, path in asked.items() if path]
    for _, path in outputs:
        if not path.parent.is_dir():
            text = "There is no folder {folder} to write to. Make it first, or name a file elsewhere."
            raise BadInput(text, folder=str(path.parent))
    if asked["--rejects"] and getattr(args, "facts", None):
        from wellfounded.caseload.opening import beside

        outputs.append(("--rejects", beside(Path(args.rejects).absolute())))
    read = [] if made else ["file", "facts", "mapping", "change"]
    inputs = [Path(path).absolute() for path in (getattr(args, name, None) for name in read) if path]
    for i, (option, path) in enumerate(outputs):
        if any(_is_same(path, other) for other in inputs):
            text = "{option} would write over {path}, which is read. Name another file."
            raise BadInput(text, option=option, path=path.name)
        if any(_is_same(path, other) for _, other in outputs[:i]):
            raise BadInput("{path} cannot be written twice. Name two files.", path=path.name)
    if args.output and args.what in ("run", "compare", "breaches"):
        from wellfounded.caseload.publishing.tables import SUFFIXES

        _ends(args.output, SUFFIXES)
    if asked["--chart"]:
        from wellfounded.charts.rendering import SUFFIXES as PICTURES

        _ends(asked["--chart"], PICTURES)


def _is_same(one: Path, other: Path) -> bool:
    return one == other or (one.exists() and other.exists() and one.samefile(other))


def _ends(path: str, endings: Sequence[str]) -> None:
    """Refuse a file name that says nothing of what to write, before anything is read."""
    if Path(path).suffix.lower() not in endings:
        text = "{path} has no ending that says what to write. Write one of: {endings}."
        raise BadInput(text, path=Path(path).name, endings=", ".join(endings))


@contextmanager
def rejects_of(args: argparse.Namespace, caseload: Caseload) -> Iterator[list[str]]:
    """Write the rows that cannot be read once all are read, if that was asked; the files written.

    Where the table as a whole is refused for what stands in them, they are needed most.
    """
    written: list[str] = []
    try:
        yield written
    except BadInput:
        if args.rejects and caseload.rejects.total:
            caseload.write_rejects(args.rejects)
        raise
    if args.rejects:
        written += [str(path) for path in caseload.write_rejects(args.rejects)]


def save(args: argparse.Namespace, table: Any, plain: dict[str, Any], page: Callable[[], bytes]) -> None:
    """Write a result to the file asked for, by its ending."""
    from wellfounded.caseload.publishing.tables import written

    path = Path(args.output)
    write_whole(path, page() if is_page(path) else written(table, plain, path))


def is_page(path: str | Path | None) -> bool:
    """Whether a page is asked for, which shows only what may be published."""
    return path is not None and Path(path).suffix.lower() == ".html"
