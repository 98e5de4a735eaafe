"""My case: what the applicant's own page says on a day, in plain sentences, from the case line alone.

    line = case_line(law, case, on)
    found = my_case(line)                       # frozen; `my_case.plain.plain(found, words)` is the same as plain data
    found.where.says                            # Where is my case?
    found.tasks[0].by                           # What must I do, and by when?
    found.removal.answer                        # May I be sent away now?  "no", "no_ground" or "ask"; never "yes"

Each sentence is a template with its values, of at most fifteen words, and says nothing that only a person would know
of another: no name, no note, no word of the file. What the law doubts carries the mark `doubtful`.
"""

from __future__ import annotations

from wellfounded.claim.case_line import CaseLine
from wellfounded.claim.my_case.answers import MyCase
from wellfounded.claim.my_case.removal import removal
from wellfounded.claim.my_case.tasks import authority_may, nothing_to_do, tasks
from wellfounded.claim.my_case.way import where
from wellfounded.logic.errors import WrongCall


def my_case(line: CaseLine) -> MyCase:
    """What the applicant's page says. Refuses a law that has no guide for applicants."""
    guide = line.law.guide
    if guide is None:
        raise WrongCall("The law {law} has no guide for applicants.", law=line.law.id)
    to_do = tasks(line, guide)
    return MyCase(
        line.on,
        where(line, guide),
        to_do,
        nothing_to_do(line, guide, to_do),
        authority_may(line, guide),
        removal(line, guide),
    )
