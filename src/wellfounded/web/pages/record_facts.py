"""Recording what no event holds, a group of questions at a time; and taking back a record."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from wellfounded.dossier.compartments import CLAIM, HEALTH, INTIMATE, of_fact
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.kinds import standing
from wellfounded.dossier.records import Draft, document
from wellfounded.logic.errors import WellfoundedError
from wellfounded.web.ask import Ask
from wellfounded.web.forms import facts
from wellfounded.web.forms.events import applications
from wellfounded.web.forms.fields import Entry, filled, kept, wrong
from wellfounded.web.forms.law_words import group_words
from wellfounded.web.forms.rooms import ROOMS, address, case_with, number_of, open_to
from wellfounded.web.forms.saving import saved
from wellfounded.web.gate import page
from wellfounded.web.lines.taken import details_said, kind_said
from wellfounded.web.pages.record import WRITERS, detail_of, words_of

HOME = {
    **dict.fromkeys(("task", "booking", "message"), "agenda/"),
    **dict.fromkeys(("assessment", "laid_beside"), "assessment/"),
    "cites": "evidence/",
}
"""The page on which a record of a kind stands; of all others it is intake."""
KEPT_IN = (CLAIM, HEALTH, INTIMATE)


@page("case/<case:case>/record/facts/<int:group>/", "record_facts", WRITERS, ("GET", "POST"))
def group(ask: Ask, group: int) -> HttpResponse:
    """The questions of a group, with the answers that stand. Sending it records what changed."""
    made = ask.read()
    writes = open_to(ask)
    law, _ = case_with(ask, made)
    if group >= len(law.groups):
        raise Http404
    found = facts.asked(law, law.groups[group], writes & frozenset(made.compartments))
    if not found:
        raise Refused("This is not open to this role.")
    named = applications(made.records)
    chosen = ask.request.POST.get("application") or ask.request.GET.get("application") or named[-1]
    answers, common = facts.entries(ask, found, made.records, chosen), _common(ask, named, chosen, writes)
    mistake = ""
    if ask.request.method == "POST":
        answers, common = filled(ask, answers), filled(ask, common)
        if not wrong((*answers, *common)) and "check" not in ask.request.POST:
            told = {entry.name: kept(entry) for entry in common if entry.value}
            try:
                new = facts.drafts(found, answers, made.records, told, told.get("keep", ""))
                if new:
                    return saved(ask, made, new)
                mistake = ask.say("No answer was changed, so nothing was saved.")
            except WellfoundedError as error:
                mistake = ask.words.error(error)
    context = {
        "here": "record",
        "number": number_of(made),
        "said": group_words(ask, law.groups[group]),
        "rows": list(zip(answers, (of_fact(fact.name) == INTIMATE for fact in found), strict=True)),
        "common": common,
        "mistake": mistake,
        "back": address(ask, "record/"),
    }
    return ask.render("record_facts.html", context, 400 if mistake else 200)


def _common(ask: Ask, named: list[str], chosen: str, writes: frozenset[str]) -> tuple[Entry, ...]:
    rooms = tuple((name, ask.say(ROOMS[name])) for name in KEPT_IN if name in writes)
    several = tuple((name, ask.say("Application {id}", id=name)) for name in named)
    which = Entry("application", ask.say("Which application"), "choice", choices=several, value=chosen)
    where = (("", ask.say("Where each belongs by itself")), *rooms)
    return (
        *([which] if len(named) > 1 else []),
        Entry("day", ask.say("Since when this stands in the record"), "day",
              ask.say("Empty: from the beginning. On an earlier day the answer is not known yet.")),
        Entry("note", ask.say("Note"), "long", ask.say("Where it comes from: the number of a paper, or who said it.")),
        Entry("keep", ask.say("Where new answers are kept"), "choice", choices=where),
    )  # fmt: skip


@page("case/<case:case>/record/strike/<slug:number>/", "record_strike", WRITERS, ("GET", "POST"))
def strike(ask: Ask, number: str) -> HttpResponse:
    """Take back a record that was entered by mistake. It is left out from then on, and stays on record."""
    made = ask.read()
    one = next((r for r in made.records if r.id == number), None)
    if one is None or one not in standing(made.records, one.kind) or one.compartment not in open_to(ask):
        raise Refused("This record is not there, or was taken back already.")
    reason = Entry("reason", ask.say("Why it is taken back"), "long", needed=True)
    mistake = ""
    if ask.request.method == "POST":
        (reason,) = filled(ask, [reason])
        if not reason.error:
            draft = Draft(one.compartment, "strike", {"id": one.id, "reason": reason.value})
            if one.kind not in ("event", "fact"):
                ask.add([draft])
                return ask.back(address(ask, HOME.get(one.kind, "intake/")), "It was taken back, and stays on record.")
            try:
                return saved(ask, made, [draft])
            except WellfoundedError as error:
                mistake = ask.words.error(error)
    by_law = one.kind in ("event", "fact") and "law" in document(made.records)
    context = {
        "here": "record",
        "number": number_of(made),
        "said": words_of(ask, case_with(ask, made)[0], one) if by_law else kind_said(ask, one),
        "by_law": by_law,
        "detail": detail_of(ask, one) if by_law else details_said(ask, one),
        "day": one.body.get("day", ""),
        "entry": reason,
        "mistake": mistake,
        "back": address(ask, "record/" if by_law else HOME.get(one.kind, "intake/")),
    }
    return ask.render("record_strike.html", context, 400 if mistake else 200)
