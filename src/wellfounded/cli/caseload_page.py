"""What the answers about a caseload have in common on the terminal: the head, tables, and what was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wellfounded.caseload.run import Reading
from wellfounded.cli.page import safe
from wellfounded.readings.words import Words

FOUND = {
    "asked": "complete to {day} (as asked)",
    "file": "complete to {day} (the file says so)",
    "last_recorded_day": "taken to be complete to {day}, its last recorded day",
}
HIDDEN = "···"
"""A number that is not shown."""
SYNTHETIC = "SYNTHETIC: these claims were invented. Nobody made them."
GROUPS = 15
_HEAD = 13
"""The most that the head of a column of numbers takes in one line."""
_TEXT = 30
"""What the first column takes at least, while the numbers leave as much."""


def head(out: Any, result: Any, words: Words) -> None:
    """What the answer is about: the file, the day, the law, up to when it is complete, which engine."""
    on = words.say("{day} ({weekday})", day=result.days.on, weekday=words.weekday(result.days.on))
    name = result.law.names.get(words.lang, result.law.id)
    out.print(f"[bold]{safe(result.source)}[/bold] · {on} · {name}")
    last = min(result.days.complete.values())
    out.print(f"{words.say(FOUND[result.days.found], day=last)} · {result.engine}", style="dim")
    if result.synthetic:
        out.print(words.say(SYNTHETIC), style="bold")


def number(count: int | None) -> str:
    """A number as a table shows it."""
    return HIDDEN if count is None else f"{count:,}"


def heading(out: Any, text: str) -> None:
    """The head of a part."""
    out.print(f"\n[bold underline]{safe(text)}[/bold underline]")


def table(out: Any, heads: Sequence[str], rows: Iterable[Sequence[str]], stressed: Sequence[bool] = ()) -> None:
    """Rows whose first column is text and whose others are numbers, aligned."""
    from rich.padding import Padding
    from rich.table import Table

    rows = list(rows)
    made = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=any(heads), header_style="dim")
    # A number that does not fit would be cut and read as another: so the heads are broken, and the text gives way.
    numbers = [_broad(i, heads, rows, whole=True) for i in range(1, len(heads))]
    if sum(numbers) + 2 * len(numbers) > out.width - 2 - _TEXT:
        numbers = [_broad(i, heads, rows, whole=False) for i in range(1, len(heads))]
    room = max(4, out.width - 2 - sum(numbers) - 2 * len(numbers))
    made.add_column(heads[0], overflow="fold", min_width=min(_TEXT, room), max_width=room)
    for text, width in zip(heads[1:], numbers, strict=True):
        made.add_column(text, justify="right", overflow="fold", width=width)
    for i, row in enumerate(rows):
        style = "bold" if i < len(stressed) and stressed[i] else None
        made.add_row(*(safe(cell) for cell in row), style=style)
    out.print(Padding(made, (0, 0, 0, 2), expand=False))


def _broad(column: int, heads: Sequence[str], rows: Sequence[Sequence[str]], *, whole: bool) -> int:
    """How broad a column of numbers must be: its numbers, and its head, `whole` or one word below another."""
    from rich.cells import cell_len

    head = [heads[column]] if whole else heads[column].split()
    head_width = min(_HEAD, max(map(cell_len, head), default=0))
    return max(head_width, *(cell_len(row[column]) for row in rows)) if rows else head_width


def reading(out: Any, read: Reading, words: Words, rejects: Sequence[str]) -> None:
    """What became of the rows: always said, also where nothing was refused."""
    heading(out, words.say("What was read"))
    say = words.say
    out.print("  " + say("rows: {rows}, claims: {claims}", rows=number(read.rows), claims=number(read.claims)))
    # A number after its name reads the same for one and for many.
    counts = (
        (read.rejected, "rows that cannot be read, left out: {count}"),
        (read.rejected_facts, "rows of the facts that cannot be read, left out: {count}"),
        (read.lost, "claims of which no row can be read, left out: {count}"),
        (read.refused, "claims refused, as no completion allows the order of their days: {count}"),
        (read.outside, "claims with a day that no calendar covers, left out: {count}"),
        (read.not_lodged, "claims without an application by that day: {count}"),
        (read.recorded_later, "events recorded later, left out: {count}"),
        (read.left_out, "events of kinds that the mapping leaves out: {count}"),
        (read.undated, "events on an unknown day: {count}"),
    )
    for count, text in counts:
        if count is None or count or text in (counts[0][1], counts[3][1]):
            out.print("  " + say(text, count=number(count)))
    for reason, rows in sorted(read.reasons.items(), key=lambda item: -(item[1] or 0))[:5]:
        example = read.examples.get(reason)
        if example is not None:
            text = say("as in line {line}: {why}", line=example.line, why=words.error(example.error()))
        else:
            text = say(reason)
        out.print(f"    {number(rows)}  {safe(text)}", style="dim")
    for name, rows in read.conflicts.items():
        out.print("  " + say("rows with another {name} than the claim's first: {count}", count=number(rows), name=name))
    for path in rejects:
        out.print("  " + say("They are in {path}.", path=path))
