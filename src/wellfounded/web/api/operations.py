"""What programs may ask. Every operation renders a projection, narrowed to the token's compartments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.params.functions import Path, Query
from ninja.security import HttpBearer

from wellfounded import __version__
from wellfounded import law as laws
from wellfounded.claim.case_line import case_line
from wellfounded.claim.contract import contract
from wellfounded.dossier import files, grants, kinds
from wellfounded.dossier import records as case_records
from wellfounded.dossier.access import Projection
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.records import Draft, Record, plain
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.readings.words import Words
from wellfounded.web import key_changed
from wellfounded.web.api import shapes, tokens
from wellfounded.web.api.tokens import Bearer
from wellfounded.web.instance import served
from wellfounded.web.key_changed import ENDS, KeyChanged


class _Token(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Bearer | None:
        return tokens.of(token, served().clock())


api = NinjaAPI(
    title="wellfounded",
    version=__version__,
    description="The sealed files of an office, for programs. Days are ISO 8601; moments are UTC.",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=_Token(),
    urls_namespace="api",
)
LAW = ("head", "event", "fact", "strike")
"""The kinds of records that the law reads."""

FAULTS = dict.fromkeys((400, 401, 403, 404, 422), shapes.Fault)
CASE: Any = Path(..., pattern=shapes.NUMBER, description="the number of a case")
PURPOSE: Any = Query(..., pattern=shapes.FOR, description="for what: one of the purposes of the grants")

DAY: Any = Query(..., description="the day asked about")
LANG: Any = Query("en", pattern="^(en|ja)$", description="the language of the sentences")


def _bearer(request: HttpRequest) -> Bearer:
    bearer: Bearer = request.auth  # type: ignore[attr-defined]
    return bearer


@api.get("/cases", response={200: list[shapes.Listed], **FAULTS})
def cases(request: HttpRequest) -> list[dict[str, Any]]:
    """The cases that are open to the token's member."""
    bearer = _bearer(request)
    return [
        {
            "case": one.case.hex(),
            "grants": [
                {"compartments": sorted(g.compartments & bearer.compartments), "purpose": g.purpose, "until": g.until}
                for g in one.grants
            ],
        }
        for one in files.cases(served().office, bearer.member, served().clock())
    ]


@api.post("/cases", response={200: shapes.Opened, **FAULTS})
def begin(request: HttpRequest, sent: shapes.Begun) -> dict[str, str]:
    """Open a file for one person."""
    bearer, now = _writing(request), served().clock()
    until = now + timedelta(days=sent.days)
    return {
        "case": grants.open_file(
            served().office, bearer.member, sent.purpose, now, until, bytes.fromhex(sent.case)
        ).hex()
    }


@api.get("/cases/{case}/records", response={200: shapes.Records, **FAULTS})
def records(request: HttpRequest, case: str = CASE, purpose: str = PURPOSE) -> dict[str, Any]:
    """What is open of a case. The reading goes on record."""
    seen = _read(request, case, purpose)
    return {
        "case": case,
        "purpose": seen.purpose,
        "compartments": list(seen.compartments),
        "closed": list(seen.closed),
        "until": seen.until,
        "records": [
            {
                "id": r.id,
                "compartment": r.compartment,
                "kind": r.kind,
                "body": dict(r.body),
                "at": r.at,
                "actor": r.actor.hex(),
            }
            for r in seen.records
        ],
    }


@api.post("/cases/{case}/records", response={200: shapes.Added, **FAULTS})
def add(request: HttpRequest, sent: shapes.Sent, case: str = CASE) -> dict[str, bool]:
    """Add records to a case, all or none."""
    bearer = _writing(request)
    drafts = [_draft(one) for one in sent.records]
    if not {draft.compartment for draft in drafts} <= bearer.compartments:
        raise Refused("This compartment is not open to this token.")
    if any(draft.kind in LAW for draft in drafts):
        _readable(_read(request, case, sent.purpose), drafts)
    number = bytes.fromhex(sent.txn)
    office, now = served().office, served().clock()
    return {"added": files.append(office, bearer.member, bytes.fromhex(case), sent.purpose, drafts, number, now)}


@api.get("/cases/{case}/line", response={200: dict[str, Any], **FAULTS})
def line(
    request: HttpRequest, case: str = CASE, purpose: str = PURPOSE,
    on: date = DAY, lang: str = LANG,
) -> dict[str, Any]:  # fmt: skip
    """The case line on a day, as `wellfounded show --json` prints it (its contract is in the documentation)."""
    law, read = files.case_of(_read(request, case, purpose), laws.find)
    return contract(case_line(law, read, on), Words(lang))


@api.get("/cases/{case}/access", response={200: list[shapes.SeenGiven], **FAULTS})
def access(request: HttpRequest, case: str = CASE) -> list[dict[str, Any]]:
    """Who read and wrote what of a case, and who was let in."""
    bearer = _bearer(request)
    seen = files.who_saw(served().office, bearer.member, bytes.fromhex(case), served().clock())
    open_ = bearer.compartments | {"access"}
    return [
        {"at": s.at, "actor": s.actor.hex(), "kind": s.kind, "compartment": s.compartment, "body": s.body}
        for s in seen
        if s.compartment in open_
    ]


def _read(request: HttpRequest, case: str, purpose: str) -> Projection:
    bearer = _bearer(request)
    number, now = bytes.fromhex(case), served().clock()
    return files.read(served().office, bearer.member, number, purpose, now, only=bearer.compartments)


def _draft(sent: shapes.RecordSent) -> Draft:
    if sent.kind in LAW:
        return Draft(sent.compartment, sent.kind, sent.body)
    if sent.kind not in kinds.KINDS:
        raise BadInput("{kind} is not a kind of record that is added here.", kind=sent.kind)
    return kinds.draft(sent.kind, sent.body, sent.compartment)


def _readable(seen: Projection, drafts: Sequence[Draft]) -> None:
    """Refuse what would make the file unreadable: the law reads it first as it would be."""
    after = [Record("", d.compartment, d.kind, plain(d.body), "", order, b"") for order, d in enumerate(drafts)]
    case_records.case(case_records.document([*seen.records, *after]), laws.find)


def _writing(request: HttpRequest) -> Bearer:
    bearer = _bearer(request)
    if not bearer.writes:
        raise Refused("This token only reads.")
    return bearer


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    text = "There is nothing here, or it is not open to this token."
    return api.create_response(request, {"error": text}, status=404)


@api.exception_handler(KeyChanged)
def _ended(request: HttpRequest, error: KeyChanged) -> HttpResponse:
    return api.create_response(request, {"error": ENDS}, status=503)


@api.exception_handler(WellfoundedError)
def _said(request: HttpRequest, error: WellfoundedError) -> HttpResponse:
    if key_changed.met(error):
        return _ended(request, KeyChanged())
    return api.create_response(request, {"error": Words("en").error(error)}, status=400)


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # Where it is wrong, not what was sent: that may name a person.
    places = sorted({".".join(str(part) for part in one["loc"] if isinstance(part, str)) for one in error.errors})
    text = f"This is not as the description asks: {', '.join(places)}. Compare it with openapi.json."
    return api.create_response(request, {"error": text}, status=422)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    text = "A token is needed that has not ended. Make one on the page of your tokens."
    answer = api.create_response(request, {"error": text}, status=401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(HttpError)
def _asked_wrongly(request: HttpRequest, error: HttpError) -> HttpResponse:
    return api.create_response(
        request, {"error": "This cannot be read as JSON. Compare it with openapi.json."}, status=error.status_code
    )
