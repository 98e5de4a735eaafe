"""Fetching UNHCR's table from its public API. It happens only when somebody asks; nothing else here opens a connection.

The pages are gathered in memory and in a file beside the cache; a page that breaks off, answers with an error, or holds
fewer bytes than it announced ends the fetching, and the cache stays as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from wellfounded.logic.errors import BadInput

API = "https://api.unhcr.org/population/v1/asylum-decisions/"
PAGE = 10_000
_MOST_PAGES = 500
_PATIENCE = 120
_AGENT = "wellfounded"


def address(page: int, first: int, last: int, api: str = API) -> str:
    """The address of one page of decisions of all countries between two years."""
    asked = {"limit": PAGE, "page": page, "yearFrom": first, "yearTo": last, "coo_all": "true", "coa_all": "true"}
    return f"{api}?{urlencode(asked)}"


def decisions(
    first: int, last: int, *, api: str = API, told: Callable[[int, int], None] = lambda page, pages: None
) -> tuple[list[dict[str, Any]], bytes]:
    """All items between two years, and the bytes of all answers in their order. `told` hears of each page."""
    items: list[dict[str, Any]] = []
    content = bytearray()
    page, pages = 0, 1
    while page < pages:
        page += 1
        answer = get(address(page, first, last, api))
        content += answer
        found, pages = _page(answer, page)
        items += found
        told(page, pages)
    return items, bytes(content)


def _page(answer: bytes, page: int) -> tuple[list[dict[str, Any]], int]:
    try:
        told = json.loads(answer)
        items, pages = told["items"], int(told["maxPages"])
    except (ValueError, KeyError, TypeError):
        raise BadInput(
            "Page {page} of UNHCR's answer is damaged or has another form than before. The cache was left as it is.",
            page=page,
        ) from None
    if not isinstance(items, list) or not items or pages > _MOST_PAGES:
        raise BadInput(
            "Page {page} of UNHCR's answer is damaged or has another form than before. The cache was left as it is.",
            page=page,
        )
    return items, pages


def get(url: str) -> bytes:
    """The whole body at an address, or one sentence of why it is not there."""
    try:
        with urlopen(Request(url, headers={"User-Agent": _AGENT}), timeout=_PATIENCE) as answer:
            body = bytes(answer.read())
            announced = answer.headers.get("Content-Length")
    except HTTPError as error:
        raise BadInput(
            "UNHCR's server answered {code} and no table. Try again later, or give a downloaded file with --from.",
            code=str(error.code),
        ) from None
    except (URLError, HTTPException, OSError):
        raise BadInput(
            "UNHCR's server could not be reached, or the download broke off. The cache was left as it is. Without a "
            "connection, give a downloaded file with --from."
        ) from None
    if announced is not None and int(announced) != len(body):
        raise BadInput(
            "UNHCR's server could not be reached, or the download broke off. The cache was left as it is. Without a "
            "connection, give a downloaded file with --from."
        )
    return body
