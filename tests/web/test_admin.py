"""Reference data: for the administrator alone, and nothing of a case or a person among it."""

from __future__ import annotations

from typing import Any

import pytest

from wellfounded.dossier import members
from wellfounded.dossier.access import ROLES
from wellfounded.dossier.sealing import Cost
from wellfounded.web.demonstration import PASSPHRASE

PATHS = ("", "reference/", "reference/place/", "reference/line/add/", "reference/tongue/1/change/", "jsi18n/")


def test_only_reference_data_is_registered(served: Any) -> None:
    from wellfounded.web.reference.models import MODELS
    from wellfounded.web.reference.site import SITE

    assert set(SITE._registry) == set(MODELS)


def test_there_are_no_models_of_cases(served: Any) -> None:
    from django.apps import apps

    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("wellfounded")}
    assert ours == {
        "accounts.Account", "accounts.Session", "accounts.Tries", "api.Token",
        "reference.Place", "reference.Line", "reference.Tongue", "reference.PaperKind",
    }  # fmt: skip
    from django.contrib import admin

    assert not admin.site._registry


def test_no_model_of_reference_data_has_a_field_for_a_person_or_a_case(served: Any) -> None:
    from wellfounded.web.reference.models import MODELS

    for model in MODELS:
        assert not any(field.is_relation for field in model._meta.get_fields())


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"administrator", "relative"}))
def test_other_roles_are_told_that_there_is_nothing(served: Any, role: str) -> None:
    from wellfounded.web.instance import served as instance

    login = f"reference {role}"
    members.enrol(served.office, login, "H. Someone (invented)", role, PASSPHRASE, instance().clock(),
                  cost=Cost(1, 8192))  # fmt: skip
    client = served.sign_in(login)
    for path in PATHS:
        assert client.get(f"/reference/{path}").status_code == 404, path
        assert client.post(f"/reference/{path}", {"name_en": "x"}).status_code == 404, path


def test_who_is_not_signed_in_is_sent_to_sign_in(served: Any) -> None:
    from django.test import Client

    for path in PATHS:
        assert Client().get(f"/reference/{path}").headers["Location"] == "/sign-in/", path


def test_an_administrator_keeps_offices_in_two_languages(served: Any) -> None:
    from wellfounded.web.reference.models import Place

    client = served.sign_in("administrator")
    told = {"kind": "court", "law": "jp", "name_en": "A court (invented)", "name_ja": "架空の裁判所",
            "address_ja": "架空市1-1", "telephone": "03-0000-0000"}  # fmt: skip
    assert client.post("/reference/reference/place/add/", told).status_code == 302
    made = Place.objects.get(name_en="A court (invented)")
    assert (made.said("ja"), made.said("ja-easy"), made.said("fr")) == (made.name_ja, made.name_ja, made.name_en)
    client.get("/today/?lang=ja")
    shown = client.get("/reference/reference/place/")
    assert "架空の裁判所" in shown.content.decode()
    assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'")
    client.get("/today/?lang=en")


@pytest.mark.parametrize("field", [{"language": "not a tag!"}, {"telephone": "call me"}])
def test_a_mistake_is_said_and_nothing_is_kept(served: Any, field: dict[str, str]) -> None:
    from wellfounded.web.reference.models import Line

    client = served.sign_in("administrator")
    told = {"name_en": "A wrong line", "language": "fa", "telephone": "03-0000-0000", **field}
    assert client.post("/reference/reference/line/add/", told).status_code == 200
    assert not Line.objects.filter(name_en="A wrong line").exists()


@pytest.mark.parametrize("path", ["login/", "logout/", "password_change/", "autocomplete/", "r/1/1/"])
def test_other_pages_of_django_are_not_served(served: Any, path: str) -> None:
    assert served.sign_in("administrator").get(f"/reference/{path}").status_code == 404


def test_no_script_is_needed_and_none_is_in_a_page(served: Any) -> None:
    page = served.sign_in("administrator").get("/reference/reference/place/add/").content.decode()
    assert "jquery" not in page
    assert "onclick" not in page
    assert "<style" not in page


def test_the_tables_are_those_of_the_models(served: Any) -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
