"""Small words of the case page: how long somebody waits, how far a source was seen, where a reading was refused."""

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from screening import Outcome

GROUPS = {"urgent": "urgent", "contraindication": "stop", "review": "caution", "needs-information": "missing"}
GROUP_TITLES = {
    "urgent": gettext_lazy("Urgent"),
    "stop": gettext_lazy("Stop"),
    "caution": gettext_lazy("Caution"),
    "missing": gettext_lazy("Missing or unclear"),
}
OUTCOME_TITLES = {
    Outcome.URGENT: GROUP_TITLES["urgent"],
    Outcome.CONTRAINDICATED: GROUP_TITLES["stop"],
    Outcome.NEEDS_REVIEW: GROUP_TITLES["caution"],
    Outcome.NEEDS_INFORMATION: GROUP_TITLES["missing"],
    Outcome.NO_CONCERNS: gettext_lazy("No concerns found"),
}
OUTCOME_GROUPS = {4: "urgent", 3: "stop", 2: "caution", 1: "missing", 0: "clear"}
SOURCE_STATUS = {
    "seen": gettext_lazy("Read in the source"),
    "abstract": gettext_lazy("Abstract seen only"),
    "secondary": gettext_lazy("From a page about the source"),
    "recalled": gettext_lazy("Recalled, not looked up"),
    "policy": gettext_lazy("Our policy, no single source"),
}
RESPOND_WITHIN = {
    "15 minutes": gettext_lazy("within 15 minutes"),
    "60 minutes": gettext_lazy("within 60 minutes"),
    "same day": gettext_lazy("the same day"),
    "2 working days": gettext_lazy("within 2 working days"),
}
CANNOT_BE_READ: Promise | str = gettext_lazy("Cannot be read")
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def waiting_words(since: datetime, at: datetime) -> str:
    """22 min; 3 h; 1 d 2 h."""
    waited = max(at - since, timedelta())
    if waited < _HOUR:
        return _("%(minutes)d min") % {"minutes": waited // timedelta(minutes=1)}
    hours = waited // _HOUR
    if waited < _DAY:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(days)d d %(hours)d h") % {"days": hours // 24, "hours": hours % 24}


def outcome_words(outcome: str) -> str:
    """What an outcome is called on staff pages; whatever is none could not be assessed."""
    known = outcome in set(Outcome)
    return str(OUTCOME_TITLES[Outcome(outcome)]) if known else _("Could not be assessed")


def changed_words(times: int) -> str:
    return ngettext("Changed once", "Changed %(times)d times", times) % {"times": times}
