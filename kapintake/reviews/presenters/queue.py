"""The queue as a page: whose safety is at stake, then one line a case with its owner and the next act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from kapintake.alerts.selectors import AlertRow
from kapintake.clinics.models import Membership
from kapintake.reviews.again import AgainRow
from kapintake.reviews.models import PatientNote
from kapintake.reviews.noted import NoteRow
from kapintake.reviews.presenters.words import OUTCOME_GROUPS, outcome_words, waiting_words
from kapintake.reviews.selectors import Queue, QueueRow

OWN_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One case. `group` is urgent, stop, caution, missing or clear."""

    row: QueueRow
    name: str
    age: int | None
    language: str  # "" for English
    group: str
    main: str
    waiting: str
    holder: str  # "You", a colleague, or ""
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Tab:
    view: str
    title: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """Something that a patient wrote and nobody has dealt with."""

    row: NoteRow
    name: str
    what: str
    waiting: str


@dataclass(frozen=True, slots=True)
class AgainLine:
    """A decided case that is to be looked at again."""

    row: AgainRow
    name: str
    before: str
    after: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    view: str
    tabs: tuple[Tab, ...]
    urgent: tuple[tuple[AlertRow, str], ...]  # with how long ago it was said
    watch: tuple[tuple[AlertRow, str], ...]
    other_alerts: tuple[tuple[AlertRow, str], ...]
    notes: tuple[NoteLine, ...]
    again: tuple[AgainLine, ...]
    lines: tuple[QueueLine, ...]
    after: UUID | None
    at: datetime
    patient_ids: tuple[UUID, ...]

    @property
    def nothing(self) -> bool:
        return not self.lines


def queue_page(
    queue: Queue,
    alerts: Iterable[AlertRow],
    *,
    member: Membership,
    at: datetime,
    notes: Iterable[NoteRow] = (),
    again: Iterable[AgainRow] = (),
) -> QueuePage:
    written = tuple(_note(note, at) for note in notes)
    to_see = tuple(_again(row, at) for row in again)
    told = tuple((alert, waiting_words(alert.opened_at, at)) for alert in alerts)
    lines = tuple(_line(row, member, at) for row in queue.rows)
    titles = {"needs-us": _("Needs us"), "mine": _("Mine"), "waiting": _("Waiting for patient"), "decided": _("Decided, 7 days")}
    return QueuePage(
        view=queue.view,
        tabs=tuple(Tab(view, title, queue.counts[view], view == queue.view) for view, title in titles.items()),
        urgent=tuple(one for one in told if one[0].is_urgent),
        watch=tuple(one for one in told if one[0].is_watch),
        other_alerts=tuple(one for one in told if not one[0].is_urgent and not one[0].is_watch),
        notes=written,
        again=to_see,
        lines=lines,
        after=queue.after,
        at=at,
        patient_ids=tuple(
            dict.fromkeys(
                [
                    *(alert.patient_id for alert, _words in told),
                    *(note.row.patient_id for note in written),
                    *(one.row.patient_id for one in to_see),
                    *(line.row.patient_id for line in lines),
                ]
            )
        ),
    )


def _note(row: NoteRow, at: datetime) -> NoteLine:
    identity = row.banner.identity
    name = identity.sorted_name if identity else _("Name cannot be read")
    return NoteLine(row, name, str(PatientNote.Kind(row.kind).label), waiting_words(row.sent_at, at))


def _again(row: AgainRow, at: datetime) -> AgainLine:
    identity = row.banner.identity
    name = identity.sorted_name if identity else _("Name cannot be read")
    return AgainLine(row, name, outcome_words(row.before), outcome_words(row.after), row.due_at < at)


def _line(row: QueueRow, member: Membership, at: datetime) -> QueueLine:
    identity, is_mine = row.banner.identity, row.owner_id == member.user_id and row.state == "accepted"
    return QueueLine(
        row=row,
        name=identity.sorted_name if identity else _("Name cannot be read"),
        age=row.banner.age,
        language="" if row.language == OWN_LANGUAGE else str(get_language_info(row.language)["name_translated"]),
        group=OUTCOME_GROUPS[row.severity] if row.can_be_read else "urgent",
        main=_main(row),
        waiting=waiting_words(row.opened_at, row.completed_at or at),
        holder="" if row.state != "accepted" else _("You") if is_mine else row.owner_name,
        is_mine=is_mine,
    )


def _main(row: QueueRow) -> str:
    if row.decision:
        return row.decision
    if not row.can_be_read:
        return _("Cannot be read")
    if not row.assessed:
        return _("Could not be assessed")
    return row.main or (_("Questions are open") if row.severity else _("No concerns found"))
