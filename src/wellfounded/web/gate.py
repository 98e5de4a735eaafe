"""The gate: every address of the website is declared here with who may ask it, and is shut for everybody else.

A page module declares its pages:

    @page("case/<case:case>/", "line", ON_CASE)
    def line(ask: Ask) -> HttpResponse: ...

The table `PAGES` is what the addresses are made from, and what the test of every role by every address reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from wellfounded.dossier import files, members
from wellfounded.dossier.access import ROLES
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.members import Member
from wellfounded.web.accounts import keys
from wellfounded.web.ask import Ask, Opened
from wellfounded.web.instance import served

STAFF = frozenset(ROLES) - {"applicant", "relative"}
APPLICANT = frozenset({"applicant"})

On = Literal["nothing", "office", "case"]
Act = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask for a page. `on`: what must be open to them: nothing (anybody may ask), the office (they are a
    member in one of `roles`), or the case in the address (a live grant opens some of it).
    """

    on: On
    roles: frozenset[str] = STAFF

    def only(self, *roles: str) -> Access:
        """The same for fewer roles."""
        return Access(self.on, frozenset(roles))


ANYBODY = Access("nothing", frozenset())
IN_OFFICE = Access("office")
ON_CASE = Access("case")
OWN = Access("office", APPLICANT)


@dataclass(frozen=True, slots=True)
class Page:
    """An address of the website: its path, its name, who may ask, by which methods, and what answers."""

    path: str
    name: str
    access: Access
    methods: tuple[str, ...]
    act: Act


PAGES: dict[str, Page] = {}


def page(path: str, name: str, access: Access, methods: tuple[str, ...] = ("GET",)) -> Callable[[Act], Act]:
    """Declare a page. `path`: as Django writes it, `<case:case>` for the number of a case."""

    def declared(act: Act) -> Act:
        PAGES[name] = Page(path, name, access, methods, act)
        return act

    return declared


def answer(asked: Page) -> Callable[..., HttpResponse]:
    """What Django calls for a page: the gate, then the page."""

    def through(request: HttpRequest, **parts: object) -> HttpResponse:
        method = "GET" if request.method == "HEAD" else request.method
        if method not in asked.methods:
            return HttpResponseNotAllowed(asked.methods)
        if asked.access.on == "nothing":
            return asked.act(request, **parts)
        member = of(request)
        if member is None:
            return redirect("/sign-in/" if asked.access.roles != APPLICANT else "/")
        # A page of the office that names a case (an emergency) is given its number as a plain part; nothing is open.
        case = parts.pop("case", None) if asked.access.on == "case" else None
        return asked.act(admitted(request, member, asked.access, case if isinstance(case, bytes) else b""), **parts)

    return through


def of(request: HttpRequest) -> Member | None:
    """The member who is signed in, as they are now, with their private key where they gave their passphrase."""
    account = request.user
    if not account.is_authenticated:
        return None
    found = members.present(served().office, bytes.fromhex(account.get_username()))
    if found is None:
        return None
    private = keys.of(request)
    return Member(found.id, found.name, found.role, found.public, private) if private else found


def admitted(request: HttpRequest, member: Member, access: Access, case: bytes) -> Ask:
    """What a page is given. Refuses (`Refused`) where role or grants do not open it."""
    if member.role not in access.roles:
        raise Refused("This is not open to your role.")
    now = served().clock()
    if access.on != "case":
        return Ask(request, member, now)
    return Ask(request, member, now, opened(request, member, case))


def opened(request: HttpRequest, member: Member, case: bytes) -> Opened:
    """The case of an address, and the purpose for which the member asks: the one they name, else their first."""
    office, now = served().office, served().clock()
    held = files.held(office, member, case, now)
    purposes = sorted({grant.purpose for grant in held}, key=lambda p: (p == "break_glass", p))
    if member.role == "auditor":
        purposes = purposes or [""]
    asked = request.GET.get("purpose") or request.POST.get("purpose") or (purposes[0] if purposes else "")
    if not purposes or asked not in purposes:
        raise Refused("This file is not open to you for this purpose.")
    return Opened(case, asked, tuple(purposes))
