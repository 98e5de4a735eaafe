"""The addresses: all pages that were declared at the gate, and the pages of signing in."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.urls import include, path, register_converter

from wellfounded.web.api.operations import api
from wellfounded.web.endpoints import MODULES
from wellfounded.web.gate import PAGES, answer
from wellfounded.web.reference.site import SITE


class _Case:
    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> bytes:
        return bytes.fromhex(value)

    def to_url(self, value: bytes | str) -> str:
        return value if isinstance(value, str) else value.hex()


register_converter(_Case, "case")
for _module in MODULES:
    import_module(_module)

urlpatterns: list[Any] = [
    *(path(page.path, answer(page), name=page.name) for page in PAGES.values()),
    path("api/", api.urls),
    path("sign-in/", include("wellfounded.web.accounts.urls")),
    path("reference/", SITE.urls),
]
handler400 = "wellfounded.web.faults.bad"
handler403 = "wellfounded.web.faults.not_found"
handler404 = "wellfounded.web.faults.not_found"
handler500 = "wellfounded.web.faults.fault"
