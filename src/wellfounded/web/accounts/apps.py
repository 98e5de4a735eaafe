"""The accounts as an application of Django."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class Accounts(AppConfig):
    """Accounts of members."""

    name = "wellfounded.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Note when somebody signs in or shows again that it is they; bind second factors to their members."""
        from allauth.account.signals import authentication_step_completed
        from allauth.mfa import signals
        from allauth.mfa.models import Authenticator
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_init, pre_save

        from wellfounded.web.accounts import factors

        user_logged_in.connect(_signed_in, dispatch_uid="sessions")
        authentication_step_completed.connect(_step, dispatch_uid="confirming")
        signals.authenticator_added.connect(_added, dispatch_uid="factor added")
        signals.authenticator_removed.connect(_removed, dispatch_uid="factor removed")
        pre_save.connect(factors.marked, Authenticator, dispatch_uid="factors marked")
        post_init.connect(factors.compared, Authenticator, dispatch_uid="factors compared")


def _signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    from wellfounded.web.accounts import confirming, sessions, since

    sessions.begin(request)
    confirming.proved(request)
    since.noted(request, user)


def _added(request: HttpRequest, user: Any, **_: Any) -> None:
    from wellfounded.web.accounts import since

    since.factors_changed(request, user, "factor_added")


def _removed(request: HttpRequest, user: Any, **_: Any) -> None:
    from wellfounded.web.accounts import since

    since.factors_changed(request, user, "factor_removed")


def _step(request: HttpRequest, reauthenticated: bool = False, **_: Any) -> None:
    from wellfounded.web.accounts import confirming

    if reauthenticated:
        request.session.cycle_key()
        confirming.proved(request)
