"""The front door of the command: what can be asked, and how a fault is said in one sentence."""

from __future__ import annotations

import argparse
import errno
import os
import re
import sys
from importlib import import_module
from typing import Any, NoReturn

from wellfounded import __version__
from wellfounded.cli import caseload, figures_options, office_options
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.readings.words import LANGUAGES, Words

COMMANDS = {
    "show": "where the case stands, what can be done until when, whether the person may be removed, what is missing",
    "why": "the reasons of one answer, down to the facts and the provisions",
    "deadline": "the last day of a remedy from the day of a notice, with the counting",
    "today": "every day that matters in every case file of a folder or of an office, nearest first",
    "timeline": "the picture of a case, as SVG or PNG",
    "calendar": "the deadlines of a case as an iCalendar file",
    "new": "a commented case file, or one from questions asked one by one (--ask)",
    "law": "the law itself: list, show, check",
    "figures": "published figures, reconciled and compared: show, series, compare, reconcile, luck, sources, fetch",
    "caseload": "many claims at once by the same rules: synth, run, compare, breaches, convert",
    "office": "the sealed files of an office: init, enrol, backup, restore, verify, hold, erase, rotate, bundle",
    "serve": "the website of an office",
}

CALLS = {
    r"argument (?P<name>.+?): invalid choice: (?P<found>.+) \(choose from (?P<possible>.+)\)": (
        "{found} is not possible for {name}. Write one of: {possible}."
    ),
    r"the following arguments are required: (?P<names>.+)": (
        "This is missing: {names}. `{command} --help` shows what can be asked."
    ),
    r"argument (?P<name>.+?): expected one argument": (
        "{name} needs a value after it. `{command} --help` shows what can be asked."
    ),
    r"argument (?P<name>.+?): invalid _count value: (?P<found>.+)": "{name} needs a whole number; {found} was written.",
    r"argument (?P<name>.+?): ignored explicit argument (?P<found>.+)": "{name} takes no value; {found} was written.",
    r"argument (?P<name>.+?): invalid int value: (?P<found>.+)": "{name} needs a whole number; {found} was written.",
    r"ambiguous option: (?P<found>.+) could match (?P<possible>.+)": (
        "{found} can mean more than one of: {possible}. Write it in full."
    ),
}
"""What argparse says of a wrong call, and what is said instead."""


class _Parser(argparse.ArgumentParser):
    """argparse that says a wrong call in one sentence, in the reader's language."""

    def error(self, message: str) -> NoReturn:
        for said, instead in CALLS.items():
            if found := re.fullmatch(said, message, re.DOTALL):
                values: dict[str, Any] = {name: value.replace("'", "") for name, value in found.groupdict().items()}
                raise BadInput(instead, command=self.prog, **values)
        raise BadInput("{message}. `{command} --help` shows what can be asked.", message=message, command=self.prog)


def _count(text: str) -> int:
    """A number of days or steps."""
    if not text.isdecimal():
        raise ValueError(text)
    return int(text)


def _of_serve(serve: argparse.ArgumentParser) -> None:
    """What `wellfounded serve` takes."""
    serve.add_argument("store", metavar="STORE", nargs="?", help="the store: a file, or a postgresql:// address")
    serve.add_argument("--demonstration", action="store_true", help="an office of invented people, with no secret")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=_count, default=8000, help="the port (default: 8000)")
    serve.add_argument("--name", action="append", help="a name under which it is asked; may be repeated")
    serve.add_argument("--https", action="store_true", help="it is reached over HTTPS, through a proxy")
    serve.add_argument(
        "--second-factor", action="append", metavar="ROLE", help="a role that needs a second factor; may be repeated"
    )
    serve.add_argument(
        "--scanner", metavar="ADDRESS", default="", help="a virus scanner (clamd): a socket or HOST:PORT"
    )
    serve.add_argument("--telephone", metavar="NUMBER", default="", help="where applicants reach the office by voice")
    serve.add_argument("--check", action="store_true", help="start, ask the front page once, end")
    serve.add_argument(
        "--tables", action="store_true", help="make the tables of the website or bring them up to date, end"
    )
    serve.add_argument("--processes", type=_count, default=2, help="processes that answer (default: 2)")
    serve.add_argument("--threads", type=_count, default=4, help="threads of each (default: 4)")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="wellfounded",
        description="Refugee status determination as dated, cited law. "
        "It prepares, computes, explains and cites; people decide.",
    )
    parser.add_argument("--version", action="version", version=f"wellfounded {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    made = {name: commands.add_parser(name, help=what, description=what) for name, what in COMMANDS.items()}

    case = "a case file, or the name of a shipped example (osaka-2024)"
    day = "the day asked about: 2024-07-05 or 令和6年7月5日 (default: today)"
    for name in ("show", "why", "timeline", "calendar"):
        made[name].add_argument("case", metavar="CASE", help=case)
        made[name].add_argument("--on", metavar="DAY", help=day)
    made["why"].add_argument(
        "question",
        metavar="WHAT",
        nargs="?",
        default="removal",
        help="removal (default), a remedy, an element, or any rule of the law",
    )

    made["why"].add_argument("--beside", metavar="CASE", help="another case: say only what makes the difference")
    made["why"].add_argument("--depth", type=_count, default=3, help="how many steps of reasons to show (default: 3)")

    deadline = made["deadline"]
    deadline.add_argument("law", metavar="LAW", help="the law: jp")
    deadline.add_argument(
        "remedy", metavar="REMEDY", help="the remedy: administrative_review, revocation_suit, appeal, final_appeal"
    )
    deadline.add_argument(
        "--from", dest="start", metavar="DAY", required=True, help="the day on which the notice arrived or was served"
    )
    deadline.add_argument(
        "--how",
        choices=("in_person", "post", "served", "electronic"),
        default=None,
        help="how the notice reached the person",
    )
    deadline.add_argument(
        "--viewed", metavar="DAY", help="with --how electronic: the day of viewing or download, or `never`"
    )
    deadline.add_argument("--filed", metavar="DAY", help="the day on which the remedy was, or would be, filed")
    deadline.add_argument(
        "--filed-by",
        choices=("hand", "post"),
        default="hand",
        help="by hand (the day it arrives) or by post (the day it is posted)",
    )

    made["today"].add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        default=".",
        help="a folder of case files (default: this one), or the store of an office",
    )
    made["today"].add_argument("--login", help="whose files, where a store is named: a sign-in name of the office")
    made["today"].add_argument("--on", metavar="DAY", help=day)
    made["today"].add_argument(
        "--within", metavar="DAYS", type=_count, default=None, help="only days that come within so many days"
    )
    _of_serve(made["serve"])
    made["timeline"].add_argument(
        "-o", "--output", metavar="FILE", help="where to write: .svg or .png (default: CASE.svg)"
    )
    made["calendar"].add_argument("-o", "--output", metavar="FILE", help="where to write (default: CASE.ics)")
    made["calendar"].add_argument("--full", action="store_true", help="say in the titles what each deadline is for")
    made["new"].add_argument("file", metavar="FILE", nargs="?", help="the file to write (default: standard output)")
    made["new"].add_argument("--law", default="jp", help="the law of the case (default: jp)")
    made["new"].add_argument(
        "--ask", action="store_true", help="ask questions one by one, those that settle most first"
    )
    made["new"].add_argument("--on", metavar="DAY", help=day)

    law = made["law"].add_subparsers(dest="what", metavar="WHAT", parser_class=_Parser, required=True)
    of = {name: law.add_parser(name, help=what, description=what) for name, what in (
        ("list", "the laws, or the rules of one law by matter"),
        ("show", "one rule: its sentence, its texts in time, its citations, exceptions and cases"),
        ("check", "the seven laws of the law, over one law or all"),
    )}  # fmt: skip
    of["list"].add_argument("law", metavar="LAW", nargs="?", help="the law whose rules to list")
    of["show"].add_argument("law", metavar="LAW", help="the law")
    of["show"].add_argument("rule", metavar="RULE", help="the rule, or a matter")
    of["check"].add_argument("law", metavar="LAW", nargs="?", help="the law to check (default: all)")

    many = caseload.add_options(made["caseload"], _Parser)

    published = figures_options.options(made["figures"], _Parser)

    sealed = office_options.add_options(made["office"], _Parser)

    parts = ("law", "caseload", "figures", "office")
    for sub in (*(p for n, p in made.items() if n not in parts), *of.values(), *many, *published.values(), *sealed):
        sub.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the answer (default: en)")
        sub.add_argument("--json", action="store_true", help="the answer as JSON, for programs")
    return parser


def _language(argv: list[str]) -> str:
    """The language of a sentence about a call that could not be parsed."""
    for i, arg in enumerate(argv):
        wanted = (
            arg.partition("=")[2]
            if arg.startswith("--lang=")
            else argv[i + 1]
            if arg == "--lang" and i + 1 < len(argv)
            else ""
        )
        if wanted in LANGUAGES:
            return wanted
    return "en"


def main(argv: list[str] | None = None) -> int:
    """Run the command. Exit codes: 0 answered, 1 a check failed, 2 bad input, 70 a fault of the software."""
    argv = list(sys.argv[1:] if argv is None else argv)
    words = Words(_language(argv))
    try:
        parser = _parser()
        if not argv:
            parser.print_help()
            return 2
        args, more = parser.parse_known_args(argv)
        if more:
            asked = " ".join(filter(None, (parser.prog, args.command, getattr(args, "what", None))))
            text = "{found} cannot be asked here. `{command} --help` shows what can be asked."
            raise BadInput(text, found=" ".join(more), command=asked)
        if args.command is None:
            raise BadInput("No command was given. `wellfounded --help` shows what can be asked.")
        run = import_module(f"wellfounded.cli.{args.command}").run
        code = int(run(args))
        sys.stdout.flush()  # what finds no room must be said, not lost when the program ends
        return code
    except WellfoundedError as error:
        return _said(error, words, "--json" in argv)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except OSError as error:
        if error.errno != errno.ENOSPC:
            return _fault(error, words)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _said(BadInput("There is no room left for the answer. Make room, and ask again."), words, False)
    except Exception as fault:
        return _fault(fault, words)


def _fault(fault: Exception, words: Words) -> int:
    """Say a fault of the software by its kind alone: a message could name a person."""
    if os.environ.get("WELLFOUNDED_DEBUG"):
        raise fault
    sentence = words.say(
        "This is a fault of the software, not of what you wrote ({kind}). Nothing was changed. "
        "Set WELLFOUNDED_DEBUG=1 to see where it happened.",
        kind=type(fault).__name__,
    )
    print(f"wellfounded: {sentence}", file=sys.stderr)
    return 70


def _said(error: WellfoundedError, words: Words, as_json: bool) -> int:
    line = getattr(error, "line", None)
    sentence = words.error(error)
    if line is not None:
        sentence = words.say("Line {line}: {sentence}", line=line, sentence=sentence)
    print(sentence, file=sys.stderr)
    if as_json:
        import json

        print(json.dumps({"contract": 1, "error": sentence, "line": line}, ensure_ascii=False))
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
