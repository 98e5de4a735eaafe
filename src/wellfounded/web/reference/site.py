"""The administrator's pages for reference data: Django's own, with no script, under `/reference/`.

Everybody else is told that there is nothing. Models of cases do not exist, so none can be registered.
"""

from __future__ import annotations

from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver

from wellfounded.web.accounts.models import Account
from wellfounded.web.reference.models import MODELS

LEFT_OUT = {"login", "logout", "password_change", "password_change_done", "autocomplete", "view_on_site"}
"""Pages of Django's that are not served."""


class _Table(ModelAdmin):  # type: ignore[type-arg]
    actions = None
    search_fields = ("name_en", "name_ja")
    view_on_site = False

    @property
    def media(self) -> Media:
        """Nothing needs a script."""
        return Media()

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Names, and what tells one from the other."""
        known = {field.name for field in self.model._meta.get_fields()}
        return ("name_en", "name_ja", *(name for name in ("kind", "language", "telephone", "law") if name in known))


class Site(AdminSite):
    """The administrator's pages."""

    site_header = site_title = "Reference data (参照データ)"
    index_title = "Nothing about a case or a person belongs here. (事件や個人の情報は書かないこと)"
    site_url = "/account/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether an administrator asks."""
        return isinstance(request.user, Account) and request.user.is_staff

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """A page for administrators; for others there is none."""
        shown = super().admin_view(view, cacheable)

        def asked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect("account_login")
            if not self.has_permission(request):
                raise Http404
            made: HttpResponse = shown(request, *args, **named)
            return made

        return update_wrapper(asked, view)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The pages that are served."""
        return [url for url in super().get_urls() if getattr(url, "name", None) not in LEFT_OUT]


SITE = Site(name="reference")
for _model in MODELS:
    SITE.register(_model, _Table)
