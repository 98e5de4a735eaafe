"""What a browser sends as a file: held in memory up to a limit, never on a disk, and only where papers are taken in.

How much is coming is known before it is read: what is too much is refused at once, and what says no length at all is
not read either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse

from wellfounded.dossier.papers import LIMITS
from wellfounded.web import faults
from wellfounded.web.gate import of
from wellfounded.web.language import words_of

FORM = 1 << 20
"""Bytes of a form without files."""
SENT = 2 * LIMITS.paper + FORM
"""Bytes of a form with papers, all together."""
PAPERS = re.compile(r"/case/[0-9a-f]{32}/evidence/add/")
OWN = "/"
"""Where an applicant adds a paper."""
TOO_LARGE = (
    "This is more than {most} MB. Nothing was taken in. Photograph or scan it with fewer points, or send it in parts."
)
TOO_LARGE_OWN = "This is too much at once. Send one photo, or a smaller one."
NO_LENGTH = "The browser did not say how much it sends. Nothing was taken in. Send it with another browser."

Answer = Callable[[HttpRequest], HttpResponse]


def takes_papers(request: HttpRequest) -> bool:
    """Whether files that this request carries are kept: it is for a page that takes papers in, by a member; on the
    front page, by an applicant.
    """
    if not request.user.is_authenticated:
        return False
    if request.path != OWN:
        return bool(PAPERS.fullmatch(request.path))
    member = of(request)
    return member is not None and member.role == "applicant"


def bounded(answer: Answer) -> Answer:
    """Refuse a request that is too long, or that does not say how long it is, before a byte of it is read."""

    def within(request: HttpRequest) -> HttpResponse:
        words = words_of(request)
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            return faults.page(request, words.say(NO_LENGTH), 411)
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        size = int(length) if length.isascii() and length.isdecimal() else 0
        if size > FORM and size > (most := SENT if takes_papers(request) else FORM):
            if request.path == OWN:
                return faults.page(request, words.say(TOO_LARGE_OWN), 413)
            return faults.page(request, words.say(TOO_LARGE, most=most >> 20), 413)
        return answer(request)

    return within


class Sent(UploadedFile):  # type: ignore[type-arg]
    """A file that was sent, in the pieces in which it came. One longer than a paper may be has its size and no
    bytes.
    """

    def __init__(self, name: str, pieces: list[bytes], size: int) -> None:
        super().__init__(None, name, size=size)
        self._pieces = pieces

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The bytes, piece by piece."""
        return iter(self._pieces)


class InMemory(FileUploadHandler):
    """Holds the files of a request in memory. Elsewhere than where papers are taken in, files are left out."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        if self.request is None or not takes_papers(self.request):
            raise SkipFile
        self._pieces: list[bytes] = []
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Some bytes of it. Of one that is too long none are kept."""
        self._size += len(raw_data)
        if self._size > LIMITS.paper:
            self._pieces.clear()
        else:
            self._pieces.append(raw_data)

    def file_complete(self, file_size: int) -> Sent:
        """The whole file."""
        return Sent(str(self.file_name), self._pieces, file_size)
