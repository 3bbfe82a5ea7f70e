"""Who may open a page: `@access(...)` on every view of ours, one table for the pages of libraries, deny otherwise.

It knows roles and views, no records: which object a person may see is a selector's matter.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """ANYONE and SIGNED_IN are not given to people: they say that a page asks for no role. SITE_ADMIN is whoever may open the admin."""

    ANYONE = "anyone"
    SIGNED_IN = "signed-in"
    PATIENT = "patient"
    PRESCRIBER = "prescriber"
    THERAPIST = "therapist"
    FRONT_DESK = "front-desk"
    CLINIC_ADMIN = "clinic-admin"
    PRIVACY_OFFICER = "privacy-officer"
    SITE_ADMIN = "site-admin"

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
    Role.SITE_ADMIN: _("site admin"),
}


def access(*roles: Role) -> Callable[[View], View]:
    """Declare who may open the view; the middleware refuses everybody else, and every view that declares nothing."""
    if not roles:
        raise ValueError("A view is opened by somebody: name at least one role.")

    def declare(view: View) -> View:
        view.access = frozenset(roles)  # type: ignore[attr-defined]  # a mark on the function, read by the middleware
        return view

    return declare


_ANYONE, _SIGNED_IN = frozenset({Role.ANYONE}), frozenset({Role.SIGNED_IN})

# Pages of libraries, by the name of their address; whole namespaces end in a colon. What is not listed is closed.
LIBRARY_PAGES: dict[str, frozenset[Role]] = {
    "account_login": _ANYONE,
    "account_logout": _ANYONE,
    "account_signup": _ANYONE,
    "account_inactive": _ANYONE,
    "account_email_verification_sent": _ANYONE,
    "account_request_login_code": _ANYONE,
    "account_confirm_login_code": _ANYONE,
    "account_reset_password": _ANYONE,
    "account_reset_password_done": _ANYONE,
    "account_reset_password_from_key": _ANYONE,
    "account_reset_password_from_key_done": _ANYONE,
    "account_confirm_password_reset_code": _ANYONE,
    "account_complete_password_reset": _ANYONE,
    "account_password_reset_completed": _ANYONE,
    "account_reauthenticate": _SIGNED_IN,
    "account_email": _SIGNED_IN,
    "account_change_password": _SIGNED_IN,
    "account_set_password": _SIGNED_IN,
    "mfa_authenticate": _ANYONE,  # half signed in: the library holds who it is, nobody is signed in yet
    "mfa_index": _SIGNED_IN,
    "mfa_reauthenticate": _SIGNED_IN,
    "mfa_activate_totp": _SIGNED_IN,
    "mfa_deactivate_totp": _SIGNED_IN,
    "mfa_view_recovery_codes": _SIGNED_IN,
    "mfa_generate_recovery_codes": _SIGNED_IN,
    "mfa_download_recovery_codes": _SIGNED_IN,
    "mfa_login_webauthn": _ANYONE,
    "mfa_list_webauthn": _SIGNED_IN,
    "mfa_add_webauthn": _SIGNED_IN,
    "mfa_reauthenticate_webauthn": _SIGNED_IN,
    "mfa_remove_webauthn": _SIGNED_IN,  # behind accounts/urls.py, which keeps a factor for staff; never reached by address
    "mfa_edit_webauthn": _SIGNED_IN,  # likewise: passkeys have no names
    "admin:": frozenset({Role.SITE_ADMIN}),
}

# What staff who have not shown a second factor may reach: enrolment, sign-out, help, and what knows nobody (AN-2).
WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_login", "account_logout", "account_reauthenticate", "account_email_verification_sent", "account_inactive",
        "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_reauthenticate",
        "help_now", "healthz", "readyz",
    }
)  # fmt: skip


def roles_declared(view: Callable[..., Any], view_name: str) -> frozenset[Role]:
    """Who may open this view: its own mark, else the table, else nobody."""
    marked: frozenset[Role] | None = getattr(view, "access", None)
    if marked is not None:
        return marked
    namespace, colon, _name = view_name.rpartition(":")
    return LIBRARY_PAGES.get(view_name) or LIBRARY_PAGES.get(f"{namespace}{colon}") or frozenset()


def may_open(declared: frozenset[Role], held: frozenset[Role]) -> bool:
    """Whether somebody with these roles (none: not signed in) may open a page that declares those."""
    return Role.ANYONE in declared or bool(held) and (Role.SIGNED_IN in declared or bool(declared & held))
