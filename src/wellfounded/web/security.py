"""What every answer carries: nothing foreign is loaded, nothing is kept, nothing is told to others."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' blob:",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    # Nothing leaves the website; within it a form must be able to say where it comes from, or no browser can send one.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "X-Robots-Tag": "noindex, nofollow",
}
STATIC = "/static/"

Answer = Callable[[HttpRequest], HttpResponse]


def headers(answer: Answer) -> Answer:
    """Put the headers on every answer. Only what is the same for everybody may be kept by a browser."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        if request.encoding is not None:
            # Every page is UTF-8, and so is what it sends. Another alphabet that a request names is not believed.
            request.encoding = "utf-8"
        made = answer(request)
        for name, value in HEADERS.items():
            if name == "Cache-Control" and request.path.startswith(STATIC) and made.status_code == 200:
                made[name] = "public, max-age=3600"
            elif name not in made:
                made[name] = value
        if made.headers.get("Content-Type") == "image/svg+xml":
            made["Content-Type"] = "image/svg+xml; charset=utf-8"
        if request.is_secure():
            made["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        return made

    return with_headers
