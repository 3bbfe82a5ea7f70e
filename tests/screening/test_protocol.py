"""A protocol may move a limit within its range and its family's order, and nothing else."""

import json

import pytest

from screening import InvalidProtocol, Protocol, Severity
from screening.criteria import CRITERIA
from screening.limits import LIMITS
from screening.protocol import LONGEST_PHRASE, MOST_PHRASES


def test_it_starts_with_the_shipped_limits() -> None:
    assert dict(Protocol.default().limits) == {spec.name: spec.default for spec in LIMITS}


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        ({"bp.review_systolic": 151}, ["bp.review_systolic", "from 130 to 150"]),
        ({"bp.review_systolic": 129}, ["bp.review_systolic"]),
        ({"bp.review_systolic": "140"}, ["bp.review_systolic", "number"]),
        ({"bp.review_systolic": True}, ["bp.review_systolic", "number"]),
        ({"bp.review_systolic": float("nan")}, ["bp.review_systolic"]),
        ({"bp.review_systolic": 140.5}, ["bp.review_systolic", "whole"]),
        ({"bp.review_systolic": None}, ["bp.review_systolic"]),
        ({"bp.nobody": 1}, ["bp.nobody"]),
        ({"age.most": 111}, ["age.most"]),
        ({"bp.review_systolic": 150, "bp.uncontrolled_systolic": 150}, ["bp.review_systolic", "bp.uncontrolled_systolic"]),
        ({"bp.uncontrolled_systolic": 180, "bp.crisis_systolic": 180}, ["bp.uncontrolled_systolic", "bp.crisis_systolic"]),
    ],
)
def test_it_refuses_a_limit_out_of_range_or_order_and_names_it(limits: dict, named: list[str]) -> None:
    with pytest.raises(InvalidProtocol) as refused:
        Protocol.from_json({"limits": limits})
    assert all(word in str(refused.value) for word in named)
    assert "\n" not in str(refused.value)


def test_it_accepts_another_severity_only_where_the_criterion_allows_it() -> None:
    assert Protocol.from_json({"severities": {"med-maoi": "contraindication"}}).severities == {"med-maoi": Severity.CONTRAINDICATION}
    for severities in ({"suicide-high": "review"}, {"med-maoi": "urgent"}, {"nobody": "review"}, {"med-maoi": "strong"}, {"med-maoi": 3}):
        with pytest.raises(InvalidProtocol):
            Protocol.from_json({"severities": severities})


@pytest.mark.parametrize(
    "data", [[], 1, {"limits": []}, {"phrases": "x"}, {"phrases": [1]}, {"phrases": [" "]}, {"phrases": ["a\n"]}, {"x": 1}]
)
def test_it_refuses_json_that_is_no_protocol(data: object) -> None:
    with pytest.raises(InvalidProtocol):
        Protocol.from_json(data)


def test_it_reads_back_what_it_wrote() -> None:
    protocol = Protocol.from_json({"limits": {"bmi.high": 32.5}, "severities": {"med-opioid": "contraindication"}, "phrases": ["the end"]})
    again = Protocol.from_json(json.loads(json.dumps(protocol.to_json())))
    assert again == protocol
    assert again.digest == protocol.digest


def test_it_has_one_digest_for_one_content() -> None:
    assert Protocol({"bmi.high": 35}).digest == Protocol({"bmi.high": 35.0}).digest == Protocol.default().digest
    assert Protocol({"bmi.high": 34}).digest != Protocol.default().digest


def test_it_cannot_be_changed_afterwards() -> None:
    protocol = Protocol.default()
    with pytest.raises(TypeError):
        protocol.limits["bmi.high"] = 1  # type: ignore[index]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "A protocol is a JSON object."),
        ({"limits": []}, "limits is a JSON object."),
        ({"severities": 1}, "severities is a JSON object."),
        ({"phrases": "x"}, "phrases is a list of texts."),
        ({"limits": {"age.most": 111}}, "age.most is 111; allowed is 110 years."),
        ({"limits": {"age.min": 22}}, "age.min is 22; allowed is from 18 to 21 years."),
        (
            {"severities": {"med-maoi": "strong"}},
            "The severity of 'med-maoi' is one of needs-information, review, contraindication, urgent.",
        ),
        ({"severities": {"med-maoi": "urgent"}}, "med-maoi is review or contraindication."),
        ({"severities": {"med-z-drug": "contraindication"}}, "med-z-drug is review, and no clinic can change it."),
    ],
)
def test_it_says_what_is_wrong_and_what_is_allowed(data: object, message: str) -> None:
    with pytest.raises(InvalidProtocol) as refused:
        Protocol.from_json(data)
    assert str(refused.value) == message


def test_it_takes_as_many_and_as_long_phrases_as_it_says() -> None:
    assert len(Protocol(phrases=tuple(f"phrase {number}" for number in range(MOST_PHRASES))).phrases) == MOST_PHRASES
    assert Protocol(phrases=("x" * LONGEST_PHRASE,)).phrases == ("x" * LONGEST_PHRASE,)
    for phrases in (tuple(f"phrase {number}" for number in range(MOST_PHRASES + 1)), ("x" * (LONGEST_PHRASE + 1),), ("",)):
        with pytest.raises(InvalidProtocol):
            Protocol(phrases=phrases)


def test_it_keeps_what_it_was_given_whatever_becomes_of_that() -> None:
    severities, phrases = {"med-maoi": Severity.CONTRAINDICATION}, ["the end"]
    protocol = Protocol(severities=severities, phrases=phrases)  # type: ignore[arg-type]
    severities["med-opioid"] = Severity.CONTRAINDICATION
    phrases.append("another")
    assert (protocol.severities, protocol.phrases) == ({"med-maoi": Severity.CONTRAINDICATION}, ("the end",))
    with pytest.raises(TypeError):
        protocol.severities["med-opioid"] = Severity.REVIEW  # type: ignore[index]


def test_it_gives_the_severity_of_the_clinic_or_else_the_shipped_one() -> None:
    maoi, opioid = (next(one for one in CRITERIA if one.id == name) for name in ("med-maoi", "med-opioid"))
    chosen = Protocol(severities={"med-maoi": Severity.CONTRAINDICATION})
    assert (chosen.severity(maoi), chosen.severity(opioid)) == (Severity.CONTRAINDICATION, Severity.REVIEW)
    assert Protocol().severity(maoi) is Severity.REVIEW


def test_it_is_equal_only_to_a_protocol_of_the_same_content_and_criteria() -> None:
    assert Protocol() == Protocol.default()
    assert Protocol() != Protocol({"bmi.high": 34})
    assert Protocol() != Protocol(criteria=CRITERIA[:1])
    assert Protocol() != "a protocol"
    assert hash(Protocol()) == hash(Protocol.default())
