"""The reference data as an application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class Reference(AppConfig):
    """Reference data."""

    name = "wellfounded.web.reference"
    label = "reference"
    verbose_name = "Reference data (参照データ)"
    default_auto_field = "django.db.models.BigAutoField"
