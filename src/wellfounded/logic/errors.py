"""What can go wrong, each in one plain sentence that can be translated and names no person.

WellfoundedError
├── WrongCall      the caller asked something meaningless
└── BadInput       what a person wrote cannot be read; may name its line
    └── NoCalendar the day lies outside the years that the calendar covers
"""

from __future__ import annotations


class WellfoundedError(Exception):
    """A sentence as a template with its values: what was asked, what was found, what to do."""

    def __init__(self, template: str, **args: object) -> None:
        super().__init__(template)
        self.template = template
        self.args_ = args

    def __str__(self) -> str:
        return self.template.format(**self.args_)


class WrongCall(WellfoundedError):
    """The caller asked something meaningless."""


class BadInput(WellfoundedError):
    """What a person wrote cannot be read. `line`: the line of the file, where there is one."""

    def __init__(self, template: str, *, line: int | None = None, **args: object) -> None:
        super().__init__(template, **args)
        self.line = line


class NoCalendar(BadInput):
    """The day lies outside the years that the calendar covers."""
