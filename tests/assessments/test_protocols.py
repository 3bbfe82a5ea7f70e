"""A clinic's limits: drafted, changed inside their range, approved by a prescriber, pinned on every assessment."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from kapintake.access import Role
from kapintake.assessments.models import ProtocolState, ProtocolVersion
from kapintake.assessments.selectors import is_self_approved, listening_protocol, protocol_in_force, screening_protocol
from kapintake.assessments.services import ProtocolRefused, approve_protocol, change_draft, draft_protocol
from kapintake.audit.models import AuditEvent
from screening import InvalidProtocol, Protocol
from tests import factories
from tests.browser import Browser
from tests.intake.typist import Forms

pytestmark = pytest.mark.django_db
LIST = reverse("admin:assessments_protocolversion_changelist")


@pytest.fixture
def gil(harbor: Any) -> Any:
    """A second prescriber of harbor."""
    return factories.make_member(Role.PRESCRIBER, harbor, name="Gil Sato", email="gil@harbor.example", is_staff=True)


@pytest.fixture
def author(harbor: Any) -> Any:
    return factories.make_member(Role.PRESCRIBER, harbor, name="Ona Berg", email="ona@harbor.example", is_staff=True)


@pytest.fixture
def draft(harbor: Any, author: Any, at: Any) -> ProtocolVersion:
    return draft_protocol(clinic=harbor, by=author.user, at=at, from_in_force=True)


def change(draft: ProtocolVersion, by: Any, at: Any, **limits: float) -> ProtocolVersion:
    given = {name.replace("__", "."): value for name, value in limits.items()}
    return change_draft(draft=draft, limits=given, note="", by=by.user, at=at)


def test_a_draft_begins_with_what_is_in_force_or_with_what_is_shipped(harbor: Any, draft: Any, author: Any, gil: Any, at: Any) -> None:
    change(draft, author, at, bp__review_systolic=150)
    approve_protocol(draft=draft, by=gil, at=at)
    copied = draft_protocol(clinic=harbor, by=author.user, at=at, from_in_force=True)
    shipped = draft_protocol(clinic=harbor, by=author.user, at=at, from_in_force=False)
    assert screening_protocol(copied).limits["bp.review_systolic"] == 150
    assert shipped.digest == Protocol.default().digest
    assert (copied.version, shipped.version) == (draft.version + 1, draft.version + 2)


def test_a_limit_outside_its_range_or_out_of_order_is_refused_and_nothing_changes(draft: Any, author: Any, at: Any) -> None:
    for limits in ({"bp__review_systolic": 151}, {"bp__uncontrolled_systolic": 180}, {"made__up": 1}):
        with pytest.raises(InvalidProtocol):
            change(draft, author, at, **limits)
    draft.refresh_from_db()
    assert draft.digest == protocol_in_force(draft.clinic).digest


def test_a_draft_changes_nothing_until_a_prescriber_approves_it(harbor: Any, draft: Any, author: Any, gil: Any, at: Any) -> None:
    change(draft, author, at, bp__review_systolic=150)
    before = protocol_in_force(harbor)
    assert before.pk != draft.pk
    approve_protocol(draft=draft, by=gil, at=at)
    assert protocol_in_force(harbor).pk == draft.pk
    before.refresh_from_db()
    assert before.state == ProtocolState.RETIRED


def test_every_change_and_approval_is_in_the_trail_with_old_and_new(draft: Any, author: Any, gil: Any, at: Any) -> None:
    change(draft, author, at, bp__review_systolic=150)
    approve_protocol(draft=draft, by=gil, at=at)
    reasons = list(AuditEvent.objects.filter(action__startswith="protocol.").values_list("action", "reason"))
    assert ("protocol.changed", "bp.review_systolic 140 to 150") in reasons
    assert any(action == "protocol.approved" and "draft of a colleague" in reason for action, reason in reasons)


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.CLINIC_ADMIN, Role.FRONT_DESK, Role.PRIVACY_OFFICER])
def test_only_a_prescriber_approves(harbor: Any, draft: Any, role: Role, at: Any) -> None:
    with pytest.raises(ProtocolRefused) as refused:
        approve_protocol(draft=draft, by=factories.make_member(role, harbor), at=at)
    assert refused.value.reason == "not-a-prescriber"


def test_a_prescriber_of_another_clinic_does_not_approve(draft: Any, eva: Any, at: Any) -> None:
    with pytest.raises(ProtocolRefused):
        approve_protocol(draft=draft, by=eva, at=at)


def test_nobody_approves_her_own_draft_where_there_is_a_colleague(draft: Any, author: Any, gil: Any, at: Any) -> None:
    with pytest.raises(ProtocolRefused) as refused:
        approve_protocol(draft=draft, by=author, at=at + timedelta(days=3))
    assert refused.value.reason == "own-draft"


def test_the_only_prescriber_approves_her_own_draft_a_day_after_its_last_change_and_it_is_marked(draft: Any, author: Any, at: Any) -> None:
    change(draft, author, at + timedelta(hours=20), bp__review_systolic=150)
    with pytest.raises(ProtocolRefused) as refused:
        approve_protocol(draft=draft, by=author, at=at + timedelta(hours=40))
    assert refused.value.reason == "too-soon"
    assert is_self_approved(approve_protocol(draft=draft, by=author, at=at + timedelta(hours=44)))


def test_an_approved_version_is_never_changed(draft: Any, author: Any, gil: Any, at: Any) -> None:
    approve_protocol(draft=draft, by=gil, at=at)
    with pytest.raises(ProtocolRefused):
        change(draft, author, at, bp__review_systolic=150)
    with pytest.raises(ProtocolRefused):
        approve_protocol(draft=draft, by=gil, at=at)


def test_limits_changed_behind_its_back_are_noticed_and_safety_is_still_heard(harbor: Any) -> None:
    version = protocol_in_force(harbor)
    version.content["limits"]["bp.review_systolic"] = 150
    version.save()
    with pytest.raises(InvalidProtocol):
        screening_protocol(version)
    assert listening_protocol(harbor) == Protocol.default()


# --- in the admin --------------------------------------------------------------------------------------------------------


def boxes(browser: Browser, address: str) -> dict[str, Any]:
    page = browser.get(address)
    assert page.status_code == 200
    form = next(form for form in Forms(page.content.decode()).forms if any(name.startswith("limit:") for name in form.fields))
    selects = re.findall(r'<select name="(severity:[^"]+)".*?</select>', page.content.decode(), re.DOTALL)
    fields = {name: values[0] for name, values in form.fields.items()}
    for name in selects:
        block = re.search(rf'<select name="{re.escape(name)}".*?</select>', page.content.decode(), re.DOTALL).group(0)
        fields[name] = re.search(r'value="([^"]+)" selected', block).group(1)
    return fields


def test_a_prescriber_drafts_changes_and_a_colleague_approves_in_the_admin(harbor: Any, author: Any, gil: Any, signed_in: Any) -> None:
    browser = signed_in(Browser(), author)
    made = browser.post(reverse("admin:assessments_protocolversion_add"), {"clinic": str(harbor.pk), "source": "in-force"})
    assert made.status_code == 302, made.content.decode()[:3000]
    draft = ProtocolVersion.objects.get(state=ProtocolState.DRAFT)
    address = reverse("admin:assessments_protocolversion_change", args=[draft.pk])
    page = browser.get(address).content.decode()
    assert "Systolic pressure above which a clinician looks (130 to 150 mmHg, shipped 140)" in page
    assert draft.digest in page
    sent = browser.post(address, {**boxes(browser, address), "limit:bp.review_systolic": "145"})
    assert sent.status_code == 302, re.findall(r"errorlist.*", sent.content.decode())
    draft.refresh_from_db()
    assert draft.content["limits"]["bp.review_systolic"] == 145
    other = signed_in(Browser(), gil)
    other.post(LIST, {"action": "approve", "_selected_action": str(draft.pk)})
    assert protocol_in_force(harbor).pk == draft.pk
    assert other.get(address).status_code == 200
    assert "limit:bp.review_systolic" not in other.get(address).content.decode()
    assert other.post(address, {"limit:bp.review_systolic": "130"}).status_code == 403


def test_a_wrong_limit_in_the_admin_is_told_in_words(draft: Any, author: Any, signed_in: Any) -> None:
    browser = signed_in(Browser(), author)
    address = reverse("admin:assessments_protocolversion_change", args=[draft.pk])
    for box, value in (
        ("limit:bp.review_systolic", "151"),
        ("limit:bp.uncontrolled_systolic", "180"),
        ("limit:bp.review_systolic", "lots"),
    ):
        page = browser.post(address, {**boxes(browser, address), box: value})
        assert page.status_code == 200
        assert "errorlist" in page.content.decode() or "errornote" in page.content.decode()
    draft.refresh_from_db()
    assert draft.content["limits"]["bp.review_systolic"] == 140


def test_an_admin_who_is_no_prescriber_cannot_approve_there(finn: Any, draft: Any, signed_in: Any) -> None:
    browser = signed_in(Browser(), finn)
    page = browser.post(LIST, {"action": "approve", "_selected_action": str(draft.pk)}, follow=True)
    assert "Only a prescriber of the clinic can approve" in page.content.decode()
    draft.refresh_from_db()
    assert draft.state == ProtocolState.DRAFT


def test_another_clinics_limits_are_not_there(valley: Any, author: Any, signed_in: Any) -> None:
    theirs = protocol_in_force(valley)
    browser = signed_in(Browser(), author)
    assert browser.get(reverse("admin:assessments_protocolversion_change", args=[theirs.pk])).status_code == 404
    assert "Valley" not in browser.get(LIST).content.decode()
