"""A changed law: other values of parameters, other rules, or the texts in force on one day applied to everybody."""

from __future__ import annotations

import tomllib
import traceback
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType
from typing import Any

from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.logic.periods import Period
from wellfounded.readings.words import Words
from wellfounded.rules.citations import Citation
from wellfounded.rules.nodes import walk
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.rule import Rule, Version
from wellfounded.rules.terms import NOT_MET, Parameter

SENTENCES = {
    ("days", True): "1 day",
    ("weeks", True): "1 week",
    ("months", True): "1 month",
    ("years", True): "1 year",
    ("days", False): "{length} days",
    ("weeks", False): "{length} weeks",
    ("months", False): "{length} months",
    ("years", False): "{length} years",
}
"""How long a period is."""
_PERIOD = ("length", "unit", "first_day", "month_end")


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that a change changes: the name of a rule or a parameter, its words, where it stands, and how."""

    name: str
    words: str
    cites: tuple[Citation, ...]
    before: str
    after: str
    values: tuple[object, object] | None = None
    """Of a parameter, its value before and after."""

    def said(self, words: Words) -> tuple[str, str]:
        """What it says before and after, in the language of the reader."""
        if self.values is None:
            return words.say(self.before), words.say(self.after)
        before, after = (_said(value, words) for value in self.values)
        return before, after


@dataclass(frozen=True, slots=True)
class Change:
    """Two laws to be compared, and what differs between them."""

    before: LegalOrder
    after: LegalOrder
    changed: tuple[Changed, ...]
    title: str
    made: tuple[Any, ...] = field(repr=False, compare=False)
    """The function of this module that makes it, and its arguments: laws are made again and never copied."""

    def __reduce__(self) -> Any:
        return _made_again, self.made

    def bearing_on(self, rules: Iterable[str]) -> tuple[Changed, ...]:
        """What of the change the answers of these rules rest on, in either law."""
        reached: set[str] = set()
        for law in (self.before, self.after):
            seen, todo = set[str](), list(rules)
            while todo:
                name = todo.pop()
                if name in law.rules and name not in seen:
                    seen.add(name)
                    for node in walk(law.rules[name].tree()):
                        if node.op == "rule":
                            todo.append(node.args[0])
                        reached |= {held.name for held in node.args if isinstance(held, Parameter)}
            reached |= seen
        return tuple(one for one in self.changed if one.name in reached)


def _made_again(maker: str, *args: Any) -> Change:
    made: Change = globals()[maker](*args)
    return made


def in_short(one: Changed, law: LegalOrder, words: Words) -> str:
    """What changes in the shortest form: a text that is new, gone or other, or a value before and after."""
    say, (before, after) = words.say, one.said(words)
    if one.name in law.parameters:
        return f"{say(one.words)}: {before} → {after}"
    if not before:
        return say("new: {text}", text=after)
    if not after:
        return say("no longer: {text}", text=before)
    return say("another text: {text}", text=after) if after == before else f"{before} → {after}"


def read_change(path: str, law: LegalOrder) -> Change:
    """A change from a file: TOML with other values of parameters, or Python with other rules and parameters."""
    file = Path(path)
    if file.suffix not in (".toml", ".py"):
        raise BadInput(
            "{path} is no change file. Name one that ends in .toml (other values of parameters) or .py (other rules).",
            path=path,
        )
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadInput("{path} is not written in UTF-8. Save it in UTF-8.", path=path) from None
    except OSError as error:
        raise BadInput("{path} cannot be read: {why}.", path=path, why=error.strerror or "") from None
    return from_toml(text, path, law) if file.suffix == ".toml" else from_python(text, path, law)


def with_parameters(law: LegalOrder, values: Mapping[str, Any], title: str = "") -> Change:
    """A law with other values of its parameters. `values`: as TOML writes them, or as the law holds them."""
    held, changed = {}, []
    for name, value in values.items():
        if name not in law.parameters:
            near = get_close_matches(name, law.parameters, 3, 0.4) or list(law.parameters)[:3]
            raise BadInput(
                "The law {law} has no parameter {name}. Close to it: {near}.",
                law=law.id,
                name=name,
                near=", ".join(near),
            )
        parameter = law.parameters[name]
        old = law.parameters_changed.get(name, parameter.value)
        held[name] = _value(parameter, old, value)
        if held[name] != old:
            new = held[name]
            plain = (_written(old), _written(new))
            changed.append(Changed(name, parameter.words, parameter.cites, *plain, (old, new)))
    return Change(law, law.changed(**held), tuple(changed), title, ("with_parameters", law, dict(values), title))


def from_toml(text: str, path: str, law: LegalOrder) -> Change:
    """A change written in TOML: a title, and a table `parameters`."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput("{path} is no TOML: {why}", path=path, why=str(error)) from None
    unknown = sorted(set(document) - {"title", "law", "parameters"})
    if unknown:
        raise BadInput(
            "{path} says {name}, which no change has. Write: title, law, [parameters].", path=path, name=unknown[0]
        )
    if document.get("law", law.id) != law.id:
        raise BadInput(
            "{path} changes the law {found}, and {law} was asked for.", path=path, found=document["law"], law=law.id
        )
    values = document.get("parameters")
    if not isinstance(values, dict) or not values:
        raise BadInput("{path} changes nothing. Write a table [parameters] with a line such as: name = 30", path=path)
    return with_parameters(law, values, str(document.get("title", "")))


def _value(parameter: Parameter, old: Any, value: Any) -> Any:
    """The value of a parameter, of the same kind as the old one."""
    name = parameter.name
    if isinstance(old, Period):
        if isinstance(value, Period):
            return value
        if not isinstance(value, dict) or not value or set(value) - set(_PERIOD):
            raise BadInput(
                'The parameter {name} is a period. Write it as: {name} = { length = 30, unit = "days" }'.replace(
                    "{ ", "{{ "
                ).replace(" }", " }}"),
                name=name,
            )
        if value.get("unit", old.unit) in ("months", "years") and old.month_end is None:
            value = {"month_end": "last_day", **value}
        if not isinstance(value.get("length", 1), int):
            raise BadInput("The length of {name} is a whole number.", name=name)
        try:
            return replace(old, **value)
        except WellfoundedError as error:
            raise BadInput("The parameter {name} cannot be so: {why}", name=name, why=str(error)) from None
    if isinstance(old, Day):
        if isinstance(value, Day):
            return value
        if not isinstance(value, date):
            raise BadInput("The parameter {name} is a day. Write it as: {name} = 2024-06-10", name=name)
        return Day.of(value.isoformat())
    if type(value) is not int or value < 0:
        raise BadInput("The parameter {name} is a whole number. Write it as: {name} = 3", name=name)
    return value


def _written(value: object) -> str:
    """A value in a few words, for programs."""
    if isinstance(value, Period):
        return f"{value.length} {value.unit}"
    return value.text if isinstance(value, Day) else str(value)


def _said(value: object, words: Words) -> str:
    """A value in a few words, for readers."""
    if isinstance(value, Period):
        return words.say(SENTENCES[value.unit, value.length == 1], length=value.length)
    return words.span(value) if isinstance(value, Day) else str(value)


def from_python(text: str, path: str, law: LegalOrder) -> Change:
    """A change written in Python, as the law itself is.

    A rule takes the place of that of its name; a parameter likewise; an exception or a text added to a rule of the
    law (`@rule_of_the_law.unless(...)`) is added to a copy. Rules of other names are helpers. The file is run: it can
    do whatever Python can.
    """
    held = {rule: (list(rule.versions), list(rule.exceptions)) for rule in law.rules.values()}
    module = ModuleType(f"{law.matters[0].__name__.rpartition('.')[0]}.change")
    module.__file__ = path
    try:
        exec(compile(text, path, "exec"), module.__dict__)
        added = {rule.name: _copy(rule) for rule, old in held.items() if (rule.versions, rule.exceptions) != old}
    except WellfoundedError as error:
        raise BadInput("{path} cannot be used: {why}", path=path, why=str(error)) from None
    except SystemExit:
        raise BadInput("{path} ends the program. Remove the line that does.", path=path) from None
    except SyntaxError as error:
        raise BadInput("{path} is no Python: {why}.", path=path, why=error.msg, line=error.lineno) from None
    except Exception as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
        raise BadInput(
            "{path} cannot be run: {why}.",
            path=path,
            why=f"{type(error).__name__}: {error}",
            line=(lines or [None])[-1],
        ) from None
    finally:
        for rule, (versions, exceptions) in held.items():
            rule.versions[:], rule.exceptions[:] = versions, exceptions
    own = {v.name: v for v in vars(module).values() if isinstance(v, Rule) and v.module == module.__name__}
    values = {
        v.name: v.value
        for v in vars(module).values()
        if isinstance(v, Parameter) and v.name in law.parameters and v is not law.parameters[v.name]
    }
    rules = {name: rule for name, rule in {**added, **own}.items() if name in law.rules}
    if not rules and not values:
        raise BadInput(
            "{path} changes nothing: it holds no rule and no parameter of a name that {law} has.", path=path, law=law.id
        )
    for name, rule in rules.items():
        if rule.type != law.rules[name].type:
            raise BadInput(
                "{path}: the rule {name} gives a {found}; that of the law gives a {wanted}.",
                path=path, name=name, found=rule.type, wanted=law.rules[name].type,
            )  # fmt: skip
    helpers = {name: rule for name, rule in own.items() if name not in law.rules}
    after = with_rules(law, {**rules, **helpers}, module)
    parameters = with_parameters(law, values)
    if values:
        after = after.changed(**parameters.after.parameters_changed)
    changed = [_rule_changed(law.rules[name], rule) for name, rule in rules.items()]
    title = (module.__doc__ or "").strip().partition("\n")[0]
    return Change(law, after, (*changed, *parameters.changed), title, ("from_python", text, path, law))


def _copy(rule: Rule[Any]) -> Rule[Any]:
    """A rule with lists of its own."""
    made = copy(rule)
    made.versions, made.exceptions = list(rule.versions), list(rule.exceptions)
    return made


def _rule_changed(old: Rule[Any], new: Rule[Any]) -> Changed:
    added = [e.rule for e in new.exceptions if e not in old.exceptions]
    texts = [v for v in new.versions if v not in old.versions] + [v for rule in added for v in rule.versions]
    cites = dict.fromkeys(c for v in (texts or old.versions) for c in v.cites)
    after = [*([] if new.words == old.words else [new.words]), *(rule.words for rule in added)]
    return Changed(old.name, old.words, tuple(cites), old.words, " ".join(after) or new.words)


def with_rules(law: LegalOrder, rules: Mapping[str, Rule[Any]], more: ModuleType | None = None) -> LegalOrder:
    """A law in which rules take the place of those of their name; others are added. `more`: facts that they bring."""
    matters = [_matter(module, rules) for module in law.matters]
    new = {name: rule for name, rule in rules.items() if name not in law.rules}
    if more is not None:
        groups = {k: v for k, v in vars(more).items() if not isinstance(v, (Rule, Parameter))}
        matters.append(_module(more.__name__, {**groups, **new}))
    elif new:
        matters.append(_module(f"{law.matters[0].__name__}.more", new))
    return replace(law, matters=tuple(matters))


def _matter(module: ModuleType, rules: Mapping[str, Rule[Any]]) -> ModuleType:
    names = {name: v for name, v in vars(module).items() if isinstance(v, Rule) and v.name in rules}
    if not names:
        return module
    return _module(module.__name__, {**vars(module), **{name: rules[rule.name] for name, rule in names.items()}})


def _module(name: str, content: Mapping[str, Any]) -> ModuleType:
    made = ModuleType(name)
    made.__dict__.update(content)
    return made


def two_days(law: LegalOrder, first: date, second: date) -> Change:
    """The law of two days: the texts in force on each, applied to every application whatever its own days.

    What selects a text is replaced, and nothing else: days that stand inside a text stay as they are. Where no text
    of a rule was in force, the rule is not met, or gives no day.
    """
    before, after = on_one_day(law, first), on_one_day(law, second)
    changed = []
    for name, rule in law.rules.items():
        one, two = _in_force(rule, first), _in_force(rule, second)
        if one is not two:
            cites = dict.fromkeys(c for v in (one, two) if v is not None for c in v.cites)
            changed.append(Changed(name, rule.words, tuple(cites), one.words if one else "", two.words if two else ""))
    return Change(before, after, tuple(changed), "", ("two_days", law, first, second))


def on_one_day(law: LegalOrder, day: date) -> LegalOrder:
    """The law with the texts in force on one day only, for everybody."""
    return with_rules(law, {rule.name: one for rule in law.rules.values() for one in _fixed(rule, day)})


def _fixed(rule: Rule[Any], day: date) -> Iterator[Rule[Any]]:
    if any(version.selector is not None for version in rule.versions):
        text = _in_force(rule, day)
        made = _copy(rule)
        if text is not None:
            made.versions = [replace(text, selector=None, begun=None)]
        else:  # in force for nobody: a selector that is never met, so that its words stay
            made.versions = [replace(v, selector=NOT_MET.node, begun=None) for v in rule.versions]
        yield made


def _in_force(rule: Rule[Any], day: date) -> Version | None:
    """The newest text of a rule in force on a day; where nothing selects among its texts, the one there is."""
    if all(version.selector is None for version in rule.versions):
        return rule.versions[0]
    found = [v for v in rule.versions if v.since <= day and (v.until is None or day < v.until)]
    return max(found, key=lambda v: v.since, default=None)
