"""The language of a page: what was chosen in this session, else what the browser asks for, else English."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from wellfounded.readings.words import FOR_APPLICANTS, OF_APPLICANTS, OF_STAFF, Words, offered
from wellfounded.web.instance import served

STAFF = OF_STAFF
APPLICANT = OF_APPLICANTS
NAMES = {"en": "English", "ja": "日本語", "ja-easy": "やさしい日本語", "fr": "Français", "ar": "العربية"}
EASY, PLAIN = {"ja": "ja-easy"}, {"ja-easy": "ja"}
"""On the applicant's pages Japanese is easy Japanese; on those of the staff, easy Japanese is Japanese."""
LAW = {"ja": "ja", "ja-easy": "ja"}
"""The language in which the law is said on a page; where there is none, English."""

OWN = frozenset({"/", "/enter/", "/month/"})
"""The addresses of the applicant's pages: whatever goes wrong there is said as those pages say things."""

Answer = Callable[[HttpRequest], HttpResponse]


@lru_cache(maxsize=16)
def words_in(lang: str, otherwise: tuple[str, ...] | None = None) -> Words:
    """The words of a language, read once. `otherwise`: the languages that stand in for what it lacks."""
    return Words(lang, otherwise)


def of(request: HttpRequest) -> str:
    """The language of a page."""
    return getattr(request, "lang", "en")


def words_of(request: HttpRequest) -> Words:
    """The words of a page."""
    return words_in(of(request), FOR_APPLICANTS if hasattr(request, "for_applicants") else None)


def law_words(request: HttpRequest) -> Words:
    """The words in which the law is said on a page."""
    return words_in(LAW.get(of(request), "en"))


def chosen(answer: Answer) -> Answer:
    """Find the language of a page. `?lang=` chooses one for the session."""

    def in_language(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        if asked in NAMES:
            request.session["lang"] = asked
        kept = request.session.get("lang", "")
        kept = PLAIN.get(kept, kept)
        request.lang = kept if kept in STAFF else _wished(request)  # type: ignore[attr-defined]
        with translation.override(of(request)):
            if request.path in OWN:
                for_applicants(request)
            return answer(request)

    return in_language


def for_applicants(request: HttpRequest) -> None:
    """From here on the page is one of the applicant's own: easy Japanese stands for Japanese, first for whoever asks
    for no language that is offered, and in for what another language lacks.
    """
    there = applicants_languages()
    lang = request.session.get("lang") or _wished(request, "ja")
    lang = EASY.get(lang, lang)
    request.lang = lang if lang in there else there[0]  # type: ignore[attr-defined]
    request.for_applicants = True  # type: ignore[attr-defined]


def applicants_languages() -> tuple[str, ...]:
    """The languages that this instance offers to applicants."""
    return offered(APPLICANT, served().reviewed_only)


def _wished(request: HttpRequest, otherwise: str = "en") -> str:
    for wished, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if wished.split("-")[0] in STAFF:
            return wished.split("-")[0]
    return otherwise


def words(request: HttpRequest) -> dict[str, Any]:
    """What every template is given of its language: `words`, `law_words`, and the languages to choose from."""
    return {
        "words": words_of(request),
        "law_words": law_words(request),
        "lang": of(request),
        "languages": [(code, NAMES[code], code == of(request)) for code in STAFF],
    }
