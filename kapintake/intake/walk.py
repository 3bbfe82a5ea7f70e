"""The way through the questionnaire: which pages apply now, which comes next, where to resume, how a part stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kapintake.intake.document import PHONE, answer_in, complete, is_known
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.questionnaires import Place, places_of
from kapintake.intake.selectors import answers_of, open_items_of
from screening import Item, Section, Truth
from screening.conditions import reads


@dataclass(frozen=True)
class Walk:
    """One response, looked at once for one page view."""

    response: QuestionnaireResponse
    document: Mapping[str, Any]
    answers: Any
    open: frozenset[str]  # must be answered, declined or "not sure" before sending

    @classmethod
    def of(cls, response: QuestionnaireResponse) -> "Walk":
        document = complete(response.current)
        answers = answers_of(response, document)
        return cls(response, document, answers, frozenset(open_items_of(response, answers)))

    @property
    def places(self) -> tuple[Place, ...]:
        return places_of(self.response)

    def items_at(self, place: Place) -> tuple[Item, ...]:
        """The items of the page that are asked now: those that branching shows, and any that sending waits for."""
        return tuple(item for item in place.page.items if item.link_id in self.open or self.answers.shown(item) is Truth.TRUE)

    def applies(self, place: Place) -> bool:
        return bool(self.items_at(place))

    def in_part(self, part: int) -> list[Place]:
        """The pages of a part that apply now."""
        return [place for place in self.places if place.part == part and self.applies(place)]

    def is_open(self, place: Place) -> bool:
        """Whether something on the page has not been answered in any way."""
        return any(not self._is_answered(item) for item in self.items_at(place))

    def is_by_phone(self, place: Place) -> bool:
        """Whether she wants to be asked the questions of this part by phone."""
        return self.document["postponed"].get(place.section.id) == PHONE

    def is_required(self, place: Place) -> bool:
        return any(item.link_id in self.open for item in self.items_at(place))

    def _is_answered(self, item: Item) -> bool:
        value = answer_in(self.document, item.link_id)
        return is_known(value) or value.get("state") in ("declined", "unsure")

    def after(self, place: Place) -> Place | None:
        """The next page of the same part with something unanswered; None at the end of the part."""
        return next((one for one in self.in_part(place.part) if one.number > place.number and self.is_open(one)), None)

    def following(self, place: Place) -> Place | None:
        """The next page of the same part, answered or not."""
        return next((one for one in self.in_part(place.part) if one.number > place.number), None)

    def before(self, place: Place) -> Place | None:
        """The page before in the same part."""
        return next((one for one in reversed(self.in_part(place.part)) if one.number < place.number), None)

    def resume_in(self, part: int) -> Place | None:
        """Where to go on in a part: what sending waits for, then what is merely unanswered, then its first page."""
        pages = self.in_part(part)
        wanted = [place for place in pages if self.is_required(place)] or [place for place in pages if self.is_open(place)] or pages
        return wanted[0] if wanted else None

    def parts(self) -> list["Part"]:
        """Every part that has pages now, in order."""
        numbers = dict.fromkeys(place.part for place in self.places)
        return [part for number in numbers if (part := self.part(number)) is not None]

    def part(self, number: int) -> "Part | None":
        pages = self.in_part(number)
        if not pages:
            return None
        still = sum(self.is_required(place) for place in pages)
        touched = any(self._is_answered(item) for place in pages for item in self.items_at(place))
        answered = sum(not self.is_open(place) for place in pages)
        section = pages[0].section
        return Part(
            number,
            section,
            pages=len(pages),
            answered=answered,
            required=still,
            is_begun=touched,
            postponed=self.document["postponed"].get(section.id, ""),
            was_reopened=bool(still) and self._was_reopened(pages),
        )

    def _was_reopened(self, pages: list[Place]) -> bool:
        """Whether the part was gone through, and an answer given after that opened what is open in it now.

        Going through a part in order does not count: there the answer that opens a question comes before those behind it.
        """
        own = [item for place in pages for item in self.items_at(place)]
        if any(item.core and item.enable_when is None and not self._is_answered(item) for item in own):
            return False
        behind = [item for place in self.places if place.part > pages[0].part for item in place.page.items]
        waiting = [(number, item) for number, item in enumerate(own, start=1) if item.link_id in self.open]
        return any(self._came_later(item, before=[*own[number:], *behind]) for number, item in waiting)

    def _came_later(self, item: Item, *, before: list[Item]) -> bool:
        """Whether the answer that opened the item is younger than one of these, which stand behind it."""
        parents, touched = reads(item.enable_when) if item.enable_when else frozenset(), self.document["touched"]
        opened = max((touched.get(link_id, 0) for link_id in parents), default=0)
        return any(0 < touched.get(one.link_id, 0) < opened for one in before if self._is_answered(one))

    def next_part(self, number: int) -> "Part | None":
        """The next part that is not done, after this one and then from the beginning. What she left for later comes last."""
        parts = [part for part in self.parts() if not part.is_done and part.number != number]
        onward = [*(part for part in parts if part.number > number), *(part for part in parts if part.number < number)]
        return next((part for part in onward if not part.postponed), onward[0] if onward else None)

    def is_fixed(self, part: int) -> bool:
        """Whether the part has the same pages for everybody, so that they can be counted. What is asked besides does not count."""
        return not any(item.enable_when and item.core for place in self.places if place.part == part for item in place.page.items)

    def numbering(self, place: Place) -> tuple[int, int]:
        """(2, 6) for "question 2 of 6"; the total is 0 where the part's length may still change, and of pages asked besides."""
        pages = self.in_part(place.part)
        number = sum(one.number <= place.number for one in pages) or 1
        always = [one for one in pages if not all(item.enable_when for item in one.page.items)]
        return number, len(always) if self.is_fixed(place.part) and place in always else 0


@dataclass(frozen=True, slots=True)
class Part:
    """A part as the task list shows it. Done means that sending waits for nothing in it."""

    number: int
    section: Section
    pages: int
    answered: int
    required: int
    is_begun: bool
    postponed: str = ""  # "later" or "phone"
    was_reopened: bool = False  # a question was changed or added since it was done

    @property
    def is_done(self) -> bool:
        return self.required == 0 and (self.is_begun or self.postponed == PHONE or self.answered == self.pages or not self._has_core)

    @property
    def _has_core(self) -> bool:
        return any(item.core for item in self.section.items)
