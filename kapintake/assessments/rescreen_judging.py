"""What the proposed protocol says of the people of one chunk, against what they were assessed with, on the day of that.

First over columns; where these cannot be used, out of the documents; where a group fails, person by person. Whoever
cannot be judged is counted as not assessed, never left out.
"""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

import structlog

import screening
from kapintake.assessments.failures import told
from kapintake.assessments.models import Assessment, AssessmentStatus, ColumnChunk, RescreenChunk
from kapintake.assessments.rescreen_columns import id_at, open_columns, parted
from kapintake.assessments.rescreen_reading import assessments_by_id, read_answers
from kapintake.assessments.rescreen_tally import Tally
from kapintake.assessments.selectors import screening_protocol
from kapintake.assessments.services import NOT_ASSESSED
from kapintake.sealing import CannotBeRead
from screening import Answers, Protocol

log = structlog.get_logger()
Person = tuple[Assessment, Answers]


def judge_chunk(chunk: RescreenChunk, proposed: Protocol) -> Tally:
    """Everybody of the chunk, once."""
    if chunk.columns is not None:
        tally = judge_columns(chunk.columns, proposed)
        if tally is not None:
            return tally
    return judge_documents(parted(chunk.assessments), proposed)


def judge_columns(packed: ColumnChunk, proposed: Protocol) -> Tally | None:
    """From the snapshot. None where it does not open or does not do for this protocol."""
    try:
        answer = screening.what_if(open_columns(packed), screening_protocol(packed.protocol), proposed)
        return Tally.of(answer, name=lambda place: str(id_at(packed.assessments, int(place))))
    except (CannotBeRead, screening.ScreeningError) as error:
        log.error("rescreen.columns-not-used", chunk=str(packed.pk), **told(error))
        return None


def judge_documents(ids: Sequence[UUID], proposed: Protocol) -> Tally:
    """From what each assessment holds."""
    tally, groups = Tally(), defaultdict[tuple[screening.Questionnaire, Protocol], list[Person]](list)
    for assessment in assessments_by_id(ids):
        answers = read_answers(assessment)
        if answers is None:
            tally.add_person(str(assessment.pk), assessment.outcome, NOT_ASSESSED)
            continue
        current = _current(assessment)
        if current is None:
            _judge_one(tally, assessment, answers, None, proposed)
        else:
            groups[answers.questionnaire, current].append((assessment, answers))
    for (_, current), people in groups.items():
        tally.add(_judge_group(people, current, proposed))
    return tally


def not_judged(ids: Sequence[UUID]) -> Tally:
    """All of them as not assessed: for a chunk that nobody can finish."""
    tally = Tally()
    for assessment in assessments_by_id(ids):
        tally.add_person(str(assessment.pk), assessment.outcome, NOT_ASSESSED)
    return tally


def _current(assessment: Assessment) -> Protocol | None:
    """The limits that it was assessed with; None where it was not, or where these cannot be read any more."""
    if assessment.status == AssessmentStatus.FAILURE:
        return None
    try:
        return screening_protocol(assessment.protocol)
    except screening.InvalidProtocol:
        return None


def _judge_group(people: Sequence[Person], current: Protocol, proposed: Protocol) -> Tally:
    phrases = tuple(dict.fromkeys((current.phrases, proposed.phrases)))
    try:
        columns = screening.columns_of(
            [answers for _, answers in people],
            [assessment.as_of for assessment, _ in people],
            phrases=phrases,
            keys=[str(assessment.pk) for assessment, _ in people],
        )
        return Tally.of(screening.what_if(columns, current, proposed))
    except Exception as error:  # one of them, most likely: each is tried alone
        log.error("rescreen.group-failed", people=len(people), **told(error))
    tally = Tally()
    for assessment, answers in people:
        _judge_one(tally, assessment, answers, current, proposed)
    return tally


def _judge_one(tally: Tally, assessment: Assessment, answers: Answers, current: Protocol | None, proposed: Protocol) -> None:
    was, is_now = (_assessed(answers, protocol, assessment) for protocol in (current, proposed))
    tally.add_person(
        str(assessment.pk),
        str(was.outcome) if was else assessment.outcome,
        str(is_now.outcome) if is_now else NOT_ASSESSED,
        [finding.id for finding in was.fired] if was else (),
        [finding.id for finding in is_now.fired] if is_now else (),
    )


def _assessed(answers: Answers, protocol: Protocol | None, assessment: Assessment) -> screening.Assessment | None:
    if protocol is None:
        return None
    try:
        return screening.assess(answers, protocol, assessment.as_of)
    except Exception as error:  # a case that fails is a case for a person
        log.error("rescreen.not-assessed", assessment=str(assessment.pk), **told(error))
        return None
