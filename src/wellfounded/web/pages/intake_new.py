"""A new case: a file for one person, with the office's number and the law under which it is."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse

from wellfounded import law as laws
from wellfounded.dossier import files, grants, kinds, numbers
from wellfounded.dossier.access import ROLES
from wellfounded.dossier.compartments import CLAIM, IDENTITY
from wellfounded.dossier.office import moment
from wellfounded.dossier.records import Draft
from wellfounded.logic.errors import WellfoundedError
from wellfounded.web.ask import Ask
from wellfounded.web.forms.fields import Entry, filled, values, with_error, wrong
from wellfounded.web.gate import IN_OFFICE, page
from wellfounded.web.instance import served

LASTS = timedelta(days=3650)
OPENERS = IN_OFFICE.only(*(name for name, role in ROLES.items() if role.opens_files))


def _fields(ask: Ask) -> tuple[Entry, ...]:
    proposed = ask.say("Empty: the next free number, {number}.", number=numbers.next_free(ask.office, ask.today().year))
    orders = tuple((name, laws.find(name).names.get(ask.words.lang, laws.find(name).names["en"])) for name in _orders())
    return (
        Entry("number", ask.say("The office's number"), hint=proposed, longest=numbers.LONGEST),
        Entry("title", ask.say("By what you will recognise the case"), longest=200,
              hint=ask.say("It stands at the top of the case. No names.")),
        Entry("place", ask.say("Where the case is"), longest=200),
        Entry("law", ask.say("Law of the case"), "choice", choices=orders, value=served().law, needed=True),
    )  # fmt: skip


def _orders() -> list[str]:
    """The legal orders under which a case can be; the instance's own first."""
    real = [name for name in laws.ORDERS if name == served().law or not laws.find(name).placeholder]
    return sorted(real, key=lambda name: name != served().law)


@page("cases/new/", "new_case", OPENERS, ("GET", "POST"))
def new(ask: Ask) -> HttpResponse:
    """Open a file. Sending the form twice opens one."""
    fields, purpose = _fields(ask), _purpose(ask)
    if ask.request.method == "POST":
        fields = filled(ask, fields)
        if not wrong(fields):
            told, case = values(fields), ask.txn()
            if files.held(ask.office, ask.member, case, ask.now):
                return ask.back(f"/case/{case.hex()}/intake/")
            try:
                year, at = ask.today().year, moment(ask.now)
                number = numbers.take(ask.office, case, told.get("number", ""), year, ask.member.id, at)
            except WellfoundedError as error:
                fields = with_error(fields, "number", ask.words.error(error))
            else:
                grants.open_file(ask.office, ask.member, purpose, ask.now, ask.now + LASTS, case)
                files.append(ask.office, ask.member, case, purpose, _first(number, told), case, ask.now)
                return ask.back(f"/case/{case.hex()}/intake/", "The case {number} is open.", number=number)
    return ask.render("intake_new.html", {"entries": fields}, 400 if wrong(fields) else 200)


def _purpose(ask: Ask) -> str:
    """For what the opener has the file."""
    return next(p for p in ("representation", "decision", "registry", "intake") if p in ROLES[ask.member.role].purposes)


def _first(number: str, told: dict[str, str]) -> list[Draft]:
    head = {key: value for key, value in told.items() if key in ("law", "place")}
    title = [Draft(IDENTITY, "head", {"title": told["title"]})] if "title" in told else []
    return [Draft(CLAIM, "head", head), kinds.draft("number", {"number": number}), *title]
