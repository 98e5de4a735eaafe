"""What goes wrong, in one plain sentence on a page, in the reader's language. No page shows how the software works."""

from __future__ import annotations

import logging
from collections.abc import Callable

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from wellfounded.dossier.grants import Refused
from wellfounded.dossier.store import BrokenOff
from wellfounded.logic.errors import WellfoundedError
from wellfounded.web import key_changed
from wellfounded.web.accounts.confirming import Unconfirmed, asked
from wellfounded.web.key_changed import ENDS
from wellfounded.web.language import words_of

LOG = logging.getLogger("wellfounded.web")
NOT_FOUND = "There is nothing here, or it is not open to you. Go back, or start from the list of your cases."
FAULT = "This is a fault of the software, not of what you wrote. Nothing was changed. Try again, or tell your office."
FORGED = "This page had been open too long. Nothing was changed. Go back, load it again and send it once more."
TOO_MUCH = "This is more than the page takes at once. Nothing was changed."

Answer = Callable[[HttpRequest], HttpResponse]


def page(request: HttpRequest, sentence: str, status: int, english: bool = False) -> HttpResponse:
    """A page with one sentence. `sentence`: in the reader's language already, or marked as `english`."""
    if request.path.startswith("/api/"):
        return JsonResponse({"error": sentence}, status=status)
    # On the applicant's pages nothing tells what kind of office this is.
    template = "my_case/fault.html" if hasattr(request, "for_applicants") else "fault.html"
    return render(request, template, {"sentence": sentence, "english": english}, status=status)


def said(answer: Answer) -> Answer:
    """Say every fault in one sentence."""

    def with_faults(request: HttpRequest) -> HttpResponse:
        return answer(request)

    with_faults.process_exception = _exception  # type: ignore[attr-defined]
    return with_faults


def _exception(request: HttpRequest, error: Exception) -> HttpResponse:
    words = words_of(request)
    if isinstance(error, ImmediateHttpResponse):
        ready: HttpResponse = error.response
        return ready
    if key_changed.met(error):
        return page(request, words.say(ENDS), 503)
    if isinstance(error, Unconfirmed | ReauthenticationRequired):
        return asked(request, getattr(error, "back", request.path))
    if isinstance(error, Refused | Http404 | PermissionDenied):
        return page(request, words.say(NOT_FOUND), 404)
    if isinstance(error, WellfoundedError):
        status = 503 if isinstance(error, BrokenOff) else 400
        return page(request, words.error(error), status, english=not words.has(error.template))
    if isinstance(error, RequestDataTooBig):
        return page(request, words.say(TOO_MUCH), 413)
    if isinstance(error, SuspiciousOperation | BadRequest | MultiPartParserError | UnreadablePostError):
        return page(request, words.say(FORGED), 400)
    # The kind and the place alone: a message could name a person.
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{place.tb_lineno}" if place else "?"
    LOG.error("fault %s at %s", type(error).__name__, where)
    return page(request, words.say(FAULT), 500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the mark of its page."""
    return page(request, words_of(request).say(FORGED), 403)


def bad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be read, or of a session that was ended meanwhile."""
    return page(request, words_of(request).say(FORGED), 400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that is none."""
    return page(request, words_of(request).say(NOT_FOUND), 404)


def fault(request: HttpRequest) -> HttpResponse:
    """A fault outside a page. Where no page can be made, as without the database, the sentence alone."""
    sentence = words_of(request).say(FAULT)
    try:
        return page(request, sentence, 500)
    except Exception:  # the one answer that must always come
        return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=500)
