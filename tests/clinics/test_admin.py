"""The Django admin: a clinic set up from empty, one's own clinic's rows alone, every save in the trail, nothing clinical."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kapintake.access import Role
from kapintake.accounts.models import User
from kapintake.audit.models import AuditEvent
from kapintake.clinics.models import Clinic, ConsentText, Invitation, Membership, OnCall
from kapintake.clinics.selectors import consent_text_in_force
from kapintake.notifications.models import Message
from kapintake.patients.models import Patient
from tests import factories
from tests.browser import Browser

LISTS = ("clinics_clinic", "clinics_membership", "clinics_invitation", "clinics_consenttext", "accounts_user", "audit_auditevent")


@pytest.fixture
def admin(finn: Membership, signed_in: Any) -> Browser:
    """Harbor's admin at work."""
    return signed_in(Browser(), finn)


@pytest.fixture
def root(db: None, signed_in: Any) -> Browser:
    """The site admin, who has no place in any clinic."""
    user = factories.make_user("root@site.example", is_staff=True, is_superuser=True)
    factories.give_totp(user)
    return signed_in(Browser(), user)


def fields_of(browser: Client, path: str) -> dict[str, Any]:
    """What a browser would post from this page untouched."""
    form = browser.get(path).context["adminform"].form
    inlines = browser.get(path).context["inline_admin_formsets"]
    fields: dict[str, Any] = {}
    for bound in [form, *(inner for inline in inlines for inner in [inline.formset.management_form, *inline.formset.forms])]:
        for field in bound:
            value = field.value()
            if value is None or value is False or value == "":
                continue
            if hasattr(field.field.widget, "decompress"):
                names = field.field.widget.widgets_names
                parts = field.field.widget.decompress(value)
                fields.update({f"{field.html_name}{name}": part for name, part in zip(names, parts, strict=True) if part is not None})
            else:
                fields[field.html_name] = value
    return fields


def errors_in(response: Any) -> str:
    lists = re.findall(r'<ul class="errorlist.*?</ul>', response.content.decode(), re.S)
    return re.sub(r"<[^>]+>|\s+", " ", " ".join(lists))


# --- the door --------------------------------------------------------------------------------------------------------


def test_ad_1_the_admin_opens_through_the_sites_own_sign_in(client: Client, harbor: Clinic) -> None:
    assert client.get("/admin/").headers["Location"].startswith("/account/login/")
    assert client.get("/admin/login/").headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("role", [Role.PRESCRIBER, Role.THERAPIST, Role.FRONT_DESK])
def test_ad_1_the_admin_is_closed_to_other_roles(harbor: Clinic, signed_in: Any, role: Role) -> None:
    browser = signed_in(Browser(), factories.make_member(role, harbor))
    assert browser.get("/admin/").status_code in (403, 404)


def test_ad_1_a_prescriber_finds_protocols_there_and_no_settings_or_people(harbor: Clinic, signed_in: Any) -> None:
    browser = signed_in(Browser(), factories.make_member(Role.PRESCRIBER, harbor, is_staff=True))
    assert browser.get("/admin/").status_code == 200
    for name in LISTS:
        assert browser.get(reverse(f"admin:{name}_changelist")).status_code == 403


def test_ad_1_the_admin_is_closed_to_patients(ada: Patient, signed_in: Any) -> None:
    assert signed_in(Browser(), ada).get("/admin/").status_code in (403, 404)


def test_an_2_the_admin_is_closed_without_the_second_factor(finn: Membership, signed_in: Any) -> None:
    browser = signed_in(Browser(), finn, second_factor=False)
    assert browser.get("/admin/").status_code == 302


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_for_the_clinic_admin(admin: Browser, name: str) -> None:
    assert admin.get(reverse(f"admin:{name}_changelist")).status_code == 200


def test_ad_1_no_patient_answer_or_address_is_registered(admin: Browser, ada: Patient) -> None:
    page = admin.get("/admin/").content.decode()
    assert not re.search(r"/admin/(patients|intake|alerts|reviews|account|mfa|auth)/", page)
    users = admin.get(reverse("admin:accounts_user_changelist")).content.decode()
    assert ada.user.email not in users


def test_ad_2_no_password_is_set_and_nobody_is_impersonated(admin: Browser, finn: Membership) -> None:
    page = admin.get(reverse("admin:accounts_user_change", args=[finn.user_id])).content.decode()
    assert 'type="password"' not in page
    assert admin.get("/admin/password_change/").headers["Location"] == "/account/password/change/"
    assert admin.get(f"/admin/accounts/user/{finn.user_id}/password/").status_code in (302, 404)


# --- one's own clinic alone ----------------------------------------------------------------------------------------------


def test_ac_3_another_clinics_rows_are_not_there(admin: Browser, valley: Clinic, eva: Membership, at: Any) -> None:
    text = ConsentText.objects.filter(clinic=valley).first()
    for name, pk in (
        ("clinics_clinic", valley.pk),
        ("clinics_membership", eva.pk),
        ("clinics_consenttext", text.pk),
        ("accounts_user", eva.user_id),
    ):
        assert admin.get(reverse(f"admin:{name}_change", args=[pk])).status_code == 404
        assert admin.get(reverse(f"admin:{name}_change", args=["nonsense"])).status_code == 404
        assert "Valley" not in admin.get(reverse(f"admin:{name}_changelist")).content.decode()
        assert eva.user.email not in admin.get(reverse(f"admin:{name}_changelist")).content.decode()


def test_ac_4_a_crafted_post_does_not_reach_another_clinic(admin: Browser, valley: Clinic) -> None:
    fields = {"clinic": str(valley.pk), "email": "spy@example.org", "name": "Spy", "role": "prescriber"}
    response = admin.post(reverse("admin:clinics_invitation_add"), fields)
    assert response.status_code == 200
    assert not Invitation.objects.exists()


def test_the_audit_list_holds_the_own_clinics_chain_and_cannot_be_written(admin: Browser, harbor: Clinic, eva: Membership, at: Any) -> None:
    from kapintake.audit.services import record

    record("test.harbor", at=at, clinic=harbor)
    record("test.valley", at=at, clinic=eva.clinic)
    page = admin.get(reverse("admin:audit_auditevent_changelist")).content.decode()
    assert "test.harbor" in page
    assert "test.valley" not in page
    assert admin.get(reverse("admin:audit_auditevent_add")).status_code == 403
    assert AuditEvent.objects.filter(action="audit.read", clinic_id=harbor.pk).count() == 1


def test_the_privacy_officer_reads_and_changes_nothing(pia: Membership, signed_in: Any, harbor: Clinic) -> None:
    browser = signed_in(Browser(), pia)
    assert browser.get(reverse("admin:audit_auditevent_changelist")).status_code == 200
    page = browser.get(reverse("admin:clinics_clinic_change", args=[harbor.pk]))
    assert page.status_code == 200
    assert browser.post(reverse("admin:clinics_clinic_change", args=[harbor.pk]), {"name": "Mine now"}).status_code == 403
    assert browser.get(reverse("admin:clinics_invitation_add")).status_code == 403


# --- a clinic from empty ------------------------------------------------------------------------------------------------


def test_a_clinic_is_set_up_from_empty_in_the_admin_alone(root: Browser, signed_in: Any) -> None:
    response = root.post(
        reverse("admin:clinics_clinic_add"),
        {"name": "Cedar Clinic", "neutral_name": "Cedar", "time_zone": "America/Denver", "states": "co, ut", "reply_working_days": "2"},
    )
    assert response.status_code == 302, errors_in(response)
    cedar = Clinic.objects.get(name="Cedar Clinic")
    assert cedar.states == "CO,UT"
    response = root.post(
        reverse("admin:clinics_invitation_add"),
        {"clinic": str(cedar.pk), "email": "Boss@cedar.example", "name": "Bo", "role": "clinic-admin"},
    )
    assert response.status_code == 302, errors_in(response)
    invitation = Invitation.objects.get(email="boss@cedar.example")
    path = Message.objects.get(template="invitation").envelope["path"]
    newcomer = Browser()
    newcomer.get(path, follow=True)
    newcomer.post("/invitation/", {"password1": "violet tractor seventeen"})
    boss = Membership.objects.get(clinic=cedar)
    assert (boss.role, boss.name, invitation.clinic) == ("clinic-admin", "Bo", cedar)
    factories.give_totp(boss.user)
    admin = signed_in(Browser(), boss)
    address = reverse("admin:clinics_clinic_change", args=[cedar.pk])
    fields = {**fields_of(admin, address), "is_open": "on"}
    refused = admin.post(address, fields)
    assert "opening hours, a published screening consent text, an approved protocol" in errors_in(refused)

    fields.pop("is_open")
    fields |= {"hours-TOTAL_FORMS": "1", "hours-0-weekday": "0", "hours-0-opens": "09:00", "hours-0-closes": "17:00"}
    fields |= {"rota-TOTAL_FORMS": "1", "rota-0-member": str(boss.pk), "rota-0-line": "first"}
    fields |= {
        "rota-0-starts_at_0": "2026-11-30",
        "rota-0-starts_at_1": "08:00",
        "rota-0-ends_at_0": "2026-12-07",
        "rota-0-ends_at_1": "08:00",
    }
    fields |= {"crisis_numbers-TOTAL_FORMS": "1", "crisis_numbers-0-label": "County line", "crisis_numbers-0-number": "555 0177"}
    saved = admin.post(address, fields)
    assert saved.status_code == 302, errors_in(saved)
    assert cedar.hours.count() == 1
    assert OnCall.objects.get(clinic=cedar).starts_at.isoformat() == "2026-11-30T15:00:00+00:00"  # eight in the morning in Denver
    assert AuditEvent.objects.filter(clinic_id=cedar.pk, action="oncall.added").exists()

    text = {"clinic": str(cedar.pk), "purpose": "screening", "language": "en", "summary": "We ask.", "text": "All of it.", "publish": "on"}
    assert admin.post(reverse("admin:clinics_consenttext_add"), text).status_code == 302
    assert consent_text_in_force(cedar).version == 1
    factories.make_protocol(cedar)
    opened = admin.post(address, {**fields_of(admin, address), "is_open": "on"})
    assert opened.status_code == 302, errors_in(opened)
    assert Clinic.objects.get(pk=cedar.pk).is_open


def test_a_changed_setting_is_an_event_that_names_the_field_and_not_the_value(admin: Browser, harbor: Clinic) -> None:
    address = reverse("admin:clinics_clinic_change", args=[harbor.pk])
    fields = fields_of(admin, address)
    response = admin.post(address, {**fields, "phone": "+1 555 7777"})
    assert response.status_code == 302, errors_in(response)
    event = AuditEvent.objects.get(action="clinic.changed")
    assert event.fields == ["phone"]
    assert "7777" not in str(event.__dict__)


def test_the_c_ssrs_is_on_only_with_its_statement(admin: Browser, harbor: Clinic) -> None:
    address = reverse("admin:clinics_clinic_change", args=[harbor.pk])
    response = admin.post(address, {**fields_of(admin, address), "cssrs_statement": " "})
    assert "Say who registered the clinic for the C-SSRS" in errors_in(response)
    assert Clinic.objects.get(pk=harbor.pk).cssrs_statement.startswith("Registered")


def test_the_rota_offers_members_of_the_clinic_alone(admin: Browser, harbor: Clinic, clara: Membership, eva: Membership) -> None:
    page = admin.get(reverse("admin:clinics_clinic_change", args=[harbor.pk])).content.decode()
    assert str(clara.pk) in page
    assert str(eva.pk) not in page


def test_a_published_text_stays_and_a_new_version_begins_with_its_words(admin: Browser, harbor: Clinic) -> None:
    text = consent_text_in_force(harbor)
    address = reverse("admin:clinics_consenttext_change", args=[text.pk])
    assert admin.post(address, {"summary": "Other", "text": "words"}).status_code == 403
    admin.post(reverse("admin:clinics_consenttext_changelist"), {"action": "make_new_version", "_selected_action": str(text.pk)})
    draft = ConsentText.objects.get(clinic=harbor, purpose="screening", published_at__isnull=True)
    assert (draft.version, draft.text) == (2, text.text)
    assert consent_text_in_force(harbor) == text
    response = admin.post(
        reverse("admin:clinics_consenttext_change", args=[draft.pk]), {"summary": "Newer", "text": "Newer words", "publish": "on"}
    )
    assert response.status_code == 302, errors_in(response)
    assert consent_text_in_force(harbor).text == "Newer words"


# --- members --------------------------------------------------------------------------------------------------------------


def membership_fields(member: Membership, **changed: str) -> dict[str, str]:
    return {"name": member.name, "role": member.role, "is_active": "on", **changed}


def test_se_5_another_role_bites_at_once_and_is_in_the_trail(admin: Browser, clara: Membership, signed_in: Any) -> None:
    at_work = signed_in(Browser(), clara)
    assert at_work.get("/home/").headers["Location"] == "/review/"
    response = admin.post(reverse("admin:clinics_membership_change", args=[clara.pk]), membership_fields(clara, role="therapist"))
    assert response.status_code == 302, errors_in(response)
    assert at_work.get("/home/").headers["Location"].startswith("/account/login/")
    event = AuditEvent.objects.get(action="membership.changed")
    assert (event.fields, event.reason) == (["role"], "role prescriber to therapist")


def test_ac_8_an_ended_member_is_out_at_the_next_request(admin: Browser, clara: Membership, signed_in: Any) -> None:
    at_work = signed_in(Browser(), clara)
    fields = membership_fields(clara)
    fields.pop("is_active")
    admin.post(reverse("admin:clinics_membership_change", args=[clara.pk]), fields)
    assert at_work.get("/review/").status_code in (302, 403, 404)
    assert not User.objects.get(pk=clara.user_id).sessions.exists()


@pytest.mark.parametrize("change", [{"role": "prescriber"}, {"is_active": ""}])
def test_ad_2_the_last_active_admin_stays(admin: Browser, finn: Membership, change: dict[str, str]) -> None:
    fields = {key: value for key, value in membership_fields(finn, **change).items() if value}
    response = admin.post(reverse("admin:clinics_membership_change", args=[finn.pk]), fields)
    assert "A clinic keeps at least one active clinic admin" in errors_in(response)
    assert Membership.objects.get(pk=finn.pk).role == "clinic-admin"
    closed = admin.post(reverse("admin:accounts_user_change", args=[finn.user_id]), {})
    assert "A clinic keeps at least one active clinic admin" in errors_in(closed)
    assert User.objects.get(pk=finn.user_id).is_active


def test_a_second_admin_may_take_the_role_from_the_first(admin: Browser, finn: Membership, harbor: Clinic) -> None:
    factories.make_member(Role.CLINIC_ADMIN, harbor, name="Gus")
    response = admin.post(reverse("admin:clinics_membership_change", args=[finn.pk]), membership_fields(finn, role="front-desk"))
    assert response.status_code == 302, errors_in(response)
    assert not User.objects.get(pk=finn.user_id).is_staff


def test_re_7_a_closed_sign_in_is_out_at_once(admin: Browser, clara: Membership, signed_in: Any) -> None:
    at_work = signed_in(Browser(), clara)
    admin.post(reverse("admin:accounts_user_change", args=[clara.user_id]), {})
    assert at_work.get("/home/").headers["Location"].startswith("/account/login/")
    assert AuditEvent.objects.filter(action="account.closed", object_id=str(clara.user_id)).exists()


def test_an_9_a_lost_second_factor_is_reset_by_another_admin_only(admin: Browser, clara: Membership, finn: Membership) -> None:
    address = reverse("admin:accounts_user_changelist")
    admin.post(address, {"action": "reset_second_lock", "_selected_action": [str(clara.user_id), str(finn.user_id)]})
    assert not clara.user.authenticator_set.exists()
    assert finn.user.authenticator_set.exists()
    assert AuditEvent.objects.filter(action="account.second_factor_reset").count() == 1


def test_nothing_is_deleted_in_the_admin(admin: Browser, clara: Membership, harbor: Clinic) -> None:
    for name, pk in (("clinics_clinic", harbor.pk), ("clinics_membership", clara.pk), ("accounts_user", clara.user_id)):
        assert admin.post(reverse(f"admin:{name}_delete", args=[pk]), {"post": "yes"}).status_code == 403


def test_an_invitation_is_taken_back_in_the_list(admin: Browser, harbor: Clinic) -> None:
    admin.post(
        reverse("admin:clinics_invitation_add"), {"clinic": str(harbor.pk), "email": "new@harbor.example", "name": "N", "role": "therapist"}
    )
    invitation = Invitation.objects.get()
    assert invitation.expires_at - timezone.now() > timedelta(days=6)
    admin.post(reverse("admin:clinics_invitation_changelist"), {"action": "take_back", "_selected_action": str(invitation.pk)})
    assert Invitation.objects.get().revoked_at is not None
