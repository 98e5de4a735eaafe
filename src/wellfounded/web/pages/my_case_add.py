"""The applicant adds papers: photographs or files, sealed as they come, and the office is told that there is something
new. Each file is taken in by itself; what is refused is said in one plain sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from django.contrib import messages
from django.http import HttpResponse

from wellfounded.dossier import files, papers
from wellfounded.dossier.compartments import CLAIM, IDENTITY, INTIMATE
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.kinds import standing
from wellfounded.dossier.papers import LIMITS, Clamd, Told, Unfit
from wellfounded.dossier.papers import kinds as kept
from wellfounded.dossier.papers.scanning import FOUND
from wellfounded.dossier.records import Record
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.readings.words import Said
from wellfounded.web.accounts import limits
from wellfounded.web.ask import Ask
from wellfounded.web.exhibits.giving import BY_APPLICANT, ON_OWN_PAGE
from wellfounded.web.forms.rooms import open_to
from wellfounded.web.instance import served
from wellfounded.web.pages import my_case_acts as acts
from wellfounded.web.uploads import Sent

FIELDS = ("photo", "file")
"""A photograph that is taken now, and files that are there already."""
ACCEPT = "image/*,application/pdf"
"""What a browser offers to choose. The server looks at the bytes, and takes in what the office's own pages do."""
LONGEST_TITLE = 200
OFTEN = limits.Rate("papers of an applicant", 30, 3600)

SEEN_BY: Mapping[str, str] = MappingProxyType(
    {
        INTIMATE: "Only my lawyer and those who work closest with my lawyer",
        CLAIM: "Also interpreters and volunteers who help with my case",
    }
)
"""Where a paper may be kept, in words of who sees it then. The most closed comes first and is chosen."""

_HARMFUL = "This file cannot be taken. Take a photo of the paper itself."
REFUSED: Mapping[str, str] = MappingProxyType(
    {
        kept.PROGRAM: _HARMFUL,
        kept.MARKUP: _HARMFUL,
        kept.MACROS: _HARMFUL,
        kept.OLD_WORD: _HARMFUL,
        kept.BOMB: _HARMFUL,
        kept.TWO: _HARMFUL,
        kept.TEST_SIGN: _HARMFUL,
        FOUND: _HARMFUL,
        kept.ARCHIVE: "This file holds several files. Send each paper by itself.",
        kept.OTHER_PICTURE: "This kind of picture cannot be taken. Take a new photo of the paper.",
        kept.VIDEO: "A film cannot be taken. Take a photo, or tell your lawyer.",
        kept.EMPTY: "This file is empty. Choose it again, or take a new photo.",
        kept.NOT_WHOLE: "This file is damaged. Choose it again, or take a new photo.",
        kept.LOCKED_WORD: "This file is locked with a password. Take a photo of the paper.",
        kept.UNKNOWN: "This kind of file cannot be taken. Send a photo or a PDF.",
    }
)
"""Why a file is not taken, in words for somebody who holds a telephone."""
TOO_LARGE = "This file is too large. Take a smaller photo, or bring the paper."
NOT_TAKEN = "This paper could not be taken. Show it to your lawyer."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file that was sent. `why`: why it was refused; None where it was taken in."""

    name: str
    why: Said | None


def rooms(ask: Ask) -> tuple[str, ...]:
    """Where the applicant may add papers, the most closed first; nowhere where none is open to them."""
    writes = open_to(ask)
    return tuple(room for room in SEEN_BY if room in writes)


def seen_by(ask: Ask) -> list[tuple[str, Said]]:
    """The same, in words of who sees a paper there."""
    return [(room, ask.words.said(SEEN_BY[room])) for room in rooms(ask)]


def added(ask: Ask) -> HttpResponse:
    """Take in what was sent. Asked twice with the same number, nothing is added."""
    from wellfounded.web.pages.my_case import whole

    allowed = rooms(ask)
    if not allowed:
        raise Refused("This is not open to your role.")
    asked = ask.field("room", 20)
    told = Told(
        title=ask.field("title", LONGEST_TITLE), received_from=BY_APPLICANT, received_how=ON_OWN_PAGE,
        received_on=ask.today().isoformat(),
    )  # fmt: skip
    sent = [file for name in FIELDS for file in ask.request.FILES.getlist(name) if isinstance(file, Sent)]
    if not sent:
        raise BadInput("First take a photo, or choose a file.")
    room = asked if asked in allowed else allowed[0]
    numbers = [_number(ask, file, room, told) for file in sent]
    found = [_taken(ask, file, number, room, told) for number, file in zip(numbers, sent, strict=True)]
    if any(one.why is None for one in found):
        _task(ask, numbers)
    if all(one.why is None for one in found):
        messages.success(ask.request, ask.say("We have your paper. Your lawyer can see it now."))
        return ask.back("/#papers")
    return whole(ask, {"outcomes": found, "wrong_at": "add", "written": ask.request.POST}, 400)


def _number(ask: Ask, file: Sent, room: str, told: Told) -> bytes:
    """The number of one of the files, made from that of the form and from what was sent."""
    held = sha256()
    for piece in file.chunks():
        held.update(piece)
    return acts.numbered(ask, held.digest(), (file.name or "").encode(), room.encode(), told.title.encode())


def _taken(ask: Ask, file: Sent, number: bytes, room: str, told: Told) -> Outcome:
    """Take in one of the files."""
    name, scanner = file.name or "", served().scanner
    if not limits.within(OFTEN, ask.member.id):
        return Outcome(name, ask.words.said("You sent many papers in a short time. Wait an hour, then go on."))
    size = file.size or 0
    if size > LIMITS.paper:
        return Outcome(name, ask.words.said(TOO_LARGE))
    try:
        papers.take_in(
            ask.office, ask.member, ask.on.case, ask.on.purpose, room, file.chunks(), told, name=name, txn=number,
            now=ask.now, scanner=Clamd(scanner) if scanner else None, declared=size,
        )  # fmt: skip
    except Refused:
        raise
    except WellfoundedError as error:
        if isinstance(error, Unfit) and error.why in REFUSED:
            return Outcome(name, ask.words.said(REFUSED[error.why]))
        return Outcome(name, ask.words.said(NOT_TAKEN))
    return Outcome(name, None)


def _task(ask: Ask, numbers: list[bytes]) -> None:
    """The office is told that something is new: once, until somebody has looked."""
    if IDENTITY not in open_to(ask) or _waiting(ask.read().records):
        return
    drafts, number = [acts.task("paper_given")], acts.numbered(ask, b"task", *numbers)
    files.append(ask.office, ask.member, ask.on.case, ask.on.purpose, drafts, number, ask.now)


def _waiting(records: Iterable[Record]) -> bool:
    """Whether a task of this kind is not done yet."""
    told = standing(records, "task")
    done = {one.body.get("of") for one in told if one.body.get("done")}
    return any(
        one.body.get("kind") == "paper_given" and not one.body.get("done") and one.id not in done for one in told
    )
