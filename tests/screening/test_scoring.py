"""Points of the scales, complete and incomplete, and the quantities worked out from answers."""

import json
from datetime import date
from math import inf

import pytest

from screening import Answers, Protocol, intake, scoring
from screening.derived import QUANTITIES, gather
from screening.facts import NOTHING, UNKNOWN_NUMBER, Interval
from screening.instruments import INSTRUMENTS, PCL5, PHQ9, Instrument
from screening.instruments.pcl5 import CLUSTERS
from screening.scoring import Score, score, scores

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


def other(scale: str, **said: object) -> Score | None:
    """The score of a scale out of answers alone."""
    known = {link_id.replace("_", "-"): value for link_id, value in said.items()}
    return score(INSTRUMENTS[scale], known)  # type: ignore[arg-type]  # answers of any kind


def filled(scale: str, value: object, **changes: object) -> dict[str, object]:
    return {**dict.fromkeys((link_id.replace("-", "_") for link_id in INSTRUMENTS[scale].scored), value), **changes}


@pytest.mark.parametrize("scale", [one for one in INSTRUMENTS.values() if one.scored], ids=lambda scale: scale.id)
def test_it_has_no_total_band_or_verdict_of_any_scale_while_one_item_is_missing(scale: Instrument) -> None:
    first = next(item for item in scale.items if item.link_id in scale.scored)
    value: object = max(int(option.value) for option in first.options) if first.options else True
    for missing in scale.scored:
        for gone in ({}, {missing: UNKNOWN_NUMBER}, {missing: NOTHING}):
            known = {**dict.fromkeys((scale.gate, *scale.scored), value), "mdq-together": True, "mdq-problem": "serious"}
            del known[missing]
            found = score(scale, {**known, **gone})  # type: ignore[arg-type]  # answers of any kind
            if gone.get(missing) is NOTHING and scale.items[[one.link_id for one in scale.items].index(missing)].enable_when is not None:
                continue  # the scale itself leaves it out: it counts 0
            assert found is not None
            assert (found.total, found.band, found.positive, found.parts) == (None, None, None, ())
            assert found.low < found.high
            assert found.answered == len(scale.scored) - 1


def test_it_counts_no_for_not_being_able_to_stop() -> None:
    for answers, total, band in (
        (filled("dast-10", False), 1, "low"),
        (filled("dast-10", False, dast10_3=True), 0, "none"),
        (filled("dast-10", True), 9, "severe"),
        (filled("dast-10", True, dast10_3=False), 10, "severe"),
    ):
        found = other("dast-10", **answers)
        assert found is not None
        assert (found.total, found.band, found.maximum) == (total, band, 10)


@pytest.mark.parametrize(
    ("yes", "together", "problem", "positive"),
    [
        (7, True, "moderate", True), (13, True, "serious", True), (6, True, "serious", False), (7, False, "serious", False),
        (7, True, "minor", False), (7, None, "serious", None), (7, True, None, None), (6, None, None, False),
    ],
)  # fmt: skip
def test_it_calls_the_mdq_positive_by_all_three_parts(yes: int, together: object, problem: object, positive: object) -> None:
    answers = {f"mdq-{number}": number <= yes for number in range(1, 14)}
    rest = {name: value for name, value in (("mdq-together", together), ("mdq-problem", problem)) if value is not None}
    found = score(INSTRUMENTS["mdq"], {**answers, **rest})  # type: ignore[arg-type]  # answers of any kind
    assert found is not None
    assert (found.total, found.band, found.positive) == (yes, None, positive)


def test_it_ends_the_ptsd_screen_at_the_first_question() -> None:
    said: dict[str, object] = {"indication": ["ptsd"], "pc-ptsd-5-event": False}
    answers = Answers.from_json(said, intake())
    (found,) = [one for one in scores(answers.questionnaire, answers.known) if one.instrument == "pc-ptsd-5"]
    assert (found.total, found.positive, found.answered) == (0, False, 5)


@pytest.mark.parametrize(("yes", "positive", "stricter"), [(2, False, False), (3, True, False), (4, True, True)])
def test_it_counts_the_ptsd_screen_from_the_limit_of_the_clinic(yes: int, positive: bool, stricter: bool) -> None:
    said: dict[str, object] = {"indication": ["ptsd"], "pc-ptsd-5-event": True}
    said |= {f"pc-ptsd-5-{number}": number <= yes for number in range(1, 6)}
    known = Answers.from_json(said, intake()).known
    found = score(INSTRUMENTS["pc-ptsd-5"], known)
    assert found is not None
    assert (found.total, found.positive) == (yes, positive)
    strict = score(INSTRUMENTS["pc-ptsd-5"], known, {**LIMITS, "pc_ptsd_5.positive": 4})
    assert strict is not None
    assert strict.positive == stricter


def test_it_leaves_the_ptsd_screen_open_while_the_first_question_is() -> None:
    answers = Answers.from_json({"indication": ["ptsd"]}, intake())
    (found,) = [one for one in scores(answers.questionnaire, answers.known) if one.instrument == "pc-ptsd-5"]
    assert (found.total, found.low, found.high, found.answered) == (None, 0, 5, 0)
    assert score_of("pc-ptsd-5", indication=["trd"]) is not None, "trauma may yet be told"
    assert score_of("pc-ptsd-5", indication=["trd"], trauma_told=False) is None


@pytest.mark.parametrize(
    ("values", "mean"), [((0, 0, 0), 0), ((10, 10, 10), 10), ((4, 5, 4), 4.3), ((4, 5, 5), 4.7), ((1, 0, 0), 0.3), ((5, 5, 5), 5)]
)
def test_it_reports_pain_as_a_mean_to_one_decimal(values: tuple[int, int, int], mean: float) -> None:
    found = score_of("peg", indication=["pain"], **{f"peg_{place}": value for place, value in enumerate(values, start=1)})
    assert found is not None
    assert (found.total, found.maximum, found.band) == (mean, 10, None)


def test_it_reports_well_being_as_a_percentage_where_higher_is_better() -> None:
    for value, total, band in ((0, 0, "likely depression"), (2, 40, "low well-being"), (5, 100, "no low well-being")):
        found = other("who-5", **filled("who-5", value))
        assert found is not None
        assert (found.total, found.band, found.maximum) == (total, band, 100)


def test_it_tells_clusters_and_the_provisional_rule_of_the_pcl_5() -> None:
    least = {f"pcl5-{number}": 0 for number in range(1, 21)}
    met = {**least, "pcl5-1": 2, "pcl5-6": 2, "pcl5-8": 2, "pcl5-14": 4, "pcl5-15": 2, "pcl5-20": 2}
    found = score(PCL5, met)
    assert found is not None
    assert (found.total, found.parts, found.positive) == (14, (("B", 2), ("C", 2), ("D", 6), ("E", 4)), False)
    assert found.notes == ("The provisional rule of DSM-5 (1 B, 1 C, 2 D and 2 E items at 2 or more) is met.",)
    for name in ("pcl5-1", "pcl5-6", "pcl5-14", "pcl5-20"):
        less = score(PCL5, {**met, name: 1})
        assert less is not None
        assert "is not met" in less.notes[0]
    assert sum(len(one) for one in CLUSTERS.values()) == len({link_id for one in CLUSTERS.values() for link_id in one}) == 20


@pytest.mark.parametrize(("total", "positive", "stricter"), [(30, False, False), (31, True, False), (32, True, False), (33, True, True)])
def test_it_counts_the_pcl_5_from_the_limit_of_the_clinic(total: int, positive: bool, stricter: bool) -> None:
    known = {f"pcl5-{number}": 0 for number in range(1, 21)}
    for number in range(1, total // 4 + 1):
        known[f"pcl5-{number}"] = 4
    known[f"pcl5-{total // 4 + 1}"] = total % 4
    for limits, expected in ((LIMITS, positive), ({**LIMITS, "pcl5.positive": 33}, stricter)):
        found = score(PCL5, known, limits)
        assert found is not None
        assert (found.total, found.positive) == (total, expected)


@pytest.mark.parametrize(
    ("answered", "points", "value"), [(8, 16, 18), (8, 4, 5), (7, 7, 9), (7, 6, 8), (8, 1, 1), (9, 9, None), (6, 6, None), (8, 0, 0)]
)
def test_it_pro_rates_a_phq_9_with_one_or_two_answers_missing_and_calls_it_no_total(answered: int, points: int, value: int | None) -> None:
    known = {f"phq9-{number}": 0 for number in range(1, answered + 1)}
    for number in range(points):
        known[f"phq9-{number % answered + 1}"] += 1
    found = score(PHQ9, known)
    assert found is not None
    assert found.pro_rated == value
    assert (found.total is None) == (answered < 9)
    assert [("no total" in note and str(value) in note) for note in found.notes] == ([True] if value is not None else [])


def test_it_tells_when_all_points_of_the_audit_c_come_from_how_often() -> None:
    often = score_of("audit-c", audit_c_1=4, audit_c_2=0, audit_c_3=0)
    more = score_of("audit-c", audit_c_1=4, audit_c_2=1, audit_c_3=0)
    never = score_of("audit-c", audit_c_1=0)
    assert often is not None
    assert more is not None
    assert never is not None
    assert (len(often.notes), more.notes, never.notes) == (1, (), ())


def test_it_writes_a_score_as_plain_json() -> None:
    found = score(PCL5, {f"pcl5-{number}": 2 for number in range(1, 21)})
    assert found is not None
    assert json.loads(json.dumps(found.to_json()))["parts"] == [["B", 10], ["C", 4], ["D", 14], ["E", 12]]


def test_it_tells_a_score_as_plain_data() -> None:
    found = score(PCL5, dict.fromkeys(PCL5.scored, 2), LIMITS)
    assert found is not None
    told = found.to_json()
    assert told == json.loads(json.dumps(told))
    assert told.keys() == set(Score._fields)
    assert told["parts"] == [list(part) for part in found.parts]
    assert told["notes"] == list(found.notes)
    assert len(found.parts) == len(CLUSTERS)


def test_it_counts_by_the_line_of_the_clinic() -> None:
    said = {"indication": ["ptsd"], "pc-ptsd-5-event": True, **{f"pc-ptsd-5-{number}": number <= 3 for number in range(1, 6)}}
    answers = Answers.from_json(said, intake())
    for limits, positive in ((LIMITS, True), ({**LIMITS, "pc_ptsd_5.positive": 4}, False)):
        found = next(one for one in scores(answers.questionnaire, answers.known, limits) if one.instrument == "pc-ptsd-5")
        assert (found.total, found.positive) == (3, positive)


def test_it_works_out_the_points_of_each_item_the_same_way_whenever_it_is_asked() -> None:
    """They are worked out once, when the module is read; this asks again."""
    for scale in INSTRUMENTS.values():
        if scale.scored:
            assert tuple(scoring._points(item) for item in scale.items if item.link_id in scale.scored) == scoring.POINTS[scale.id]
    assert scoring.POINTS["phq-9"] == ((0, 3),) * 9
    assert scoring.POINTS["audit-c"] == ((0, 4),) * 3
    assert scoring.POINTS["pc-ptsd-5"] == ((0, 1),) * 5


def test_it_estimates_a_total_of_the_phq9_alone() -> None:
    told = {f"gad7-{number}": 2 for number in range(1, 7)}
    found = score(INSTRUMENTS["gad-7"], told)
    assert found is not None
    assert (found.title, found.items, found.answered, found.pro_rated) == (INSTRUMENTS["gad-7"].title, 7, 6, None)
    estimated = score(PHQ9, {f"phq9-{number}": 2 for number in range(1, 9)})
    assert estimated is not None
    assert estimated.notes == ("Pro-rated value 18: an estimate from 8 of 9 answers, no total.",)


def test_it_says_that_drinking_often_and_little_is_probably_within_limits() -> None:
    found = score(INSTRUMENTS["audit-c"], {"audit-c-1": 3, "audit-c-2": 0, "audit-c-3": 0})
    assert found is not None
    assert found.notes == ("All points come from how often, so drinking is probably within limits.",)


def test_it_counts_each_yes_once_at_both_ends_and_asks_for_an_answer_to_every_item() -> None:
    screen = INSTRUMENTS["pc-ptsd-5"]
    assert scoring.add_points(screen, [True, True, False, False, True]) == (3, 3, 0)
    assert scoring.add_points(screen, [True, None, False, False, UNKNOWN_NUMBER]) == (1, 3, 2)
    for said in ([True] * 4, [True] * 6):
        with pytest.raises(ValueError, match="zip"):
            scoring.add_points(screen, said)
