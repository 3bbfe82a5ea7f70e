"""Who may open a page: `@access(...)` on every view of ours, one table for the pages of libraries, deny otherwise.

It knows roles and views, no records: which object a person may see is a selector's matter.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """ANYONE and SIGNED_IN are not given to people: they say that a page asks for no role."""

    ANYONE = "anyone"
    SIGNED_IN = "signed-in"
    PATIENT = "patient"
    PRESCRIBER = "prescriber"
    THERAPIST = "therapist"
    FRONT_DESK = "front-desk"
    CLINIC_ADMIN = "clinic-admin"
    PRIVACY_OFFICER = "privacy-officer"

    @property
    def is_staff(self) -> bool:
        return self in STAFF

    @property
    def label(self) -> Any:
        return LABELS[self]


STAFF = frozenset({Role.PRESCRIBER, Role.THERAPIST, Role.FRONT_DESK, Role.CLINIC_ADMIN, Role.PRIVACY_OFFICER})
CLINICIANS = (Role.PRESCRIBER, Role.THERAPIST)
LABELS = {
    Role.ANYONE: _("anyone"),
    Role.SIGNED_IN: _("signed in"),
    Role.PATIENT: _("patient"),
    Role.PRESCRIBER: _("prescriber"),
    Role.THERAPIST: _("therapist"),
    Role.FRONT_DESK: _("front desk"),
    Role.CLINIC_ADMIN: _("clinic admin"),
    Role.PRIVACY_OFFICER: _("privacy officer"),
}


def access(*roles: Role) -> Callable[[View], View]:
    """Declare who may open the view; the middleware refuses everybody else, and every view that declares nothing."""

    def declare(view: View) -> View:
        view.access = frozenset(roles)  # type: ignore[attr-defined]  # a mark on the function, read by the middleware
        return view

    return declare
