"""Evidence: papers taken in through the website, shown as copies, handed out as files, each with its custody."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta
from typing import Any

import pytest

from tests.dossier import paper_samples as samples
from tests.web.conftest import NOW
from wellfounded.dossier import files, grants, kinds, office, papers
from wellfounded.dossier.records import Draft
from wellfounded.web.instance import served as instance

PURPOSE = "representation"


@pytest.fixture
def case(served: Any) -> str:
    """A file of the lawyer with nothing in it but its law."""
    lawyer = served.people["lawyer"]
    number = grants.open_file(served.office, lawyer, PURPOSE, NOW, NOW + timedelta(3000))
    drafts = [Draft("claim", "head", {"law": "jp"}), kinds.draft("number", {"number": "T-9"})]
    files.append(served.office, lawyer, number, PURPOSE, drafts, office.new_id(), NOW)
    return number.hex()


def listed(served: Any, case: str) -> tuple[papers.Paper, ...]:
    """The papers as the lawyer sees them."""
    at = instance().clock() + timedelta(minutes=1)
    lawyer = served.people["lawyer"]
    return papers.list_of(files.read(served.office, lawyer, bytes.fromhex(case), PURPOSE, at, record=False))


def send(client: Any, case: str, *raw: tuple[str, bytes], **told: Any) -> Any:
    """Send files through the form."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    files_sent = [SimpleUploadedFile(name, content) for name, content in raw]
    told = {"txn": secrets.token_hex(16), "room": "claim", **told}
    return client.post(f"/case/{case}/evidence/add/", {**told, "file": files_sent})


def step(client: Any, case: str, paper: papers.Paper, name: str, **said: Any) -> Any:
    """Send the form of a step."""
    body = {"txn": secrets.token_hex(16), "step": name, **said}
    return client.post(f"/case/{case}/evidence/paper/{paper.id}/step/", body)


def page_of(client: Any, case: str, paper: papers.Paper) -> str:
    return str(client.get(f"/case/{case}/evidence/paper/{paper.id}/").content.decode())


def test_a_photograph_is_taken_in_shown_without_its_place_and_given_back_as_it_came(served: Any, case: str) -> None:
    client, raw = served.sign_in("lawyer"), samples.photo()
    told = {"title": "Letter of the police", "received_from": "the client", "received_on": "2026-11-02",
            "proves": ["persecution", "ground"]}  # fmt: skip
    assert send(client, case, ("IMG_1.jpg", raw), **told).status_code == 302
    (paper,) = listed(served, case)
    assert (paper.told.proves, paper.told.received_on) == (("persecution", "ground"), "2026-11-02")
    page = page_of(client, case, paper)
    assert hashlib.sha256(raw).hexdigest() in page
    copy = client.get(f"/case/{case}/evidence/paper/{paper.id}/copy/1/")
    assert copy["Content-Type"] == "image/jpeg"
    assert b"Zzq" not in copy.content
    address = f"/case/{case}/evidence/paper/{paper.id}/original/"
    assert "may carry what the copy does not" in client.get(address).content.decode()
    given = client.post(address)
    assert b"".join(given.streaming_content) == raw
    assert given["Content-Disposition"].startswith("attachment;")
    assert (given["Content-Type"], given["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")


def test_several_files_are_taken_in_one_after_the_other_and_twice_is_once(served: Any, case: str) -> None:
    client, txn = served.sign_in("lawyer"), secrets.token_hex(16)
    for _ in range(2):
        answer = send(client, case, ("a.txt", b"first words"), ("b.txt", b"other words"), txn=txn)
        assert answer.status_code == 302
    assert [paper.number for paper in listed(served, case)] == [1, 2]


def test_of_forty_files_one_sentence_is_said(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    answer = send(client, case, *((f"{n}.txt", f"letter {n}".encode()) for n in range(40)))
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert page.count(" on file") == 1
    assert "40 papers are on file, from The claim · 1 to The claim · 40." in page
    assert len(listed(served, case)) == 40


def test_of_several_files_the_refused_are_named_and_the_others_kept(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    answer = send(client, case, ("good.txt", b"words"), ("empty.txt", b""), title="Kept words")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "This file is empty. Choose it again, or photograph the paper anew." in page
    assert 'value="Kept words"' in page
    assert len(listed(served, case)) == 1


def test_without_a_file_the_form_says_so_beside_the_field(served: Any, case: str) -> None:
    page = send(served.sign_in("lawyer"), case, title="Kept words").content.decode()
    assert re.search(r'id="file"[^>]*aria-describedby="file-hint file-error" aria-invalid="true" autofocus', page)
    assert 'value="Kept words"' in page


def test_a_day_that_is_none_is_said_beside_its_field_and_nothing_is_kept(served: Any, case: str) -> None:
    page = send(served.sign_in("lawyer"), case, ("a.txt", b"words"), received_on="2026-13-01").content.decode()
    assert re.search(r'id="received_on"[^>]*aria-invalid="true"', page)
    assert not listed(served, case)


@pytest.mark.parametrize(
    ("name", "said", "shown"),
    [
        ("seen", {"who": "A clerk", "on": "2026-11-03"}, "A clerk"),
        ("translated", {"translator": "T. Translator", "on": "2026-11-04", "certified": "yes"}, "T. Translator"),
        ("objected", {"who": "The agency", "on": "2026-11-05", "reason": "No stamp"}, "No stamp"),
        ("handed_out", {"to": "The court", "on": "2026-11-06", "what": "original"}, "The court"),
        ("returned", {"who": "The clerk of the court", "on": "2026-11-07"}, "The clerk of the court"),
        ("numbered", {"series": "ko", "number": "7"}, "甲第7号証"),
        ("corrected", {"reason": "Wrong title", "title": "The right title"}, "The right title"),
    ],
)
def test_each_step_is_on_record_and_shown(served: Any, case: str, name: str, said: Any, shown: str) -> None:
    client = served.sign_in("lawyer")
    send(client, case, ("a.txt", b"words"), title="Wrong")
    (paper,) = listed(served, case)
    assert step(client, case, paper, name, **said).status_code == 302
    assert shown in page_of(client, case, paper)
    assert [one.step for one in listed(served, case)[0].steps] == [name]


def test_a_step_without_what_must_be_said_is_refused_beside_the_field(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    send(client, case, ("a.txt", b"words"))
    (paper,) = listed(served, case)
    answer = step(client, case, paper, "objected", who="The agency", on="2026-11-05")
    assert answer.status_code == 400
    assert re.search(r'id="objected-reason"[^>]*aria-invalid="true"[^>]*autofocus', answer.content.decode())
    assert step(client, case, paper, "corrected", reason="nothing").status_code == 400
    assert not listed(served, case)[0].steps


def test_a_paper_that_was_taken_back_is_in_no_list(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    send(client, case, ("a.txt", b"words"), title="Of another file")
    (paper,) = listed(served, case)
    assert step(client, case, paper, "taken_back", reason="of another file").status_code == 302
    assert not listed(served, case)
    assert "Of another file" not in client.get(f"/case/{case}/evidence/").content.decode()
    assert client.get(f"/case/{case}/evidence/paper/{paper.id}/").status_code == 400


def test_a_paper_of_a_shut_compartment_is_not_there(served: Any, case: str) -> None:
    lawyer, supervisor = served.people["lawyer"], served.people["supervisor"]
    grants.grant(served.office, lawyer, bytes.fromhex(case), supervisor, ["claim"], "supervision", now=NOW,
                 until=NOW + timedelta(3000))  # fmt: skip
    client, other = served.sign_in("lawyer"), served.sign_in("supervisor")
    send(client, case, ("a.txt", b"open words"), title="Open paper")
    before = _without_marks(other.get(f"/case/{case}/evidence/"))
    send(client, case, ("b.txt", b"sealed words"), title="Zzqsealed", room="intimate")
    assert _without_marks(other.get(f"/case/{case}/evidence/")) == before
    sealed = next(paper for paper in listed(served, case) if paper.compartment == "intimate")
    home = f"/case/{case}/evidence/paper/{sealed.id}/"
    never = other.get(f"/case/{case}/evidence/paper/{'0' * 32}/")
    for path in ("", "copy/1/", "original/"):
        answer = other.get(home + path)
        assert (answer.status_code, _without_marks(answer)) == (never.status_code, _without_marks(never))
    assert step(other, case, sealed, "seen", who="x", on="2026-11-03").status_code == 400
    assert "Zzqsealed" in client.get(f"/case/{case}/evidence/?room=intimate").content.decode()
    assert "Zzqsealed" not in client.get(f"/case/{case}/evidence/?room=claim").content.decode()


def _without_marks(answer: Any) -> str:
    """A page without the marks of its forms, which are fresh each time."""
    return re.sub(r'(csrfmiddlewaretoken|txn)" value="[^"]*"', "", answer.content.decode())


def test_the_binder_numbers_lists_hashes_and_holds_no_formula(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    send(client, case, ("a.txt", b"words"), title="=HYPERLINK(1)")
    send(client, case, ("b.txt", b"sealed words"), title="Zzqsealed", room="intimate")
    page = client.get(f"/case/{case}/evidence/binder/").content.decode()
    assert "甲第1号証" in page
    assert "Zzqsealed" not in page
    assert "Zzqsealed" in client.get(f"/case/{case}/evidence/binder/?room=intimate").content.decode()
    txn = {"txn": secrets.token_hex(16), "series": "ko", "room": "claim"}
    for _ in range(2):
        assert client.post(f"/case/{case}/evidence/binder/numbers/", txn).status_code == 302
    numbered = next(paper for paper in listed(served, case) if paper.compartment == "claim")
    assert [one.step for one in numbered.steps] == ["numbered"]
    table = client.get(f"/case/{case}/evidence/binder.csv")
    assert ",'=HYPERLINK(1)," in table.content.decode()
    sums = client.get(f"/case/{case}/evidence/binder.sha256").content.decode()
    assert sums == f"{hashlib.sha256(b'words').hexdigest()}  Ko-1 a.txt\n"
    given = client.post(f"/case/{case}/evidence/paper/{numbered.id}/original/")
    assert 'filename="Ko-1 a.txt"' in given["Content-Disposition"]


def test_country_information_is_cited_without_a_paper(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    address = f"/case/{case}/evidence/country/"
    told = {"citation": "A report, 2024, page 3", "passage": "What it says", "room": "claim", "proves": "persecution"}
    assert client.post(address, {"txn": secrets.token_hex(16), **told, "citation": ""}).status_code == 400
    assert client.post(address, {"txn": secrets.token_hex(16), **told}).status_code == 302
    page = client.get(f"/case/{case}/evidence/").content.decode()
    assert "A report, 2024, page 3" in page
    assert "What it says" in page


def test_forty_papers_stay_below_sixty_kilobytes(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    for place in range(0, 40, 10):
        send(client, case, *((f"{place + n}.txt", b"words %d" % (place + n)) for n in range(10)), title="A letter",
             received_from="the client", received_how="by hand", proves=["persecution"])  # fmt: skip
    pages = [client.get(f"/case/{case}/evidence/?part={n}").content for n in (1, 2)]
    assert all(len(page) < 48_000 for page in pages)
    assert sum(page.count(b'scope="row"') for page in pages) == 40
