"""Points of the scales, complete and incomplete, and the quantities worked out from answers."""

from datetime import date
from math import inf

import pytest

from screening import Answers, Protocol, intake
from screening.derived import QUANTITIES, gather
from screening.facts import Interval
from screening.scoring import Score, scores

AS_OF = date(2026, 11, 24)
LIMITS = Protocol().limits


def score_of(instrument: str, **said: object) -> Score | None:
    answers = Answers.from_json({key.replace("_", "-"): value for key, value in said.items()}, intake())
    return next((one for one in scores(answers.questionnaire, answers.known) if one.instrument == instrument), None)


def quantity(name: str, said: dict[str, object], as_of: date = AS_OF) -> Interval:
    return gather(Answers.from_json(said, intake()), LIMITS, as_of, mentioned=lambda _: frozenset()).facts.quantities[name]


@pytest.mark.parametrize(
    ("points", "total", "band"),
    [(0, 0, "minimal"), (1, 9, "mild"), (2, 18, "moderately severe"), (3, 27, "severe")],
)
def test_it_adds_up_a_complete_phq9(points: int, total: int, band: str) -> None:
    found = score_of("phq-9", **{f"phq9_{number}": points for number in range(1, 10)})
    assert found is not None
    assert (found.total, found.low, found.high) == (total, total, total)
    assert found.band is not None
    assert found.band.lower() == band


def test_it_gives_no_total_and_no_band_while_an_item_is_open() -> None:
    found = score_of("phq-9", **{f"phq9_{number}": 2 for number in range(1, 9)})
    assert found is not None
    assert (found.total, found.band, found.low, found.high, found.answered) == (None, None, 16, 19, 8)


def test_it_says_nothing_of_an_untouched_scale() -> None:
    found = score_of("phq-9")
    assert found is not None
    assert (found.total, found.band, found.low, found.high, found.answered) == (None, None, 0, 27, 0)


def test_it_leaves_out_a_scale_that_was_not_asked() -> None:
    assert score_of("gad-7", indication=["trd"]) is None
    assert score_of("gad-7", indication=["anxiety"]) is not None


def test_it_counts_never_drinking_as_a_complete_audit_c_of_nothing() -> None:
    found = score_of("audit-c", audit_c_1=0)
    assert found is not None
    assert (found.total, found.band) == (0, None)


def test_it_keeps_an_unfinished_audit_c_open() -> None:
    assert quantity("audit-c-score", {"audit-c-1": 4, "audit-c-2": 2}) == (6, 10)


@pytest.mark.parametrize(
    ("born", "as_of", "years"),
    [
        ("2008-11-24", date(2026, 11, 24), 18),
        ("2008-11-25", date(2026, 11, 24), 17),
        ("2008-02-29", date(2026, 2, 28), 17),
        ("2008-02-29", date(2026, 3, 1), 18),
        ("2008-02-29", date(2028, 2, 29), 20),
        ("2027-01-01", date(2026, 11, 24), -1),
    ],
)
def test_it_counts_whole_completed_years(born: str, as_of: date, years: int) -> None:
    assert quantity("age-years", {"birth-date": born}, as_of) == (years, years)


def test_it_compares_an_unrounded_bmi() -> None:
    assert quantity("bmi", {"height-cm": 200, "weight-kg": 140}) == (35.0, 35.0)
    assert quantity("bmi", {"height-cm": 170}) == (-inf, inf)


def test_it_proves_a_trial_by_dose_weeks_and_result() -> None:
    trial = {"name": "sertraline", "dose": "usual-or-higher", "weeks": 6, "result": "none"}
    told = [
        (trial, 1, 0),
        ({**trial, "weeks": 5}, 0, 0),
        ({**trial, "dose": "lower"}, 0, 0),
        ({**trial, "result": "helped"}, 0, 0),
        ({**trial, "result": "stopped-side-effects"}, 0, 0),
        ({**trial, "weeks": None}, 0, 1),
    ]
    for one, adequate, incomplete in told:
        said: dict[str, object] = {"indication": ["trd"], "antidepressant-trials": [one]}
        assert quantity("adequate-trials", said) == (adequate, adequate)
        assert quantity("incomplete-trials", said) == (incomplete, incomplete)
    assert quantity("adequate-trials", {"indication": ["trd"]}) == (0, inf)


@pytest.mark.parametrize(
    ("medicines", "interval"),
    [
        ([], (0, 0)),
        ([{"name": "Klonopin", "daily_mg": 1}], (20, 20)),
        ([{"name": "Klonopin", "daily_mg": 1}, {"name": "Xanax"}], (20, inf)),
        ([{"name": "Klonopin", "daily_mg": 1, "stopped_on": "2026-11-10"}], (20, 20)),
        ([{"name": "Klonopin", "daily_mg": 1, "stopped_on": "2026-11-09"}], (0, 0)),
        (None, (0, inf)),
    ],
)
def test_it_adds_up_benzodiazepines_within_their_washout(medicines: object, interval: Interval) -> None:
    assert quantity("diazepam-equivalent", {"medicines": medicines}) == interval


def test_it_names_the_questions_behind_each_quantity() -> None:
    asked = intake().by_link_id
    assert all(link_id in asked for one in QUANTITIES.values() for link_id in one.reads)
