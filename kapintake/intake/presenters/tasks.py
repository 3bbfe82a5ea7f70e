"""The task list: what is done, what is left, how long that takes, and the address of each page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kapintake.intake.company import is_private
from kapintake.intake.document import PHONE
from kapintake.intake.pace import minutes_left, told
from kapintake.intake.questionnaires import Place
from kapintake.intake.walk import Part, Walk

FROM_CHECK = "?from=check"


@dataclass(frozen=True, slots=True)
class Task:
    title: str
    status: str
    url: str = ""
    tone: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TaskGroup:
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class TaskList:
    groups: tuple[TaskGroup, ...]
    done: int
    total: int
    minutes: int
    next: Part | None
    next_url: str


def page_url(place: Place, *, checking: bool = False) -> str:
    return reverse("intake:page", args=(place.part, place.number)) + (FROM_CHECK if checking else "")


def part_url(walk: Walk, part: Part) -> str:
    """Where a part is entered: its introduction when it is fresh, else the page to go on with."""
    if is_private(part.section) or (not part.is_begun and has_introduction(part)):
        return reverse("intake:part", args=(part.number,))
    place = walk.resume_in(part.number)
    return page_url(place) if place else reverse("intake:task_list")


def whole_scale(walk: Walk, part: int) -> list[Place]:
    """The pages of the part that ask a published scale, where there is more than one of them."""
    places = [place for place in walk.in_part(part) if place.page.instrument]
    return places if len(places) > 1 else []


def next_in_part(walk: Walk, part: int, *, after: int = 0) -> str:
    """The first page of the part, past the page `after`, that has something unanswered; else the end of the part."""
    left = (place for place in walk.in_part(part) if place.number > after and walk.is_open(place))
    place = next(left, None)
    return page_url(place) if place else reverse("intake:part_done", args=(part,))


def has_introduction(part: Part) -> bool:
    return bool(part.section.intro) or any(page.instrument for page in part.section.pages)


def task_list(walk: Walk, *, minutes_before: int | None = None) -> TaskList:
    """`minutes_before` is what this sitting was told last."""
    parts = walk.parts()
    groups: dict[str, list[Task]] = {}
    for part in parts:
        groups.setdefault(part.section.group, []).append(_task(walk, part))
    unfinished = [part for part in parts if not part.is_done]
    sending = Task(_("Check your answers and send them"), _("Ready"), reverse("intake:check"), tone="todo")
    if unfinished:
        sending = Task(_("Check your answers and send them"), _("Cannot start yet"), hint=_finish_first(list(groups), unfinished))
    shown = [TaskGroup(title, tuple(tasks)) for title, tasks in groups.items()]
    shown.append(TaskGroup(_("Check and send to the clinic"), (sending,)))
    following = next((part for part in unfinished if not part.postponed), unfinished[0] if unfinished else None)
    return TaskList(
        tuple(shown),
        done=len(parts) - len(unfinished),
        total=len(parts),
        minutes=told(minutes_left(walk), minutes_before),
        next=following,
        next_url=part_url(walk, following) if following else reverse("intake:check"),
    )


def _finish_first(groups: list[str], unfinished: list[Part]) -> str:
    """Finish parts 2 and 3: the numbers that stand before the headings."""
    numbers = sorted({groups.index(part.section.group) + 1 for part in unfinished})
    if len(numbers) == 1:
        return _("First finish part %(number)s.") % {"number": numbers[0]}
    together = {"numbers": ", ".join(map(str, numbers[:-1])), "last": numbers[-1]}
    return _("First finish parts %(numbers)s and %(last)s.") % together


def _task(walk: Walk, part: Part) -> Task:
    url = part_url(walk, part)
    if part.postponed and part.required:
        return Task(part.section.title, _("Later"), url, tone="todo")
    if part.postponed == PHONE:
        return Task(part.section.title, _("By phone"), url, tone="plain")
    if part.is_done:
        return Task(part.section.title, _("Done"), url, tone="plain")
    if not part.is_begun:
        return Task(part.section.title, _("Not started"), url, tone="todo")
    if part.was_reopened:
        return Task(part.section.title, _("Needs an update"), url, tone="update")
    words = _("In progress")
    if walk.is_fixed(part.number):
        words = _("In progress, %(answered)s of %(pages)s") % {"answered": part.answered, "pages": part.pages}
    return Task(part.section.title, words, url, tone="now")
