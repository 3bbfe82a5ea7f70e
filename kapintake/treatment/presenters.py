"""What the pages after "go on" show, put together once: the list of steps, and where what a card says comes from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kapintake.treatment.content.cards import CARDS
from kapintake.treatment.content.questions import QUESTIONS
from kapintake.treatment.scheduling import WORDS
from kapintake.treatment.selectors import Standing, scheduling_values
from screening import CITATIONS, CitationStatus

SEEN_HOW = {
    CitationStatus.SEEN: gettext_lazy("read in the source"),
    CitationStatus.ABSTRACT: gettext_lazy("only its summary was read"),
    CitationStatus.SECONDARY: gettext_lazy("read in a page about the source"),
    CitationStatus.RECALLED: gettext_lazy("general knowledge, not looked up"),
    CitationStatus.POLICY: gettext_lazy("our own rule"),
}


@dataclass(frozen=True, slots=True)
class Source:
    reference: str
    seen_how: str


def sources_of(keys: Iterable[str]) -> tuple[Source, ...]:
    """Each source with how far it was seen, as wherever else evidence is shown."""
    return tuple(Source(CITATIONS[key].reference, str(SEEN_HOW[CITATIONS[key].status])) for key in keys)


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    status: str
    url: str = ""
    tone: str = "plain"
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    tasks: tuple[Step, ...]


def steps_of(standing: Standing) -> tuple[Group, ...]:
    """The way to a first date."""
    return (
        Group(_("About the treatment"), (_reading(), _questions(standing), _signing(standing))),
        Group(_("Before a date"), (_scheduling(standing),)),
    )


def _reading() -> Step:
    number = len(CARDS)
    words = ngettext("%(number)s short page", "%(number)s short pages", number) % {"number": number}
    return Step(_("What to know"), words, reverse("treatment:card", args=(1,)))


def _questions(standing: Standing) -> Step:
    title, total, settled = _("Was it clear? A few questions"), len(QUESTIONS), standing.settled
    first = standing.next_check
    if first is not None:
        url = reverse("treatment:question", args=(first.number,))
        if not settled and not standing.to_discuss:
            return Step(title, _("Not started"), url, "todo")
        return Step(title, _("In progress, %(done)s of %(total)s") % {"done": total - _open(standing), "total": total}, url, "now")
    if standing.to_discuss:
        return Step(title, _("To discuss"), reverse("treatment:question", args=(standing.to_discuss[0].number,)), "now")
    return Step(title, _("Done"), reverse("treatment:question", args=(1,)))


def _open(standing: Standing) -> int:
    return sum(check.state == "open" for check in standing.checks)


def _signing(standing: Standing) -> Step:
    title, url = _("Agree and sign"), reverse("treatment:sign")
    if standing.consent is not None:
        day = date_format(localtime(standing.consent.given_at), "MONTH_DAY_FORMAT")
        return Step(title, _("Signed on %(day)s") % {"day": day}, url)
    if standing.may_sign:
        return Step(title, _("You took it back") if standing.was_taken_back else _("Ready"), url, "todo")
    if standing.to_discuss:
        return Step(title, _("To discuss"), tone="off", hint=_("Someone from the clinic talks it through with you first."))
    return Step(title, _("Cannot start yet"), tone="off", hint=_("First answer the questions above."))


def _scheduling(standing: Standing) -> Step:
    title, url = _("Getting there and home"), reverse("treatment:plan")
    said = scheduling_values(standing.scheduling)
    if not said:
        return Step(title, _("Not started"), url, "todo")
    return Step(title, _("Done"), url) if len(said) == len(WORDS) else Step(title, _("In progress"), url, "now")
