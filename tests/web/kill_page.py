"""Pages for the drills of the server: one adds two records at once, one fails; and the command that serves them.

python kill_page.py STORE PORT      the passphrase is in WELLFOUNDED_PASSPHRASE
"""

from __future__ import annotations

import sys

from django.http import HttpResponse, JsonResponse

from wellfounded.dossier.records import Draft
from wellfounded.web.ask import Ask
from wellfounded.web.gate import IN_OFFICE, ON_CASE, page


@page("case/<case:case>/drill/", "drill", ON_CASE, ("GET", "POST"))
def drill(ask: Ask) -> HttpResponse:
    """GET: the marks that are on file, and the mark for the form. POST: add one."""
    if ask.request.method == "POST":
        mark = ask.field("mark")
        told = [Draft("claim", "note", {"text": f"{mark} claim"}), Draft("health", "note", {"text": f"{mark} health"})]
        return JsonResponse({"added": ask.add(told)})
    from django.middleware.csrf import get_token

    found = [record.body["text"] for record in ask.read().records if record.kind == "note"]
    return JsonResponse({"marks": found, "csrf": get_token(ask.request)})


@page("fault/", "fault_page", IN_OFFICE)
def fault(ask: Ask) -> HttpResponse:
    """A fault of the software, with what was asked in its message."""
    raise ZeroDivisionError(ask.request.GET["name"])


@page("settings/", "settings_page", IN_OFFICE)
def settings(ask: Ask) -> HttpResponse:
    """What is set on a connection of Django to PostgreSQL beyond what it began with."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_schemas(false)")
        role, path = cursor.fetchone()
        cursor.execute("SELECT name FROM pg_settings WHERE source = 'session' AND name NOT IN ('TimeZone')")
        left = [row[0] for row in cursor.fetchall()]
    return JsonResponse({"role": role, "path": ",".join(path), "left": left})


if __name__ == "__main__":
    from wellfounded.cli.door import main
    from wellfounded.web import endpoints

    endpoints.MODULES = (*endpoints.MODULES, "tests.web.kill_page")  # type: ignore[assignment]
    sys.exit(main(["serve", sys.argv[1], "--port", sys.argv[2], "--processes", "2", "--threads", "2"]))
