"""Tokens as an application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class Api(AppConfig):
    """Tokens of programs."""

    name = "wellfounded.web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
