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

    made = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=any(heads), header_style="dim")
    for i, text in enumerate(heads):
        if not i:
            made.add_column(text, overflow="fold", ratio=1, min_width=30)
        else:
            made.add_column(text, justify="right", overflow="fold", max_width=13)
    for i, row in enumerate(rows):
        style = "bold" if i < len(stressed) and stressed[i] else None
        made.add_row(*(safe(cell) for cell in row), style=style)
    out.print(Padding(made, (0, 0, 0, 2), expand=False))


def reading(out: Any, read: Reading, words: Words, rejects: Sequence[str]) -> None:
    """What became of the rows: always said, also where nothing was refused."""
    heading(out, words.say("What was read"))
    say = words.say
    out.print("  " + say("{rows} rows, {claims} claims", rows=number(read.rows), claims=number(read.claims)))
    counts = (
        (read.rejected, "{count} rows cannot be read and are left out"),
        (read.rejected_facts, "{count} rows of the facts cannot be read and are left out"),
        (read.lost, "{count} claims are left out, for none of their rows can be read"),
        (read.refused, "{count} claims are refused: no completion allows the order of their days"),
        (read.outside, "{count} claims have a day that no calendar covers and are left out"),
        (read.not_lodged, "{count} claims have no application by that day"),
        (read.recorded_later, "{count} events were recorded later and are left out"),
        (read.left_out, "{count} events are of kinds that the mapping leaves out"),
        (read.undated, "{count} events happened on an unknown day"),
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
        out.print("  " + say("{count} rows say another {name} than the claim's first", count=number(rows), name=name))
    for path in rejects:
        out.print("  " + say("They are in {path}.", path=path))
