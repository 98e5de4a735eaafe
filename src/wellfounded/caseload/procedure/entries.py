"""The breaches that a law knows, numbered: what each says, who bears it, and the texts of law that it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from wellfounded.caseload.procedure.alignment import Process, label_of
from wellfounded.readings.words import Words
from wellfounded.rules.breaches import Act, Bearer, Breach, BreachKind
from wellfounded.rules.citations import Citation, Confidence, weakest
from wellfounded.rules.order import LegalOrder

SENTENCES = {
    "missing": "Missing: {event}. What is recorded after it could not come without it.",
    "misplaced": "Out of place: {event}. The order of the procedure does not let it come there.",
    "not_in_force": "No law of that day knows this act: {event}.",
    "not_by": "Done by one who had no power to do it on that day: {event}.",
}
"""What is said of a breach that no rule of the law puts into words of its own."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of law that a breach breaks: from `since` until the day before `until`, and how sure it is."""

    since: date
    until: date | None
    cites: tuple[Citation, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Entry:
    """One breach that can be found. `event`: the kind of event missing, late or misplaced, where there is one.

    `words`: its sentence, with `{event}` for what the kind is called (`says`). `texts`: what it breaks; a row found
    names one of them. `track`: of a breach of order, the track. `breach`: of one that a rule finds, its row of the law.
    `which`: what tells its event from others of the same kind.
    """

    number: int
    name: str
    kind: BreachKind
    bears: Bearer
    words: str
    event: str
    says: str
    missing: bool
    target: bool
    texts: tuple[Text, ...]
    track: str = ""
    breach: Breach | None = None
    which: tuple[str, ...] = ()

    def sentence(self, words: Words) -> str:
        """The breach in words. Of several events that are called alike it says which, as of the courts that judge."""
        which = [words.value(word) for values in self.which for word in values.split("|")]
        said = words.say(self.says)
        return words.say(self.words, event=f"{said} ({', '.join(which)})" if which else said)


@dataclass(frozen=True, slots=True)
class Group:
    """What a law says of one kind of act, with the same values of its fields: since when, by whom."""

    kind: str
    where: tuple[tuple[str, str], ...]
    acts: tuple[Act, ...]

    @property
    def name(self) -> str:
        """The kind, with what tells it from others of that kind."""
        return ":".join((self.kind, *(f"{key}={values}" for key, values in self.where)))


def groups(law: LegalOrder) -> tuple[Group, ...]:
    """The acts of a law that belong together, each group in the order of time."""
    found: dict[tuple[str, tuple[tuple[str, str], ...]], list[Act]] = {}
    for act in law.acts:
        found.setdefault((act.kind, tuple(sorted(act.where.items()))), []).append(act)
    return tuple(
        Group(kind, where, tuple(sorted(acts, key=lambda act: act.since))) for (kind, where), acts in found.items()
    )


def entries(law: LegalOrder, processes: Iterable[Process]) -> tuple[Entry, ...]:
    """Every breach that the law knows: of its rules, of each track, of each kind of act."""
    of_tracks = (one for process in processes for one in _of_track(law, process))
    return tuple(
        replace(one, number=number) for number, one in enumerate((*_of_rules(law), *of_tracks, *_of_acts(law)))
    )


def _of_rules(law: LegalOrder) -> Iterator[Entry]:
    for one in law.breaches:
        says = law.kinds[one.event].says if one.event else ""
        texts = tuple(Text(v.since, v.until, v.cites, v.confidence) for v in one.rule.versions)
        yield Entry(
            0, one.name, one.kind, one.bears, one.words, one.event, says, one.missing, one.target, texts, breach=one
        )


def _of_track(law: LegalOrder, process: Process) -> Iterator[Entry]:
    for label in process.labels:
        steps = [step for step in process.steps if label_of(step) == label]
        name = ":".join((process.track.name, label.kind, *(values for _, values in label.where)))
        cites = tuple(dict.fromkeys(cite for step in steps for cite in step.cites))
        each = tuple(Text(law.begins, None, step.cites, step.confidence) for step in steps)
        whole = (Text(law.begins, None, cites, weakest(*(step.confidence for step in steps))),)
        for what, missing, texts in (("missing", True, each), ("misplaced", False, whole)):
            yield Entry(
                0,
                f"{name}:{what}",
                "order",
                steps[0].bears,
                SENTENCES[what],
                label.kind,
                law.kinds[label.kind].says,
                missing,
                False,
                texts,
                process.track.name,
                which=tuple(values for _, values in label.where),
            )


def _of_acts(law: LegalOrder) -> Iterator[Entry]:
    for group in groups(law):
        texts = tuple(Text(act.since, act.until, act.cites, act.confidence) for act in group.acts)
        kinds: list[tuple[str, BreachKind]] = [("not_in_force", "law_in_force")]
        if any(act.by for act in group.acts):
            kinds.append(("not_by", "actor"))
        for what, kind in kinds:
            yield Entry(
                0,
                f"{group.name}:{what}",
                kind,
                group.acts[0].bears,
                SENTENCES[what],
                group.kind,
                law.kinds[group.kind].says,
                False,
                False,
                texts,
            )
