"""A changed wash-out is asked only of the criteria that somebody's medicines can change."""

import pytest

from screening import Answers, Protocol, assess, columns_of, intake, screen_columns
from tests.screening.patients import AS_OF

CHANGED = Protocol({"washout.long_acting_days": 60})
STOPPED = "2026-09-15"  # 70 days before: within 90 days, not within 60


def of(*names: str) -> Answers:
    return Answers.from_json({"medicines": [{"name": name, "stopped_on": STOPPED} for name in names]}, intake())


@pytest.mark.parametrize(
    ("lists", "judged"),
    [
        (["Zoloft", "Klonopin"], {"medication-unrecognised"}),
        (["Vivitrol"], {"medication-unrecognised", "med-naltrexone"}),
        (["Klonopin with haldol decanoate"], None),  # one line for two medicines: all of its classes wait for the longer time
    ],
    ids=["short-acting", "long-acting", "both in one line"],
)
def test_it_judges_anew_what_a_long_acting_form_on_a_list_can_change(lists: list[str], judged: set[str] | None) -> None:
    everybody = [of(name) for name in lists]
    columns = columns_of(everybody, AS_OF)
    before = screen_columns(columns, Protocol())
    after = screen_columns(columns, CHANGED, before)
    anew = {one.id for one, old, new in zip(before.plan.criteria, before.verdicts, after.verdicts, strict=True) if old is not new}
    if judged is None:
        assert anew >= {"med-benzodiazepine", "med-benzodiazepine-high", "med-dose-missing", "cns-depressant-stack", "med-antipsychotic"}
    else:
        assert anew == judged
    for person, answers in enumerate(everybody):
        done = assess(answers, CHANGED, AS_OF)
        assert {name for name in (one.id for one in after.plan.criteria) if after.fires(name)[person]} == {one.id for one in done.fired}
