"""Where a person is in the questionnaire."""

from screening import Answers, intake, next_page, open_items, pages, section_status
from screening.progress import SectionStatus
from tests.screening.patients import answers


def test_it_numbers_every_page_within_its_part() -> None:
    every = pages(intake())
    assert [one.number for one in every if one.section.id == "mood"] == list(range(1, 11))
    assert len(every) == sum(len(section.pages) for section in intake().sections)


def test_it_begins_at_the_first_page_and_ends_when_nothing_required_is_open() -> None:
    first = next_page(Answers.from_json({}, intake()))
    assert first is not None
    assert (first.section.id, first.number) == ("reason", 1)
    assert next_page(answers({})) is None
    assert open_items(answers({})) == ()


def test_it_goes_on_after_a_page_and_comes_back_for_what_was_passed_over() -> None:
    said = answers({"indication": None, "seizure": None})
    first = next_page(said)
    assert first is not None
    later = next_page(said, first)
    assert later is not None
    assert (first.section.id, later.section.id) == ("reason", "brain")
    assert next_page(said, later) is None


def test_it_asks_a_follow_up_only_once_its_parent_shows_it() -> None:
    assert "cssrs-3" not in {item.link_id for item in open_items(Answers.from_json({}, intake()))}
    assert "cssrs-3" in {item.link_id for item in open_items(Answers.from_json({"cssrs-2": True}, intake()))}


def test_it_counts_declined_and_unsure_as_answered() -> None:
    for state in ("declined", "unsure"):
        assert open_items(answers({"aneurysm": {"state": state}})) == ()
    for state in ("unanswered", "not-applicable", "not-measured"):
        assert [item.link_id for item in open_items(answers({"aneurysm": {"state": state}}))] == ["aneurysm"]


def test_it_tells_the_state_of_each_part() -> None:
    brain = next(section for section in intake().sections if section.id == "brain")
    assert section_status(brain, Answers.from_json({}, intake())) is SectionStatus.NOT_STARTED
    assert section_status(brain, Answers.from_json({"seizure": False}, intake())) is SectionStatus.IN_PROGRESS
    assert section_status(brain, answers({})) is SectionStatus.DONE
