"""The case line as a page of a terminal: every answer first, its reasons one step below, 80 columns."""

from __future__ import annotations

from typing import Any

from wellfounded.claim.case_line import CaseLine, Element, RemedyLine
from wellfounded.claim.contract import answer, cites, counted, stage_words
from wellfounded.logic.days import Day
from wellfounded.readings.reasons import Finding
from wellfounded.readings.values import TRUTHS
from wellfounded.readings.words import Words

MARKS = {"met": "✓", "not_met": "✕", "open": "?", "not_tried": "?"}
STATES = {
    "not_yet": "not yet",
    "open": "open",
    "taken": "taken",
    "lapsed": "lapsed",
    "unavailable": "not available",
    "unknown": "not established",
}
WHO = {"applicant": "the applicant", "authority": "the authority"}
CONFIDENCE = {
    "verified": "read in the source",
    "known": "known, not confirmed in a source",
    "doubtful": "doubtful: ask a lawyer",
}
UNREVIEWED = "The Japanese sentences of this software have not yet been reviewed by a person."
SOON = 14
"""From so many days on, a last day is printed in colour."""


def page(out: Any, line: CaseLine, words: Words) -> None:
    """Print the case line."""
    say = words.say
    out.print(f"[bold]{_safe(line.case.title or line.case.path)}[/bold]")
    out.print(
        say("The case and the law on {day} ({weekday})", day=line.on, weekday=words.weekday(line.on))
        + f" · {line.law.names.get(words.lang, line.law.id)}"
    )
    for current in line.applications:
        label = say("Application {id}", id=current.id) + ": " if len(line.applications) > 1 else ""
        out.print(f"\n[bold]{label}{_safe(stage_words(line, current.stage, words))}[/bold]")
    _next_day(out, line, words)
    _remedies(out, line, words)
    _removal(out, line, words)
    _duties(out, line, words)
    _assessment(out, line, words)
    _law(out, line, words)
    _timeline(out, line, words)
    if words.lang != "en":
        out.print("\n" + say(UNREVIEWED), style="dim")


def _safe(text: str) -> str:
    return text.replace("[", "\\[")


def _heading(out: Any, words: Words, text: str) -> None:
    out.print(f"\n[bold underline]{words.say(text)}[/bold underline]")


def _next_day(out: Any, line: CaseLine, words: Words) -> None:
    """The nearest last day that can still be kept, large: act by the earliest."""
    coming = [r for a in line.applications for r in a.remedies if r.days_left is not None and r.days_left >= 0]
    if not coming:
        return
    found = min(coming, key=lambda r: r.days_left or 0)
    last = found.last_day
    assert last is not None
    assert found.days_left is not None
    _heading(out, words, "The next day that matters")
    style = "bold red" if found.days_left <= SOON else "bold"
    left = words.say("today") if not found.days_left else words.say("in {days} days", days=found.days_left)
    out.print(f"[{style}]{words.day(last.earliest)} ({words.weekday(last.earliest)}), {left}[/{style}]")
    out.print(f"{words.say(WHO[found.remedy.who])}: {words.say(found.remedy.words)}")
    if not last.exact:
        said = words.say("The days in the file leave a range, to {latest}. Act by the earliest.", latest=last.latest)
        out.print(said, style="dim")
    for step in counted(found.counting[:1], words)[: 4 if last.exact else 8]:
        out.print(f"  {_safe(step)}", style="dim")


def _remedies(out: Any, line: CaseLine, words: Words) -> None:
    from rich.table import Table

    _heading(out, words, "What can be done")
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim")
    for column in ("remedy", "by whom", "state", "last day"):
        table.add_column(words.say(column))
    for application in line.applications:
        for found in application.remedies:
            if found.state == "not_yet" or (found.state == "unavailable" and not found.starts):
                continue
            name = words.say(found.remedy.words)
            if len(line.applications) > 1:
                name = f"{found.application}: {name}"
            table.add_row(
                _safe(name),
                words.say(WHO[found.remedy.who]),
                words.say(STATES[found.state]),
                _last_day(found, words),
                style="" if found.state in ("open", "unknown") else "dim",
            )
    if table.row_count:
        out.print(table)
    else:
        out.print(words.say("Nothing yet: there is no decision to act against."))


def _last_day(found: RemedyLine, words: Words) -> str:
    if found.last_day is None:
        unlimited = found.state in ("open", "unknown") and found.remedy.last_day is None
        return words.say("no time limit") if unlimited else "—"
    text = _safe(_short(found.last_day, words))
    if found.days_left is not None and 0 <= found.days_left <= SOON:
        return f"[bold red]{text}[/bold red]"
    return text


def _short(day: Day, words: Words) -> str:
    if words.lang == "ja" or day.exact:
        return words.day(day)
    return f"{words.day(day.earliest)} – {words.day(day.latest)}"


def _removal(out: Any, line: CaseLine, words: Words) -> None:
    found = line.removal
    _heading(out, words, "May the person be removed on this day?")
    if found.ground == "not_met":
        said = "There is no ground for removal."
    else:
        said = {
            "met": "No: a rule stops removal.",
            "not_met": "No rule stops removal.",
            "open": "Not established.",
        }[found.barred]
    out.print(f"[bold]{words.say(said)}[/bold]")
    if found.barred == "open" and found.ground != "not_met":
        if found.treated_as_barred:
            out.print(words.say("Until it is established, treat removal as barred."))
        else:
            out.print(words.say("Treat removal as not barred."))
    if found.barred == "met" and found.until is not None:
        out.print(words.say("The bar lasts at least until {day}.", day=found.until.earliest))
    _reasons(out, found.because, line, words, 1)
    for missing in found.missing[:3]:
        out.print(f"  ? {_safe(words.say(missing.fact.question))}")
    for caution, finding in found.warnings:
        text = "; ".join(c["text"] for c in cites(finding.cites, line.on))
        out.print(f"! {_safe(words.say(caution.words))} [dim]{_safe(text)}[/dim]")


def _reasons(out: Any, finding: Finding, line: CaseLine, words: Words, depth: int) -> None:
    for reason in finding.because:
        if reason.type != "truth":
            continue
        text = "; ".join(c["text"] for c in cites(reason.cites, line.on))
        mark = MARKS[answer(reason)]
        own = f"{reason.application}: " if reason.application != finding.application else ""
        said = _safe(own + words.say(reason.words, **reason.args))
        out.print(f"{'  ' * depth}{mark} {said} [dim]{_safe(text)}[/dim]")


def _duties(out: Any, line: CaseLine, words: Words) -> None:
    if not line.next:
        return
    _heading(out, words, "What the law asks next")
    for found in line.next:
        by = f" ({words.say('by {day}', day=found.by)})" if found.by else ""
        text = "; ".join(c["text"] for c in cites(found.finding.cites, line.on))
        said = _safe(f"{words.say(WHO[found.duty.who])}: {words.say(found.duty.words)}{by}")
        out.print(f"{said} [dim]{_safe(text)}[/dim]")


def _assessment(out: Any, line: CaseLine, words: Words) -> None:
    if not line.elements:
        return
    _heading(out, words, "Recognition: what is established")
    for element in (*line.assessment, *line.elements):
        out.print(f"{MARKS[answer(element.finding)]} {_safe(words.say(element.finding.words, **element.finding.args))}")
    asked = _most_settling(line.elements)
    if asked:
        out.print(words.say("What would settle most:"), style="dim")
    for question in asked[:3]:
        out.print(f"  ? {_safe(words.say(question))}", style="dim")


def _most_settling(elements: tuple[Element, ...]) -> list[str]:
    best: dict[str, float] = {}
    for element in elements:
        for missing in element.missing:
            share = missing.settles / missing.answers
            best[missing.fact.question] = best.get(missing.fact.question, 0) + share
    return sorted(best, key=lambda question: -best[question])


def _law(out: Any, line: CaseLine, words: Words) -> None:
    if line.unclear:
        _heading(out, words, "Where the law is unclear")
        for doubt in line.unclear:
            out.print(_safe(words.say(doubt.question)))
            for reading in doubt.readings:
                out.print(f"  – {_safe(words.say(reading.words))}")
            out.print(f"  {words.say('Settled by')}: {_safe(words.say(doubt.settled_by))}", style="dim")
    if line.changed:
        _heading(out, words, "How the law changed along the way")
        for change in line.changed:
            out.print(f"{words.day(change.on)}: {_safe(words.say(change.words))}")


def _timeline(out: Any, line: CaseLine, words: Words) -> None:
    from rich.table import Table

    _heading(out, words, "What has happened")
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, show_header=False)
    for event in line.timeline:
        day = _short(event.day, words) if event.day else words.say("day unknown")
        own = f"{event.application}: " if len(line.applications) > 1 and event.application else ""
        detail = [str(v) if not isinstance(v, Day) else words.day(v) for v in event.fields.values()]
        text = own + words.say(line.law.kinds[event.kind].says)
        text += f" ({', '.join(words.value(d) for d in detail)})" if detail else ""
        table.add_row(_safe(day), _safe(text))
    out.print(table)
    if line.left_out:
        out.print(words.say("{count} later events of the file are left out.", count=line.left_out), style="dim")


def truth_mark(value: int) -> str:
    """The sign of a truth."""
    return MARKS[TRUTHS[value].value]
