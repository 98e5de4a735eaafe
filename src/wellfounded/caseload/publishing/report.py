"""One page for readers: what was found, in charts and tables, with what was read and how. Nothing loads from elsewhere.

Only results made fit for publication come in (`published`): a number that may not be shown is not in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from wellfounded.caseload.answers.tally import Cell
from wellfounded.caseload.change import in_short
from wellfounded.caseload.publishing.publication import ALL
from wellfounded.charts import Bars, Between, Caption, Chart, Row, Stacked, rendered
from wellfounded.claim.picture.lettering import plain
from wellfounded.readings.words import Words

if TYPE_CHECKING:
    from wellfounded.caseload.answers.questions import Question
    from wellfounded.caseload.compare import Bounded, Comparison
    from wellfounded.caseload.run import Standing
    from wellfounded.rules.order import LegalOrder

HIDDEN = "···"
_LOOK = """
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--soft:#595959;--line:#d5d9de;--band:#f3f6f9}
@media (prefers-color-scheme:dark){:root{--ink:#eceff2;--paper:#14181d;--soft:#a7b0ba;--line:#39424c;--band:#1d242b}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.55 Lato,'Noto Sans','Noto Sans CJK JP','Noto Sans JP','Segoe UI',Arial,sans-serif}
main{max-width:68rem;margin:0 auto;padding:1.2rem}
h1{font-size:1.6rem;line-height:1.25;margin:.4rem 0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
p{margin:.3rem 0;max-width:44rem}.soft,footer{color:var(--soft);font-size:.9rem}
.mark{border:2px solid #b3261e;padding:.5rem .8rem;font-weight:700;display:inline-block}
.scroll{overflow-x:auto}.scroll .wide{min-width:34rem}
figure{margin:.5rem 0;background:#fff;border:1px solid var(--line)}
figure svg{display:block;width:100%;min-width:34rem;height:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;width:100%}
th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:end;vertical-align:top}
th{font-weight:600;color:var(--soft)}th:first-child,td:first-child{text-align:start;min-width:11rem}
tbody tr:nth-child(even){background:var(--band)}
footer{margin-top:2rem;border-top:1px solid var(--line);padding-top:.6rem}
@media print{:root{--ink:#000;--paper:#fff;--soft:#444;--line:#bbb;--band:#fff}main{max-width:none;padding:0}
h2{break-after:avoid}figure,table{break-inside:avoid}.scroll{overflow:visible}figure svg,.scroll .wide{min-width:0}}
"""
WINDOWS = {"may_be_past": "may be past", "0-7": "0–7", "8-14": "8–14", "15-30": "15–30", "31-90": "31–90", "91-": "91–"}
REMOVAL = {
    "barred": "a rule stops removal",
    "ground": "there is a ground for removal",
    "treated_as_barred": "to be treated as barred",
}
THREE = ("met", "open", "not_met")
METHOD = (
    "Each number is what the rules of the law say of each claim on that day, added up. What is not established is "
    "counted as open, never as a no. Numbers of fewer than ten persons, and numbers from which such a number could be "
    "computed, are not shown."
)


def number(count: int | None) -> str:
    """A number as the page shows it."""
    return HIDDEN if count is None else f"{count:,}"


class Page:
    """The parts of a page, one after another."""

    def __init__(self, result: Any, words: Words, title: str) -> None:
        self.result, self.words, self.title = result, words, title
        self.parts: list[str] = []
        self.charts = 0

    def head(self, text: str) -> None:
        """The head of a part."""
        self.parts.append(f"<h2>{plain(text)}</h2>")

    def text(self, text: str, style: str = "") -> None:
        """A paragraph."""
        self.parts.append(f"<p{f' class={style}' if style else ''}>{plain(text)}</p>")

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table whose first column is text."""
        top = "".join(f'<th scope="col">{plain(head)}</th>' for head in heads)
        body = "".join("<tr>" + "".join(f"<td>{plain(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
        wide = ' class="wide"' if len(heads) > 4 else ""
        table = f"<table{wide}><thead><tr>{top}</tr></thead><tbody>\n{body}</tbody></table>"
        self.parts.append(f'<div class="scroll" tabindex="0">{table}</div>')

    def chart(self, chart: Chart) -> None:
        """A chart as a picture inside the page."""
        self.charts += 1
        svg = rendered(chart, ".svg").decode()
        svg = svg[svg.index("<svg") :]
        svg = re.sub(r'((?:\bid|href)="#?|url\(#)', rf"\g<1>c{self.charts}-", svg)
        self.parts.append(f'<div class="scroll" tabindex="0"><figure>{svg}</figure></div>')

    def caption(self, title: str, subtitle: str) -> Caption:
        """The words around a chart of this page."""
        result, words = self.result, self.words
        source = result.source + (f" · {words.say('synthetic')}" if result.synthetic else "")
        return Caption(title, subtitle, source, words.say(METHOD), None, words.lang)

    def bytes(self) -> bytes:
        """The whole page."""
        result, words = self.result, self.words
        # The charts style their parts in place; nothing may be loaded, and nothing runs.
        policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        mark = (
            f'<p class="mark">{plain(words.say("SYNTHETIC: these claims were invented. Nobody made them."))}</p>'
            if result.synthetic
            else ""
        )
        name = result.law.names.get(words.lang, result.law.id)
        text = "Law: {law}, as in force for each claim; the day asked about is {day}. Computed by {engine}."
        how = words.say(text, law=name, day=result.days.on, engine=result.engine)
        return f"""<!doctype html>
<html lang="{words.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{plain(self.title)}</title>
<style>{_LOOK}</style>
</head>
<body><main>
{mark}
<h1>{plain(self.title)}</h1>
<p class="soft">{plain(_about(result, words))}</p>
{"".join(self.parts)}
{_read(result, words)}
<footer><p>{plain(words.say(METHOD))}</p>
<p>{plain(how)}</p>
</footer>
</main></body>
</html>
""".encode()


def _about(result: Any, words: Words) -> str:
    last = min(result.days.complete.values())
    text = "{source} · {law} · {day} · complete to {last}"
    law = result.law.names.get(words.lang, result.law.id)
    return words.say(text, source=result.source, law=law, day=result.days.on, last=last)


def _read(result: Any, words: Words) -> str:
    """What was read, rejected and refused: always there."""
    read, say = result.read, words.say
    rows = (
        ("rows", read.rows),
        ("claims", read.claims),
        ("rows that cannot be read", read.rejected),
        ("rows of the facts that cannot be read", read.rejected_facts),
        ("claims none of whose rows can be read", read.lost),
        ("claims refused: no completion allows the order of their days", read.refused),
        ("claims without an application by that day", read.not_lodged),
        ("claims with a day that no calendar covers", read.outside),
        ("events recorded later, left out", read.recorded_later),
    )
    body = "".join(f"<tr><td>{plain(say(text))}</td><td>{number(n)}</td></tr>\n" for text, n in rows)
    return f"<h2>{plain(say('What was read'))}</h2><table><tbody>\n{body}</tbody></table>"


def _everybody(cells: Sequence[Cell], by: Sequence[str]) -> dict[tuple[str, str, str], int | None]:
    return {cell[:3]: cell.shown for cell in cells if not by or cell.group == ALL}


def standing_page(standing: Standing, words: Words) -> bytes:
    """The page of a caseload on a day."""
    from wellfounded.caseload.answers.questions import name_of

    say, law = words.say, standing.law
    count = _everybody(standing.cells, standing.by)
    claims, barred = count.get(("claims", "claims", "all"), 0), count.get(("removal", "barred", "met"), 0)
    text = "{barred} of {claims} persons could not be removed on {day}"
    page = Page(standing, words, say(text, barred=number(barred), claims=number(claims), day=standing.days.on))
    rows = []
    for remedy in law.remedies:
        subject = name_of(remedy, law)
        numbers = [count.get(("windows", subject, window), 0) for window in WINDOWS]
        if any(n is None or n for n in numbers):
            rows.append((say(remedy.words), *("·" if n == 0 else number(n) for n in numbers)))
    if rows:
        page.head(say("Time that runs out or may run out, by the days that are left"))
        page.table(("", *(say(w) for w in WINDOWS.values())), rows)
    page.head(say("Removal, by person"))
    three = [(text, [count.get(("removal", subject, v), 0) for v in THREE]) for subject, text in REMOVAL.items()]
    drawn = [
        Row(say(text), *(float(n) for n in numbers if n is not None)) for text, numbers in three if None not in numbers
    ]
    if drawn:
        names = (say("yes"), say("not established"), say("no"))
        text = "{barred} persons could not be removed; of {open} it is not established"
        sure, open_ = (number(count.get(("removal", "barred", value), 0)) for value in ("met", "open"))
        title = say(text, barred=sure, open=open_)
        page.chart(Stacked(page.caption(title, say("persons, {day}", day=standing.days.on)), names, tuple(drawn)))
    page.table(
        ("", say("yes"), say("not established"), say("no")),
        [(say(text), *(number(n) for n in numbers)) for text, numbers in three],
    )
    _stages(page, standing, count, words)
    _groups(page, standing, words)
    return page.bytes()


def _stages(page: Page, standing: Standing, count: dict[tuple[str, str, str], int | None], words: Words) -> None:
    say, stages = words.say, standing.law.stages
    found = {value: n for (measure, _, value), n in count.items() if measure == "stage"}
    page.head(say("Where the applications stand"))
    sure = [(value, found[value]) for value in stages if value in found]
    rows = [Row(say(stages[value]), float(n)) for value, n in sure if n]
    if rows:
        most = max(rows, key=count_of)
        text = "{count} of {all} applications: {stage}"
        whole = count.get(("claims", "applications", "all"))
        title = say(text, count=number(count_of(most)), all=number(whole), stage=most.label)
        caption = page.caption(title, say("applications by stage, {day}", day=standing.days.on))
        page.chart(Bars(caption, tuple(rows)))
    open_ = [n for value, n in found.items() if "|" in value]
    total = None if None in open_ else sum(n or 0 for n in open_)
    told = [(say(stages[value]), number(n)) for value, n in sure]
    page.table(("", say("applications")), [*told, *([(say("Not established"), number(total))] if open_ else [])])


def count_of(row: Row) -> int:
    """The number of a row of a chart."""
    value = row.values[0]
    return int(value) if isinstance(value, (int, float)) else 0


def _groups(page: Page, standing: Standing, words: Words) -> None:
    if not standing.by:
        return
    groups: dict[Any, dict[tuple[str, str, str], int | None]] = {}
    for cell in standing.cells:
        if cell.group != ALL:
            groups.setdefault(cell.group, {})[cell[:3]] = cell.shown
    size = ("claims", "claims", "all")
    page.head(words.say("By {by}", by=", ".join(standing.by)))
    rows = []
    for group, numbers in sorted(groups.items(), key=lambda item: (-(item[1].get(size, 0) or 0), item[0]))[:60]:
        name = ", ".join(word or words.say("not recorded") for word in group)
        shown = [numbers.get(place, 0) for place in (size, *(("removal", "barred", value) for value in THREE))]
        rows.append((name, *(number(n) for n in shown)))
    heads = ("claims", "removal barred", "not established", "not barred")
    page.table(("", *(words.say(text) for text in heads)), rows)


def asked_about(question: Question, law: LegalOrder, words: Words) -> str:
    """What a question asks, in the words of the law."""
    if question.remedy is not None:
        return words.say(question.remedy.words)
    if question.subject == "stage":
        return words.say("Where the applications stand")
    return words.say(law.rules[question.rules[0]].words)


def comparison_page(found: Comparison, words: Words) -> bytes:
    """The page of what a change would do."""
    from wellfounded.caseload.compare import matrix

    say = words.say
    changes = found.matters or found.changed[:3]
    title = found.change.title or say("What would change: {names}", names=say(changes[0].words) if changes else "—")
    page = Page(found, words, title)
    page.head(say("What changes"))
    page.table(
        ("", say("provision")),
        [
            (in_short(c, found.law, words), "; ".join(words.cite(x, found.days.on) for x in c.cites))
            for c in changes[:30]
        ],
    )
    if aside := len(found.changed) - len(changes[:30]):
        page.text(say("More changes, which do not touch what was asked: {count}", count=aside), "soft")
    cells = [cell for cell in found.cells if not found.by or cell.group == ALL]
    bounds = {(b.measure, b.subject): b for b in found.bounds() if b.value == "met" and b.group in ((), ALL)}
    still = []
    for question in found.questions:
        pairs = matrix(cells, question.subject, question.measure)
        name = asked_about(question, found.law, words)
        if all(before == after for before, after in pairs):
            still.append(name)
            continue
        page.head(name)
        if all(v in THREE for pair in pairs for v in pair):
            bound = bounds.get((question.measure, question.subject))
            if bound is not None:
                _move(page, name, bound, question, words)
            names = [say({"met": "met", "open": "not established", "not_met": "not met"}[v]) for v in THREE]
            rows = [
                (say("before: {answer}", answer=one), *(number(pairs.get((before, after), 0)) for after in THREE))
                for before, one in zip(THREE, names, strict=True)
            ]
            page.table(("", *(say("after: {answer}", answer=one) for one in names)), rows)
            if bound is not None:
                text = "If all that is open is refused: {a} → {b}. If all is granted: {c} → {d}."
                numbers = (bound.before.least, bound.after.least, bound.before.most, bound.after.most)
                page.text(say(text, **dict(zip("abcd", map(number, numbers), strict=True))))
        else:
            stages = found.law.stages
            moved = sorted(((p, n) for p, n in pairs.items() if p[0] != p[1]), key=lambda item: -(item[1] or 0))
            page.table(
                (say("before"), say("after"), say("applications")),
                [
                    (*(" / ".join(say(stages.get(v, v)) for v in side.split("|")) for side in pair), number(n))
                    for pair, n in moved[:20]
                ],
            )
    if not found.questions:
        page.text(say("Nothing that was asked rests on what changes: nobody moves."))
    if still:
        page.text(say("Touched by the change, and nobody moves: {names}", names=" · ".join(still)), "soft")
    if found.untouched:
        names_ = " · ".join(asked_about(question, found.law, words) for question in found.untouched)
        page.text(say("Not touched by the change: {names}", names=names_), "soft")
    return page.bytes()


def _move(page: Page, name: str, bound: Bounded, question: Question, words: Words) -> None:
    """How many before and after, each between its bounds: all that is open refused, and all granted."""
    say = words.say
    ends = [(side.least, side.most) for side in (bound.before, bound.after)]
    if any(end is None for side in ends for end in side):
        return
    rows = [
        Row(say(text), Between(float(least or 0), float(most or 0)), stressed=text == "after")
        for text, (least, most) in zip(("before", "after"), ends, strict=True)
    ]
    (a, b), (c, d) = ends
    title = say("{name} {before} before, {after} after", name=name, before=_span(a, b), after=_span(c, d))
    unit = say("persons, {day}" if question.unit == "person" else "applications, {day}", day=page.result.days.on)
    page.chart(Bars(page.caption(title, f"{unit} · {say('pale: if all that is open is granted')}"), tuple(rows)))


def _span(least: int | None, most: int | None) -> str:
    return number(least) if least == most else f"{number(least)}–{number(most)}"
