"""The case line as a page of a terminal: every answer first, its reasons one step below, 80 columns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wellfounded.claim.case_line import CaseLine, RemedyLine
from wellfounded.claim.contract import answer, counted, stage_words
from wellfounded.claim.telling import (
    BARRED,
    CONFIDENCE,
    NO_GROUND,
    STATES,
    WHO,
    as_told,
    every_remedy,
    most_settling,
    next_last_day,
    reasons,
)
from wellfounded.logic.days import Day
from wellfounded.readings.reasons import Finding
from wellfounded.readings.words import Words
from wellfounded.rules.citations import Citation

MARKS = {"met": "✓", "not_met": "✕", "open": "?", "not_tried": "?"}
SIGNS = {"open": "●", "unknown": "?", "taken": "✓", "lapsed": "–"}
UNREVIEWED = "The Japanese sentences of this software have not yet been reviewed by a person."
SOON = 14
"""From so many days on, a last day is printed in colour."""


def safe(text: str) -> str:
    """Text that the terminal prints as it is."""
    return text.replace("[", "\\[")


def entry(out: Any, text: str, indent: int = 0, mark: str = "", style: str = "") -> None:
    """Print a line, its wrapped rest aligned under its text."""
    from rich.padding import Padding
    from rich.table import Table

    shown: Any = text
    if mark:
        shown = Table.grid(padding=(0, 1, 0, 0))
        shown.add_column()
        shown.add_column(overflow="fold")  # a sentence without spaces is wrapped, not cut off
        shown.add_row(mark, text)
    out.print(Padding(shown, (0, 0, 0, indent), expand=False), style=style or None)


class Page:
    """One case line, printed part by part. Lines that belong under another are indented and stay so when they wrap."""

    def __init__(self, out: Any, line: CaseLine, words: Words) -> None:
        self.out, self.line, self.words, self.say = out, line, words, words.say

    def write(self, text: str, indent: int = 0, mark: str = "", style: str = "") -> None:
        """A line of the page."""
        entry(self.out, text, indent, mark, style)

    def heading(self, text: str) -> None:
        """The head of a part."""
        self.out.print(f"\n[bold underline]{self.say(text)}[/bold underline]")

    def cites(self, citations: Iterable[Citation]) -> str:
        """Citations as numbered on the day asked about, faint."""
        texts = dict.fromkeys(self.words.cite(citation, self.line.on) for citation in citations)
        return f"[dim]{safe('; '.join(texts))}[/dim]"

    def print(self) -> None:
        """The whole page."""
        line, words = self.line, self.words
        self.out.print(f"[bold]{safe(line.case.title or line.case.path)}[/bold]")
        day = self.say("The case and the law on {day} ({weekday})", day=line.on, weekday=words.weekday(line.on))
        self.out.print(f"{day} · {line.law.names.get(words.lang, line.law.id)}", style="dim")
        self.stages()
        self.next_day()
        self.remedies()
        self.removal()
        self.duties()
        self.assessment()
        self.law()
        self.timeline()
        if words.lang != "en":
            self.out.print(f"\n[dim]{self.say(UNREVIEWED)}[/dim]")

    def stages(self) -> None:
        """Where each application stands; past the end of the file, where it stood then."""
        line = self.line
        told, complete = as_told(line)
        if complete == date.min:
            text = (
                "The file does not say up to which day it is complete, so what it does not record is open. "
                "Add a line: complete = {day}"
            )
            self.write(self.say(text, day=line.on.isoformat()))
            self.write(self.say("By what it records alone, this is where the case stands:"))
        elif complete is not None:
            text = "The file is complete to {day}. It tells where the case stood then; what has happened since is open."
            self.write(self.say(text, day=complete))
        for current in told.applications:
            label = self.say("Application {id}", id=current.id) + ": " if len(told.applications) > 1 else ""
            self.out.print(f"\n[bold]{safe(label + stage_words(told, current.stage, self.words))}[/bold]")

    def next_day(self) -> None:
        """The nearest last day that can still be kept, large: act by the earliest."""
        on = self.line.on
        alike = next_last_day(self.line)
        if not alike:
            return
        found = alike[0]
        last = found.last_day
        assert last is not None
        self.heading("The next day that matters")
        left = (last.earliest - on).days
        style = "bold red" if left <= SOON else "bold"
        if left < 0:
            self.write(
                f"[{style}]{self.say('Act at once: the last day may have passed, or may still come.')}[/{style}]"
            )
        else:
            day = self.say("{day} ({weekday})", day=last.earliest, weekday=self.words.weekday(last.earliest))
            self.write(f"[{style}]{day}, {self.left(left)}[/{style}]")
        for one in alike:
            self.write(f"{self.say(WHO[one.remedy.who])}: {safe(self.say(one.remedy.words))}")
        if not last.exact:
            text = "The days in the file leave a range, to {latest}. Act by the earliest."
            self.write(self.say(text, latest=last.latest))
        for step in counted(found.counting, self.words):
            self.write(safe(step), 2, style="dim")
        sure = self.say(CONFIDENCE[found.finding.confidence])
        self.write(f"{self.cites(found.finding.cites)} [dim]· {sure}[/dim]", 2)

    def left(self, days: int | None) -> str:
        """How many days are left."""
        return self.say("today") if not days else self.say("in {days} days", days=days)

    def remedies(self) -> None:
        """What is open or may be, with its last day; then what is past, faint."""
        self.heading("What can be done")
        shown = every_remedy(self.line)
        for found in shown:
            self.remedy(found)
        if not shown:
            self.write(self.say("No review, suit or appeal is open on this day."))

    def remedy(self, found: RemedyLine) -> None:
        """One remedy."""
        live = found.state in ("open", "unknown")
        own = f"{found.application}: " if len(self.line.applications) > 1 else ""
        name = f"{safe(own + self.say(found.remedy.words))} · {self.say(WHO[found.remedy.who])}"
        if not live:
            last = self.say(" (last day: {day})", day=self.short(found.last_day)) if found.last_day else ""
            self.write(f"{name} · {self.say(STATES[found.state])}{safe(last)}", 0, SIGNS[found.state], "dim")
            return
        self.write(name, 0, SIGNS[found.state])
        if found.last_day is None:
            unsaid = "no time limit of its own" if found.remedy.last_day is None else "last day not established"
            # An open remedy without a last day waits for another one: its time does not run meanwhile.
            waits = found.remedy.last_day is not None and found.state == "open"
            limit = self.say("its time does not run yet" if waits else unsaid)
        else:
            limit = self.say("until {day}", day=self.short(found.last_day))
            if found.days_left is not None:
                limit += f", {self.left(found.days_left)}"
        soon = found.days_left is not None and found.days_left <= SOON
        state = "" if found.state == "open" else f"{self.say(STATES[found.state])} · "
        limit = f"[bold red]{safe(limit)}[/bold red]" if soon else safe(limit)
        self.write(f"{state}{limit} {self.cites(found.available.cites)}", 2)

    def short(self, day: Day) -> str:
        """A day or range in few words."""
        if day.exact:
            return self.words.day(day)
        joint = "～" if self.words.lang == "ja" else " – "
        return f"{self.words.day(day.earliest)}{joint}{self.words.day(day.latest)}"

    def removal(self) -> None:
        """May the person be removed on this day, and why."""
        found = self.line.removal
        self.heading("May the person be removed on this day?")
        said = NO_GROUND if found.ground == "not_met" else BARRED[found.barred]
        self.write(f"[bold]{self.say(said)}[/bold]")
        if found.barred == "open" and found.ground != "not_met":
            treat = "Until it is established, treat removal as barred."
            self.write(self.say(treat if found.treated_as_barred else "Treat removal as not barred."))
        if found.barred == "met" and found.until is not None and found.until.earliest >= self.line.on:
            self.write(self.say("Treat removal as barred at least until {day}.", day=found.until.earliest))
        self.reasons(found.because)
        for missing in found.missing[:3]:
            self.write(safe(self.say(missing.fact.question)), 2, "?")
        for caution, finding in found.warnings:
            self.write(f"{safe(self.say(caution.words))} {self.cites(finding.cites)}", 0, "!")

    def reasons(self, finding: Finding) -> None:
        """The reasons one step below, and under one that is not met what took it away. Of several applications with
        the same reason, the current one is named."""
        for reason, depth in reasons(finding):
            self.reason(reason, finding, 2 + 2 * depth)

    def reason(self, reason: Finding, under: Finding, indent: int) -> None:
        """One reason with its mark and its citations."""
        own = f"{reason.application}: " if reason.application != under.application else ""
        said = safe(own + self.say(reason.words, **reason.args))
        self.write(f"{said} {self.cites(reason.cites)}", indent, MARKS[answer(reason)])

    def duties(self) -> None:
        """What the law asks next."""
        if self.line.next:
            self.heading("What the law asks next")
        for found in self.line.next:
            by = f" ({self.say('by {day}', day=found.by)})" if found.by else ""
            said = safe(f"{self.say(WHO[found.duty.who])}: {self.say(found.duty.words)}{by}")
            self.write(f"{said} {self.cites(found.finding.cites)}", 0, "→")

    def assessment(self) -> None:
        """The elements of the definition, and what would settle most."""
        if not self.line.elements:
            return
        self.heading("Recognition: what is established")
        for element in (*self.line.assessment, *self.line.elements):
            if not element.finding.in_force:
                continue
            said = self.say(element.finding.words, **element.finding.args)
            self.write(safe(said), 0, MARKS[answer(element.finding)])
        asked = most_settling(self.line.elements)[:3]
        if asked:
            self.write(self.say("What would settle most:"))
        for question in asked:
            self.write(safe(self.say(question)), 2, "?")

    def law(self) -> None:
        """Where the law is unclear for this case, and how it changed along the way."""
        if self.line.unclear:
            self.heading("Where the law is unclear")
        for doubt in self.line.unclear:
            self.write(safe(self.say(doubt.question)), 0, "?")
            for reading in doubt.readings:
                self.write(safe(self.say(reading.words)), 2, "–")
            self.write(f"{self.say('Settled by')}: {safe(self.say(doubt.settled_by))}", 2, style="dim")
        if self.line.changed:
            self.heading("How the law changed along the way")
        last: date | None = None
        for change in self.line.changed:
            if change.on != last:
                self.write(self.words.day(change.on))
            last = change.on
            self.write(safe(self.say(change.words)), 2, "–")

    def timeline(self) -> None:
        """What has happened up to the day."""
        self.heading("What has happened")
        for event in self.line.timeline:
            day = self.short(event.day) if event.day else self.say("day unknown")
            own = f"{event.application}: " if len(self.line.applications) > 1 and event.application else ""
            details = [
                self.words.day(v) if isinstance(v, Day) else self.words.value(v)
                for v in event.fields.values()
                if v is not True
            ]
            said = own + self.say(self.line.law.kinds[event.kind].says)
            self.write(safe(said + (f" ({', '.join(details)})" if details else "")), 0, f"[dim]{safe(day)}[/dim]")
        if self.line.left_out:
            self.write(
                self.say("{count} later events of the file are left out.", count=self.line.left_out), style="dim"
            )
