"""Taking out a sealed bundle from the website: what is shown goes, nothing else, and `wellfounded show` opens it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.web.applicants import add, someone
from wellfounded.dossier import sealing
from wellfounded.dossier.bundle import unseal
from wellfounded.dossier.records import Draft
from wellfounded.dossier.sealing import WrongKey

PASSPHRASE = "seven gulls over the harbour"


def _take(served: Any, case: bytes, login: str = "lawyer", **told: Any) -> Any:
    both = {"compartment": ["claim"], "chosen": PASSPHRASE, "again": PASSPHRASE}
    return served.sign_in(login).post(f"/case/{case.hex()}/bundle/", {**both, **told})


def test_what_goes_is_counted_before_it_goes(served: Any) -> None:
    one = someone(served, more=(Draft("intimate", "story", {"text": "sealed"}),))
    client = served.sign_in("lawyer")
    page = client.get(f"/case/{one.case.hex()}/bundle/?compartment=claim").content.decode()
    made = unseal(_take(served, one.case).content, PASSPHRASE)
    events, facts = len(made.document["event"]), len(made.document.get("fact", []))
    assert f"events: <strong>{events}</strong>" in page
    assert not facts or f"facts: <strong>{facts}</strong>" in page
    assert made.compartments == ("claim",)
    assert "sealed" not in str(made.records)


def test_wellfounded_show_opens_it(served: Any, tmp_path: Path) -> None:
    one = someone(served)
    answer = _take(served, one.case, compartment=["identity", "claim"])
    assert "attachment" in answer.headers["Content-Disposition"]
    assert one.case.hex() not in answer.headers["Content-Disposition"]
    file = tmp_path / "case.wfb"
    file.write_bytes(answer.content)
    command = [str(Path(sys.executable).with_name("wellfounded")), "show", str(file), "--on", "2024-07-05"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True,
                           env={"WELLFOUNDED_BUNDLE_PASSPHRASE": PASSPHRASE, "PATH": "/usr/bin:/bin"})  # fmt: skip
    assert "2024" in shown.stdout
    assert list(tmp_path.iterdir()) == [file]


def test_a_bundle_for_a_key_opens_with_that_key_alone(served: Any) -> None:
    one, (private, public) = someone(served), sealing.key_pair()
    answer = _take(served, one.case, chosen="", again="", key=public.hex())
    assert unseal(answer.content, private=private).case == one.case
    with pytest.raises(WrongKey):
        unseal(answer.content, private=sealing.key_pair()[0])


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"compartment": []}, "Choose what goes out"),
        ({"compartment": ["deliberation"]}, "Choose what goes out"),
        ({"again": "another one altogether"}, "do not agree"),
        ({"chosen": "", "again": ""}, "twice, or the recipient"),
        ({"key": "00" * 32}, "twice, or the recipient"),
        ({"chosen": "", "again": "", "key": "no key"}, "The recipient&#x27;s key is not one"),
        ({"chosen": "short", "again": "short"}, "at least"),
    ],
)
def test_what_cannot_be_sealed_is_said(served: Any, changed: dict[str, Any], sentence: str) -> None:
    answer = _take(served, someone(served).case, **changed)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert PASSPHRASE not in answer.content.decode()


@pytest.mark.parametrize("login", ["caseworker", "supervisor", "administrator", "auditor"])
def test_other_roles_take_nothing_out(served: Any, login: str) -> None:
    one = someone(served)
    add(served, one.case, [Draft("claim", "story", {"text": "x"})])
    assert _take(served, one.case, login).status_code == 404


def test_taking_out_is_on_record(served: Any) -> None:
    one = someone(served)
    _take(served, one.case)
    page = served.sign_in("lawyer").get(f"/case/{one.case.hex()}/access/?kind=export").content.decode()
    assert "took out a sealed bundle" in page
