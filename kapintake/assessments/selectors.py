"""Reading protocols and assessments: which limits are in force at a clinic, and what a stored run said."""

import json
from functools import lru_cache

from django.conf import settings
from django.db.models import Q, QuerySet

import screening
from kapintake.assessments.models import Assessment, ProtocolState, ProtocolVersion
from kapintake.clinics.models import Clinic, Membership
from kapintake.clinics.selectors import prescribers_of
from kapintake.intake.models import QuestionnaireResponse


def protocol_in_force(clinic: Clinic) -> ProtocolVersion | None:
    """The version that a prescriber approved; in the demo the shipped one does without. None: nothing is in force."""
    allowed = Q(state=ProtocolState.APPROVED) | Q(is_demo=True) if settings.DEMO else Q(state=ProtocolState.APPROVED)
    found = ProtocolVersion.objects.filter(allowed, clinic=clinic).order_by("-version")
    return min(found, key=lambda version: version.state != ProtocolState.APPROVED, default=None)


@lru_cache(maxsize=64)
def _read(digest: str, content: str) -> screening.Protocol:
    protocol = screening.Protocol.from_json(json.loads(content))
    if protocol.digest != digest:
        raise screening.InvalidProtocol(f"The limits of the protocol {digest[:12]} were changed after they were written.")
    return protocol


def screening_protocol(version: ProtocolVersion) -> screening.Protocol:
    """The limits as the rules take them. Raises InvalidProtocol when they are not those that the digest names."""
    return _read(version.digest, json.dumps(version.content, sort_keys=True))


def listening_protocol(clinic: Clinic) -> screening.Protocol:
    """The limits that drafts are listened to with. Safety is heard at every clinic: the shipped limits where none is in force."""
    version = protocol_in_force(clinic)
    if version is None:
        return screening.Protocol.default()
    try:
        return screening_protocol(version)
    except screening.InvalidProtocol:
        return screening.Protocol.default()


def protocols_of(clinic: Clinic) -> QuerySet[ProtocolVersion]:
    return ProtocolVersion.objects.filter(clinic=clinic).select_related("drafted_by", "approved_by").order_by("-version")


def newest_assessment(response: QuestionnaireResponse) -> Assessment | None:
    return Assessment.objects.filter(response=response).select_related("protocol").order_by("-assessed_at", "-id").first()


def has_one_prescriber(clinic: Clinic) -> bool:
    """Such a clinic's author may approve her own draft after a day, and it stays marked (design/README point 5)."""
    return prescribers_of(clinic).count() == 1


def is_self_approved(version: ProtocolVersion) -> bool:
    """Whether author and approver are one person: shown wherever the protocol shows."""
    return version.approved_by_id is not None and version.approved_by_id == version.drafted_by_id


def may_approve(member: Membership | None, version: ProtocolVersion) -> bool:
    """Only a prescriber of the clinic puts limits in force."""
    return bool(member and member.is_active and member.role == "prescriber" and member.clinic_id == version.clinic_id)
