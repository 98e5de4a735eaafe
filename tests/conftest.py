"""What all tests share: two amounts of drawn examples, and leaving out tests whose reference is absent."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT.parent / "shared"

LEFT_OUT = pytest.StashKey[int]()

# The short run draws the same examples every time, so that a failure is there again on the next run.
settings.register_profile("short", max_examples=60, deadline=None, derandomize=True, database=None)
settings.register_profile("long", max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("short")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, not skip: a test that cannot be run here is no test of this run."""
    if REFERENCE.is_dir():
        return
    left_out = [item for item in items if item.get_closest_marker("reference")]
    if left_out:
        config.stash[LEFT_OUT] = len(left_out)
        items[:] = [item for item in items if not item.get_closest_marker("reference")]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in one line how many tests were left out, and why."""
    number = config.stash.get(LEFT_OUT, 0)
    if number:
        terminalreporter.write_line(
            f"Left out: {number} marked 'reference', because the reference material is not beside this repository."
        )
