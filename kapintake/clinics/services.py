"""Running a clinic: invitations, roles, settings. Every change is an event that names the fields, never their values."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kapintake.access import Role
from kapintake.accounts.models import User, folded_email
from kapintake.audit.context import origin
from kapintake.audit.services import record
from kapintake.clinics.models import Clinic, ConsentText, Invitation, Membership
from kapintake.clinics.selectors import active_admins_of, membership_for
from kapintake.notifications.models import Template
from kapintake.notifications.services import queue_message

INVITATION_LASTS = timedelta(days=7)
OPENS_ADMIN_PAGES = frozenset({Role.CLINIC_ADMIN, Role.PRIVACY_OFFICER, Role.PRESCRIBER})  # a prescriber finds the protocols there


class RefusedChange(Exception):
    """The change would break a promise of ours; its text says which, for the person who tried."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom an invitation is mailed to: nobody with an account yet."""

    pk: UUID
    email: str
    language: str = "en"


def token_at_rest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def acting_role(by: User) -> str:
    member = membership_for(by)
    return member.role if member else ("site-admin" if by.is_superuser else "")


# --- invitations -------------------------------------------------------------------------------------------------


@transaction.atomic
def invite_member(*, clinic: Clinic, email: str, role: str, name: str, by: User, at: datetime) -> Invitation:
    """Mail a link that works once, for seven days, for this address, role and clinic. Earlier open ones to the address end."""
    email = folded_email(email)
    open_ones = Invitation.objects.filter(clinic=clinic, email=email, accepted_at__isnull=True, revoked_at__isnull=True)
    open_ones.update(revoked_at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        clinic=clinic,
        email=email,
        role=role,
        name=name,
        token_sha256=token_at_rest(token),
        invited_by=by,
        created_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    to = Invited(invitation.pk, email)
    queue_message(Template.INVITATION, to=to, about=invitation, path=f"/invitation/{token}/", at=at, clinic=clinic)
    record("invitation.sent", at=at, by=by, role=acting_role(by), clinic=clinic, about=invitation, reason=f"role {role}")
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """The link opens nothing any more."""
    if Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at):
        record("invitation.revoked", at=at, by=by, role=acting_role(by), clinic=invitation.clinic_id, about=invitation)


@transaction.atomic
def spend_invitation(*, invitation: Invitation, user: User, at: datetime) -> Membership:
    """The invited person joins. One use: of two presses one wins, the other is refused."""
    still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)
    if invitation.email != user.email or not still_open.update(accepted_at=at):
        raise RefusedChange(_("This invitation is no longer open"))
    membership, _is_new = Membership.objects.update_or_create(
        user=user, clinic=invitation.clinic, defaults={"role": invitation.role, "name": invitation.name, "is_active": True}
    )
    let_into_admin(membership)
    role = membership.role
    record("membership.began", at=at, by=user, role=role, clinic=membership.clinic_id, about=membership, reason=f"role {role}")
    return membership


# --- members -----------------------------------------------------------------------------------------------------


def let_into_admin(membership: Membership) -> None:
    """Django admin opens for clinic admins, privacy officers and prescribers; what they may do in it is its own classes' matter."""
    opens = membership.is_active and membership.role in OPENS_ADMIN_PAGES
    elsewhere = Membership.objects.filter(user=membership.user_id, is_active=True, role__in=[role.value for role in OPENS_ADMIN_PAGES])
    User.objects.filter(pk=membership.user_id).update(is_staff=opens or elsewhere.exists())


def check_membership(*, membership_id: Any, role: str, is_active: bool) -> None:
    """A clinic keeps an active admin: else nobody could let anybody in. Raises RefusedChange."""
    before = Membership.objects.get(pk=membership_id)
    was_admin = before.is_active and before.role == Role.CLINIC_ADMIN
    stays_admin = is_active and role == Role.CLINIC_ADMIN
    if was_admin and not stays_admin and not active_admins_of(before.clinic).exclude(pk=before.pk).exists():
        raise RefusedChange(_("A clinic keeps at least one active clinic admin. Give the role to somebody else first"))


def check_last_admin_user(user: User) -> None:
    """The same, for closing a person's sign-in. Raises RefusedChange."""
    for membership in Membership.objects.filter(user=user, is_active=True, role=Role.CLINIC_ADMIN):
        check_membership(membership_id=membership.pk, role=membership.role, is_active=False)


@transaction.atomic
def change_membership(*, membership: Membership, role: str, name: str, is_active: bool, by: User, at: datetime) -> Membership:
    """Another role or name, or the end of a membership. It bites at the next request, and ends the person's sessions (SE-5, AC-8)."""
    Clinic.objects.select_for_update().get(pk=membership.clinic_id)  # two admins cannot remove each other at once
    before = Membership.objects.select_for_update().get(pk=membership.pk)
    check_membership(membership_id=before.pk, role=role, is_active=is_active)
    after = {"role": role, "name": name, "is_active": is_active}
    changed = sorted(field for field, value in after.items() if getattr(before, field) != value)
    if not changed:
        return before
    Membership.objects.filter(pk=before.pk).update(**after)
    membership = Membership.objects.select_related("clinic", "user").get(pk=before.pk)
    let_into_admin(membership)
    if "role" in changed or "is_active" in changed:
        membership.user.sessions.exclude(session_key=origin.get().session_hash).delete()  # one's own page is still answered
    roles = f"role {before.role} to {role}" if "role" in changed else ""
    ended = "ended" if "is_active" in changed and not is_active else ""
    record(
        "membership.changed",
        at=at,
        by=by,
        role=acting_role(by),
        clinic=membership.clinic_id,
        about=membership,
        fields=changed,
        reason=", ".join(filter(None, (roles, ended))),
    )
    return membership


# --- settings ----------------------------------------------------------------------------------------------------


@transaction.atomic
def save_setting(*, row: models.Model, changed: Iterable[str], by: User, at: datetime, is_new: bool = False) -> None:
    """Save a clinic or what belongs to it (hours, rota, crisis numbers, texts), with an event that names the fields."""
    clinic = row if isinstance(row, Clinic) else row.clinic  # type: ignore[attr-defined]  # every setting belongs to a clinic
    if isinstance(row, Clinic):
        check_clinic(clinic=row, values={name: getattr(row, name) for name in ("cssrs_is_on", "cssrs_statement", "is_open")})
    if isinstance(row, ConsentText):
        _refuse_published(row)
        if is_new:
            row.version = _next_version(row)
    row.save()
    action = f"{row._meta.model_name}.{'added' if is_new else 'changed'}"
    record(action, at=at, by=by, role=acting_role(by), clinic=clinic, about=row, fields=sorted(changed))


@transaction.atomic
def remove_setting(*, row: models.Model, by: User, at: datetime) -> None:
    """Remove hours, a duty or a number. Texts and members are never removed."""
    clinic = row.clinic  # type: ignore[attr-defined]  # every setting belongs to a clinic
    record(f"{row._meta.model_name}.removed", at=at, by=by, role=acting_role(by), clinic=clinic, about=row)
    row.delete()


def what_is_missing(clinic: Clinic) -> list[str]:
    """What a clinic needs before it takes patients; empty when it is ready."""
    if clinic._state.adding:
        return [_("opening hours"), _("a published screening consent text"), _("an approved protocol")]
    missing = []
    if not clinic.hours.exists():
        missing.append(_("opening hours"))
    if not clinic.consent_texts.filter(purpose="screening", published_at__isnull=False).exists():
        missing.append(_("a published screening consent text"))
    if clinic.cssrs_is_on and not clinic.cssrs_statement.strip():
        missing.append(_("the C-SSRS registration statement"))
    if not clinic.protocols.filter(Q(state="approved") | Q(is_demo=True)).exists():
        missing.append(_("an approved protocol"))
    return missing


def check_clinic(*, clinic: Clinic, values: Mapping[str, Any]) -> None:
    """A clinic takes patients only when it is ready for them. Raises RefusedChange, naming what is missing."""
    stored = Clinic.objects.filter(pk=clinic.pk).first()
    if values["cssrs_is_on"] and not values["cssrs_statement"].strip():
        raise RefusedChange(_("Say who registered the clinic for the C-SSRS, and when, before you turn it on"))
    if values["is_open"] and not (stored and stored.is_open):
        missing = (
            what_is_missing(stored) if stored else [_("opening hours"), _("a published screening consent text"), _("an approved protocol")]
        )
        if missing:
            raise RefusedChange(_("Before the clinic takes patients it needs: %(missing)s") % {"missing": ", ".join(missing)})


def _refuse_published(text: ConsentText) -> None:
    if ConsentText.objects.filter(pk=text.pk, published_at__isnull=False).exists():
        raise RefusedChange(_("A published text stays as it is. Make a new version from it"))


def _next_version(text: ConsentText) -> int:
    same = ConsentText.objects.filter(clinic=text.clinic, purpose=text.purpose, language=text.language)
    return (same.aggregate(newest=models.Max("version"))["newest"] or 0) + 1


@transaction.atomic
def publish_text(*, text: ConsentText, by: User, at: datetime) -> None:
    """From now on this version is what patients sign; it is never changed again."""
    if ConsentText.objects.filter(pk=text.pk, published_at__isnull=True).update(published_at=at):
        record("consenttext.published", at=at, by=by, role=acting_role(by), clinic=text.clinic_id, about=text, fields=["published_at"])


@transaction.atomic
def new_text_version(*, text: ConsentText, by: User, at: datetime) -> ConsentText:
    """A draft of the next version, with the words of this one."""
    draft = ConsentText(clinic=text.clinic, purpose=text.purpose, language=text.language, summary=text.summary, text=text.text)
    save_setting(row=draft, changed=["version", "summary", "text"], by=by, at=at, is_new=True)
    return draft
