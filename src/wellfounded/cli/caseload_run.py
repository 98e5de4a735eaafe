"""`wellfounded caseload run`: what needs action first, then where the claims stand."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Any

from wellfounded.caseload.answers.questions import WINDOWS, name_of
from wellfounded.caseload.publishing.publication import ALL
from wellfounded.caseload.run import Standing
from wellfounded.caseload.run import run as run_caseload
from wellfounded.claim.telling import WHO
from wellfounded.cli import caseload as door
from wellfounded.cli import caseload_files as files
from wellfounded.cli.caseload_page import GROUPS, head, heading, number, reading, table
from wellfounded.cli.opening import console, print_json
from wellfounded.cli.page import UNREVIEWED, entry, safe
from wellfounded.readings.words import Words

DAYS = {"may_be_past": "may be past", "0-7": "0–7", "8-14": "8–14", "15-30": "15–30", "31-90": "31–90", "91-": "91–"}
REMOVAL = {
    "barred": "a rule stops removal",
    "ground": "there is a ground for removal",
    "treated_as_barred": "to be treated as barred",
}
Shown = Callable[[str, str, str], int | None]


def run(args: argparse.Namespace, words: Words) -> int:
    """Read the caseload and show it."""
    law, caseload = door.opened(args)
    by = door.attributes(args)
    with (
        door.progress(words.say("Reading the claims"), args.json) as watch,
        files.rejects_of(args, caseload) as rejects,
    ):
        standing = run_caseload(
            caseload,
            door.asked_on(args),
            by=by,
            complete=door.completes(args, law),
            settle=args.settle,
            seed=args.seed,
            watch=watch,
        )
    publish = args.publish or files.is_page(args.output)
    public = standing.public() if publish else standing
    if args.output:
        from wellfounded.caseload.publishing.report import standing_page

        files.save(args, public.table(), public.plain(), lambda: standing_page(public, words))
    printed = public if args.publish else standing
    if args.json:
        print_json(printed.plain())
        return 0
    out = console()
    _page(out, printed, words)
    reading(out, printed.read, words, rejects)
    if args.output:
        out.print("\n" + words.say("The table is in {path}.", path=args.output))
    if words.lang != "en":
        out.print("\n" + words.say(UNREVIEWED), style="dim")
    return 0


def shown(standing: Standing) -> Shown:
    """How to look up the number of everybody: None where it is hidden, 0 where there is nobody."""
    found: dict[tuple[str, str, str], int | None] = {}
    for cell in standing.cells:
        place = cell[:3]
        if standing.published and standing.by:
            if cell.group == ALL:
                found[place] = cell.shown
        else:
            found[place] = (found.get(place) or 0) + (cell.shown or 0) if cell.shown is not None else None
    return lambda measure, subject, value: found.get((measure, subject, value), 0)


def _page(out: Any, standing: Standing, words: Words) -> None:
    say, law = words.say, standing.law
    count = shown(standing)
    head(out, standing, words)
    claims, applications = count("claims", "claims", "all"), count("claims", "applications", "all")
    text = "Claims: {claims}. Applications: {applications}."
    out.print("\n[bold]" + say(text, claims=number(claims), applications=number(applications)) + "[/bold]")
    _first(out, standing, count, words)
    _windows(out, standing, count, words)
    _removal(out, count, words)
    _duties(out, standing, count, words)
    heading(out, say("Where the applications stand"))
    stages: Mapping[str, int | None] = {
        c.value: count("stage", "stage", c.value) for c in standing.cells if c.measure == "stage"
    }
    sure = [value for value in law.stages if value in stages]
    rows = [(say(law.stages[value]), number(stages[value]), share(stages[value], applications)) for value in sure]
    open_ = [n for value, n in stages.items() if "|" in value]
    if open_:
        total = None if None in open_ else sum(n or 0 for n in open_)
        rows.append((say("Not established"), number(total), share(total, applications)))
    table(out, ("", "", ""), rows)
    for value, n in sorted(((v, n) for v, n in stages.items() if "|" in v), key=lambda item: -(item[1] or 0))[:3]:
        either = " / ".join(say(law.stages.get(one, one)) for one in value.split("|"))
        entry(out, f"[dim]{number(n)}: {safe(either)}[/dim]", 4)
    _open(out, standing, words)
    _settled(out, standing, count, words)
    if standing.by:
        _groups(out, standing, words)


def share(count: int | None, whole: int | None) -> str:
    """A share of two numbers that are both shown."""
    return f"{count / whole:.1%}" if count is not None and whole else ""


def _first(out: Any, standing: Standing, count: Shown, words: Words) -> None:
    """What cannot wait: last days within two weeks, the nearest first, and duties whose day is past."""
    say, law = words.say, standing.law
    rows: list[tuple[int | None, int | None, int | None, str]] = []
    for remedy in law.remedies:
        subject = name_of(remedy, law)
        near, next_ = (count("windows", subject, window) for window in WINDOWS[:2])
        if near != 0 or next_ != 0:
            by = f"{say(WHO[remedy.who])}: " if remedy.who == "authority" else ""
            rows.append((near, next_, 0, by + say(remedy.words)))
    rows.sort(key=lambda row: (-(row[0] or 0), -(row[1] or 0)))
    late = []
    for duty in {d.owed.name: d for d in law.duties}.values():
        past = count("overdue", duty.owed.name, "overdue")
        if past != 0:
            late.append((0, 0, past, f"{say(WHO[duty.who])}: {say(duty.words)}"))
    late.sort(key=lambda row: -(row[2] or 0))
    heading(out, say("What needs action first"))
    if not rows and not late:
        out.print("  " + say("No last day comes within 14 days, and no duty is late."))
        return
    heads = ("", say("0–7 days"), say("8–14 days"), say("late"))
    table(out, heads, [(text, *("·" if n == 0 else number(n) for n in ns)) for *ns, text in (*rows, *late)])


def _windows(out: Any, standing: Standing, count: Shown, words: Words) -> None:
    """The remedies whose last day comes, the nearest first; then those that can be used without a last day."""
    dated: list[tuple[str, list[int | None]]] = []
    undated: list[tuple[str, int | None, int | None]] = []
    for remedy in standing.law.remedies:
        subject = name_of(remedy, standing.law)
        numbers = [count("windows", subject, window) for window in DAYS]
        name = words.say(remedy.words)
        if remedy.who == "authority":
            name = f"{words.say(WHO[remedy.who])}: {name}"
        open_, unknown = (count("remedies", subject, state) for state in ("open", "unknown"))
        if any(n is None or n for n in numbers):
            dated.append((name, numbers))
        elif open_ != 0 or unknown != 0:
            undated.append((name, open_, unknown))
    if dated:
        heading(out, words.say("Time that runs out or may run out, by the days that are left"))
        dated.sort(key=lambda one: [-(n or 0) for n in one[1]])
        rows = [(name, *("·" if n == 0 else number(n) for n in numbers)) for name, numbers in dated]
        table(out, ("", *(words.say(text) for text in DAYS.values())), rows)
    if undated:
        heading(out, words.say("What can be done without a last day"))
        table(
            out,
            ("", words.say("open"), words.say("not established")),
            [(name, number(open_), number(unknown)) for name, open_, unknown in undated],
        )


def _removal(out: Any, count: Shown, words: Words) -> None:
    heading(out, words.say("Removal, by person"))
    rows = []
    for subject, text in REMOVAL.items():
        rows.append(
            (words.say(text), *(number(count("removal", subject, value)) for value in ("met", "open", "not_met")))
        )
    table(out, ("", words.say("yes"), words.say("not established"), words.say("no")), rows)


def _duties(out: Any, standing: Standing, count: Shown, words: Words) -> None:
    """What is owed, what is past its day first; what is owed to nobody for certain in one line."""
    rows, doubtful = [], 0
    for duty in {d.owed.name: d for d in standing.law.duties}.values():
        owed, open_ = (count("duties", duty.owed.name, value) for value in ("met", "open"))
        late = count("overdue", duty.owed.name, "overdue")
        if owed != 0:
            name = f"{words.say(WHO[duty.who])}: {words.say(duty.words)}"
            rows.append((late or 0, (name, "·" if late == 0 else number(late), number(owed), number(open_))))
        elif open_ != 0:
            doubtful += 1
    if not rows and not doubtful:
        return
    heading(out, words.say("What the law asks next, by person"))
    rows.sort(key=lambda row: -row[0])
    heads = ("", words.say("late"), words.say("owed"), words.say("not established"))
    table(out, heads, [row for _, row in rows], [bool(late) for late, _ in rows])
    if doubtful:
        text = "More duties, owed to nobody for certain and for some not established: {count}"
        out.print("  " + words.say(text, count=doubtful), style="dim")


def _open(out: Any, standing: Standing, words: Words) -> None:
    """What is open, and the facts that would settle most of it."""
    if not standing.open:
        return
    heading(out, words.say("What is open, and what would settle most of it"))
    for one in standing.open:
        name = words.say({"stage": "the stage", **REMOVAL}.get(one.subject, one.subject))
        entry(out, words.say("{what}: open for {count}", what=name, count=number(one.open)), 2)
        for fact in one.facts:
            share_ = fact.expected / one.sampled if one.sampled else 0
            text = words.say(
                "{question} (about {share} of them)", question=words.say(fact.question), share=f"{share_:.0%}"
            )
            entry(out, safe(text), 4, "?")
        if one.sampled < one.open:
            entry(
                out,
                "[dim]" + words.say("from {count} of them, chosen by chance", count=number(one.sampled)) + "[/dim]",
                4,
            )


def _settled(out: Any, standing: Standing, count: Shown, words: Words) -> None:
    values = {(c.subject, c.value) for c in standing.cells if c.measure == "settled"}
    if not values:
        return
    heading(out, words.say("What was open, settled exactly"))
    rows = [(subject, value, count("settled", subject, value)) for subject, value in sorted(values)]
    rows.sort(key=lambda row: (row[0], -(row[2] or 0)))
    stages = standing.law.stages
    for subject, value, n in rows:
        said = " / ".join(words.say(stages.get(one, one.replace("_", " "))) for one in value.split("|"))
        name = words.say({"stage": "the stage", **REMOVAL}.get(subject, subject))
        entry(out, safe(f"{number(n)}  {name}: {said}"), 2)


def _groups(out: Any, standing: Standing, words: Words) -> None:
    """The largest groups, with what matters of each."""
    groups: dict[Any, dict[tuple[str, str, str], int | None]] = {}
    for cell in standing.cells:
        if cell.group != ALL:
            groups.setdefault(cell.group, {})[cell[:3]] = cell.shown
    size = ("claims", "claims", "all")
    ranked = sorted(groups.items(), key=lambda item: (-(item[1].get(size, 0) or 0), item[0]))
    heading(out, words.say("By {by}", by=", ".join(standing.by)))
    rows = []
    for group, numbers in ranked[:GROUPS]:
        near = [n for (measure, _, value), n in numbers.items() if measure == "windows" and value in WINDOWS[:2]]
        soon = None if None in near else sum(n or 0 for n in near)
        name = ", ".join(word or words.say("not recorded") for word in group)
        past = [n for (measure, _, value), n in numbers.items() if (measure, value) == ("overdue", "overdue")]
        late = None if None in past else sum(n or 0 for n in past)
        barred = [numbers.get(("removal", "barred", value), 0) for value in ("met", "open")]
        rows.append((name, *(number(n) for n in (numbers.get(size, 0), soon, late, *barred))))
    heads = ("claims", "≤ 14 days", "late", "barred", "not established")
    table(out, ("", *(words.say(text) for text in heads)), rows)
    if len(ranked) > GROUPS:
        text = "and {count} more groups: -o FILE writes them all"
        out.print("  " + words.say(text, count=number(len(ranked) - GROUPS)), style="dim")
