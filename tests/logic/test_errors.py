"""Errors are templates with values."""

import copy
import pickle

from wellfounded.logic.errors import BadInput, NoCalendar, WellfoundedError, WrongCall


def test_the_sentence_is_the_template_with_its_values() -> None:
    error = WrongCall("{day} was asked of {rule}.", day="2021-02-18", rule="denied")
    assert str(error) == "2021-02-18 was asked of denied."
    assert error.template == "{day} was asked of {rule}."
    assert error.args_ == {"day": "2021-02-18", "rule": "denied"}


def test_the_line_is_no_part_of_the_sentence() -> None:
    error = BadInput("{text} is not a day.", line=7, text="x")
    assert (error.line, error.args_) == (7, {"text": "x"})
    assert BadInput("No day.").line is None


def test_values_with_braces_stay_as_they_are() -> None:
    assert str(BadInput("{text} is not a day.", text="{2021}")) == "{2021} is not a day."


def test_the_tree() -> None:
    assert issubclass(NoCalendar, BadInput)
    for kind in (WrongCall, BadInput):
        assert kind.__bases__ == (WellfoundedError,)


def test_an_error_survives_a_copy() -> None:
    error = NoCalendar("{day} was asked.", line=3, day="1950-01-01")
    for copied in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (str(copied), copied.line) == ("1950-01-01 was asked.", 3)
