"""The story's case, entered from nothing in a real browser by keyboard alone, from first contact to final judgment.

Each part of the file is entered as it became known; on each of the seven days the case line of the website shows the
stage, the last days and the answer on removal that `wellfounded show --json` gives for the file so far.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser import Site
from wellfounded import law as laws
from wellfounded.claim.written import EXAMPLES, parse_toml, read_text
from wellfounded.logic.days import Day
from wellfounded.readings.words import Words

STORY = parse_toml(read_text(EXAMPLES / "osaka-2024.toml"), "osaka-2024")
DAYS = ("2020-02-01", "2021-03-01", "2022-06-01", "2022-08-01", "2024-07-05", "2025-03-13", "2025-03-14")
"""The seven days of the tour."""
AFTER = {2: DAYS[:1], 4: DAYS[1:2], 5: DAYS[2:3], 7: DAYS[3:4], 9: DAYS[4:5], 11: DAYS[5:]}
"""After which event the case line is looked at on which days."""
LAW = laws.find("jp")
PASSPHRASE = "paper lantern river stone"
WELLFOUNDED = str(Path(sys.executable).with_name("wellfounded"))


@dataclass
class Typist:
    """Somebody at the keyboard: Tab, arrows, Enter and letters, and no mouse."""

    page: Page
    lang: str

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self) -> dict[str, str]:
        """What has the focus: its id, its name, the words of a link or button, whether it is a choice."""
        found: dict[str, str] = self.page.locator(":focus").evaluate_all(
            """found => { const e = found[0]; return e ? {id: e.id, name: e.name || '', tag: e.tagName,
            href: e.getAttribute('href') || '', text: (e.innerText || '').trim()} : {} }"""
        )
        return found

    def to(self, **wanted: str) -> None:
        """Tab on until what has the focus fits: exact `id`, `name` or `text`, or the end of an `href`."""
        for _ in range(400):
            found = self.focused()
            if all(found.get(k, "").endswith(v) if k == "href" else found.get(k) == v for k, v in wanted.items()):
                return
            self.press("Tab")
        raise AssertionError(f"Nothing on {self.page.url} is reached by Tab: {wanted}")

    def fill(self, field: str, value: str) -> None:
        """Type into a field, or choose in one, by its id."""
        self.to(id=field)
        if self.focused()["tag"] != "SELECT":
            self.press("Control+A")
            self.page.keyboard.insert_text(value)
            return
        options: list[str] = self.page.locator(":focus").evaluate("e => [...e.options].map(o => o.value)")
        self.press("Home", *["ArrowDown"] * options.index(value))
        assert self.page.locator(":focus").evaluate("e => e.value") == value

    def choose(self, field: str, paper: Path) -> None:
        """Choose a file for a field, by Enter; once more where the chooser did not come, as it may under load."""
        self.page.on("filechooser", lambda chooser: chooser.set_files(paper))
        self.to(id=field)
        for _ in range(5):
            self.press("Enter")
            with suppress(AssertionError):
                expect(self.page.locator(f"#{field}")).to_have_value(re.compile(re.escape(paper.name)), timeout=5000)
                return
        raise AssertionError(f"No chooser of files came on {self.page.url}")

    def enter(self, **wanted: str) -> None:
        """Go to a link or button and press Enter; wait for the page that comes."""
        self.to(**wanted)
        with self.page.expect_navigation():
            self.press("Enter")

    def open(self, summary: str) -> None:
        """Open what is folded away, by Enter on its words."""
        self.to(tag="SUMMARY", text=summary)
        self.press("Enter")

    def save(self) -> None:
        """Enter in the form's first button."""
        words = Words(self.lang).say("Save")
        self.enter(tag="BUTTON", text=words)
        assert "/record/" not in self.page.url, self.page.locator("main").inner_text()[:800]


def opened(typist: Typist) -> str:
    """A new case with its intake; gives its address."""
    typist.page.goto("/cases/new/")
    typist.fill("title", str(STORY["title"]))
    typist.fill("place", str(STORY["place"]))
    typist.enter(tag="BUTTON", text=Words(typist.lang).say("Open the file"))
    typist.fill("contact-channel", "through his lawyer alone")
    typist.fill("contact-never_say", "the name of his country")
    section(typist, "contact")
    typist.fill("tongue-language", "Arabic")
    typist.fill("tongue-interpreter", "man")
    section(typist, "tongue")
    typist.fill("story-text", "His family tried to run him over.")
    typist.to(id="story-intimate")
    typist.press("Space")
    section(typist, "story")
    return re.sub(r"intake/.*", "", typist.page.url)


def section(typist: Typist, name: str) -> None:
    """Save a section of intake: its button follows its fields."""
    with typist.page.expect_navigation():
        typist.to(tag="BUTTON", text=Words(typist.lang).say("Save this section"))
        typist.press("Enter")
    typist.page.goto(typist.page.url.partition("#")[0])


def event(typist: Typist, case: str, table: dict[str, Any], on: str, names: dict[str, str]) -> None:
    """Enter an event of the story."""
    kind = LAW.kinds[table["event"]]
    typist.page.goto(f"{case}record/event/{kind.name}/?on={on}")
    for key in kind.fields:
        if key in table:
            value = table[key]
            typist.fill(f"own_{key}", ("yes" if value else "no") if isinstance(value, bool) else str(value))
    for key in ("day", "notified", "how", "note"):
        if key in table:
            typist.fill(key, str(table[key]))
    if "actor" in table or "after" in table:
        typist.open(Words(typist.lang).say("More: who acted, what it puts right, what is known between two events"))
    if "actor" in table:
        typist.fill("actor", table["actor"])
    if "after" in table:
        typist.fill("after", names[table["after"]["event"]])
        for key in ("days", "within"):
            if key in table["after"]:
                typist.fill(key, str(table["after"][key]))
    typist.save()


def facts(typist: Typist, case: str, wanted: list[dict[str, Any]], on: str) -> None:
    """Answer the questions of the story, group by group."""
    for place, group in enumerate(LAW.groups):
        order = [f.name for f in sorted(group.declared(), key=lambda f: bool(f.folds))]
        mine = sorted((f for f in wanted if f["fact"] in order), key=lambda f: order.index(f["fact"]))
        if not mine:
            continue
        typist.page.goto(f"{case}record/facts/{place}/?on={on}")
        for fact in mine:
            typist.fill(f"fact{order.index(fact['fact'])}", "yes" if fact["value"] else "no")
        if "day" in mine[0]:
            typist.fill("day", str(mine[0]["day"]))
        typist.save()


def complete(typist: Typist, case: str, day: str) -> None:
    """Say up to which day the file tells all."""
    typist.page.goto(f"{case}record/?on={day}#complete")
    typist.fill("c-complete", day)
    typist.enter(tag="BUTTON", text=Words(typist.lang).say("Save how far it reaches"))


def shown(so_far: dict[str, Any], on: str, folder: Path) -> dict[str, Any]:
    """What `wellfounded show --json` says of the file so far."""
    from wellfounded.dossier.records import plain

    lines = [f"{key} = {json.dumps(plain(value))}" for key, value in so_far.items() if not isinstance(value, list)]
    for kind in ("event", "fact"):
        for table in so_far.get(kind, []):
            lines.append(f"[[{kind}]]")
            for key, value in table.items():
                if isinstance(value, dict):
                    inner = ", ".join(f"{k} = {json.dumps(v)}" for k, v in value.items())
                    lines.append(f"{key} = {{ {inner} }}")
                else:
                    lines.append(f"{key} = {json.dumps(plain(value), ensure_ascii=False)}")
    path = folder / "so-far.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return told([WELLFOUNDED, "show", str(path), "--on", on, "--json"])


def told(command: list[str], **secrets: str) -> dict[str, Any]:
    """What a command prints as JSON."""
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **secrets})
    return dict(json.loads(ran.stdout))


def agrees(page: Page, case: str, line: dict[str, Any], lang: str) -> None:
    """The case line of the website shows what the command says: the stage, the last days, the answer on removal."""
    page.goto(f"{case}?on={line['on']}")
    text = page.locator("main").inner_text()
    words, law = Words(lang), Words("ja" if lang == "ja" else "en")
    assert all(law.say(LAW.stages[name]) in text for name in line["stage"].split("|"))
    said = {"met": "No: a rule stops removal.", "not_met": "No rule stops removal.", "open": "Not established."}
    assert words.say(said[line["removal"]["barred"]]) in text
    for remedy in line["remedies"]:
        if remedy["recorded"] and remedy["state"] in ("open", "unknown") and remedy["last_day"]:
            last = remedy["last_day"]
            day = Day(date.fromisoformat(last["earliest"]), date.fromisoformat(last["latest"]))
            assert bare(words.day(day)) in bare(text), remedy["remedy"]


def bare(text: str) -> str:
    """Text without the signs that keep the parts of a line apart where two directions meet."""
    return re.sub("[\u2066-\u2069\u200e\u200f]", "", text)


def enter_story(typist: Typist, folder: Path, look: Callable[[dict[str, Any]], None]) -> str:
    """Enter the whole story; `look` is given the line of the command after each part."""
    case = opened(typist)
    so_far: dict[str, Any] = {k: STORY[k] for k in ("law", "title", "place")} | {"event": [], "fact": []}
    names: dict[str, str] = {}
    for place, table in enumerate(STORY["event"]):
        # The day on which the story is told on, which is after the event.
        on = next(days[0] for count, days in AFTER.items() if count >= place)
        if so_far.get("complete") != on:
            complete(typist, case, on)
            so_far["complete"] = on
        event(typist, case, table, on, names)
        so_far["event"].append(table)
        if "id" in table:
            names[table["id"]] = f"e{place + 1}"
        if table["event"] == "review_requested":
            early = [f for f in STORY["fact"] if "day" not in f]
            facts(typist, case, early, on)
            so_far["fact"] += early
        if place in AFTER:
            late = [f for f in STORY["fact"] if str(f.get("day")) == "2024-07-04"] if place == 9 else []
            facts(typist, case, late, on)
            so_far["fact"] += late
            look(shown(so_far, on, folder))
            for day in AFTER[place][1:]:
                complete(typist, case, day)
                so_far["complete"] = day
                look(shown(so_far, day, folder))
    complete(typist, case, str(STORY["complete"]))
    return case


def bundle_agrees(site: Site, case: str, folder: Path) -> None:
    """The sealed bundle of the case, opened by the command, gives the line of the story's own file on each day."""
    number, out = case.rstrip("/").rsplit("/", 1)[1], folder / "case.wfb"
    secrets = {"WELLFOUNDED_PASSPHRASE": PASSPHRASE, "WELLFOUNDED_MEMBER_PASSPHRASE": PASSPHRASE,
               "WELLFOUNDED_BUNDLE_PASSPHRASE": PASSPHRASE}  # fmt: skip
    command = [WELLFOUNDED, "office", "bundle", str(site.folder / "office.db"), number, "-o", str(out), "--json"]
    ran = subprocess.run(
        [*command, "--login", "lawyer", "--purpose", "representation"], env={**os.environ, **secrets},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    for day in DAYS:
        ours = told([WELLFOUNDED, "show", str(out), "--on", day, "--json"], **secrets)
        theirs = told([WELLFOUNDED, "show", "osaka-2024", "--on", day, "--json"])
        assert ours == theirs


@pytest.fixture
def typist(visit: Callable[..., Page]) -> Callable[..., Typist]:
    """Somebody at the keyboard who has signed in: `typist(lang, javascript)`."""
    return lambda lang, javascript: Typist(visit("lawyer", lang=lang, javascript=javascript), lang)


@pytest.mark.parametrize(("lang", "javascript"), [("en", False), ("ar", True)])
def test_the_story_is_entered_from_nothing_by_keyboard(
    typist: Callable[..., Typist],
    site: Site,
    tmp_path: Path,
    lang: str,
    javascript: bool,
) -> None:
    hands = typist(lang, javascript)
    assert hands.page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    looked: list[str] = []

    def look(line: dict[str, Any]) -> None:
        agrees(hands.page, re.sub(r"(/case/\w+/).*", r"\1", hands.page.url), line, lang)
        looked.append(line["on"])

    case = enter_story(hands, tmp_path, look)
    assert tuple(looked) == DAYS
    bundle_agrees(site, case, tmp_path)
