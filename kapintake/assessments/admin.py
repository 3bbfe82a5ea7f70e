"""Protocol versions in the Django admin: drafts with one field a limit, approval by a prescriber, approved ones read-only."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapintake.access import Role
from kapintake.assessments.models import ProtocolState, ProtocolVersion
from kapintake.assessments.selectors import is_self_approved, screening_protocol
from kapintake.assessments.services import ProtocolRefused, approve_protocol, change_draft, changed_protocol, draft_protocol
from kapintake.clinics.scoped_admin import ScopedAdmin, is_site_admin, may_configure, may_oversee, own_clinic
from screening import LIMITS, InvalidProtocol, LimitSpec, Protocol, Severity

LIMIT, SEVERITY = "limit:", "severity:"
IN_FORCE, SHIPPED = "in-force", "shipped"
REFUSALS = {
    "not-a-draft": gettext_lazy("Version %(version)s is not a draft. Only drafts can be approved."),
    "not-a-prescriber": gettext_lazy("Only a prescriber of the clinic can approve version %(version)s."),
    "own-draft": gettext_lazy("You wrote version %(version)s. Another prescriber of the clinic has to approve it."),
    "too-soon": gettext_lazy("You wrote version %(version)s. As the only prescriber you can approve it 24 hours after its last change."),
}
SEVERITY_WORDS = {
    Severity.REVIEW: gettext_lazy("Caution: a clinician looks"),
    Severity.CONTRAINDICATION: gettext_lazy("Stop"),
}


def limit_label(spec: LimitSpec) -> str:
    """Systolic pressure of a crisis (180 to 200 mmHg, shipped 180)."""
    return f"{spec.title} ({spec.low:g} {_('to')} {spec.high:g} {spec.unit}, {_('shipped')} {spec.default:g})"


class NewDraftForm(forms.ModelForm):
    source = forms.ChoiceField(
        label=gettext_lazy("Begin with"),
        choices=[(IN_FORCE, gettext_lazy("the limits in force now")), (SHIPPED, gettext_lazy("the limits shipped with this release"))],
        initial=IN_FORCE,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ProtocolVersion
        fields = ("clinic",)


class DraftForm(forms.ModelForm):
    """Each limit that a clinic may set is a box; each criterion whose severity it may choose is a choice."""

    class Meta:
        model = ProtocolVersion
        fields = ("note",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.protocol = screening_protocol(self.instance)
        for spec in settable_limits():
            self.fields[LIMIT + spec.name].initial = f"{self.protocol.limits[spec.name]:g}"
        for criterion in choosable_criteria():
            self.fields[SEVERITY + criterion.id].initial = self.protocol.severity(criterion).name

    def limits(self) -> dict[str, float]:
        return {spec.name: self.cleaned_data[LIMIT + spec.name] for spec in settable_limits()}

    def severities(self) -> dict[str, str]:
        names = {criterion.id: self.cleaned_data[SEVERITY + criterion.id] for criterion in choosable_criteria()}
        return {name: word.lower().replace("_", "-") for name, word in names.items()}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                changed_protocol(self.protocol, limits=self.limits(), severities=self.severities())
            except InvalidProtocol as refused:
                raise ValidationError(str(refused)) from None
        return cleaned


def settable_limits() -> list[LimitSpec]:
    return [spec for spec in LIMITS if not spec.is_fixed]


def choosable_criteria() -> list[Any]:
    return [criterion for criterion in Protocol.default().criteria if criterion.configurable_to is not None]


def draft_form() -> type[DraftForm]:
    """DraftForm with its boxes declared, as the admin wants them."""
    boxes: dict[str, Any] = {
        LIMIT + spec.name: (forms.IntegerField if spec.whole else forms.FloatField)(
            label=limit_label(spec),
            min_value=spec.low,
            max_value=spec.high,
            widget=forms.TextInput(attrs={"inputmode": "numeric" if spec.whole else "decimal", "size": 8}),
        )
        for spec in settable_limits()
    }
    for criterion in choosable_criteria():
        choices = [(one.name, SEVERITY_WORDS.get(one, one.name.title())) for one in (criterion.severity, criterion.configurable_to)]
        boxes[SEVERITY + criterion.id] = forms.ChoiceField(label=f"{criterion.title} ({criterion.id})", choices=choices)
    meta = type("Meta", (DraftForm.Meta,), {"fields": ("note",)})
    return type("ProtocolDraftForm", (DraftForm,), {**boxes, "Meta": meta})


def may_draft(request: HttpRequest) -> bool:
    """Clinic admins prepare limits, prescribers prepare and approve them."""
    member = getattr(request, "member", None)
    return may_configure(request) or (member is not None and member.role == Role.PRESCRIBER)


def acting_as(request: HttpRequest) -> str:
    member = getattr(request, "member", None)
    return str(member.role) if member else str(Role.SITE_ADMIN)


@admin.register(ProtocolVersion)
class ProtocolVersionAdmin(ScopedAdmin):
    """A clinic's limits by version."""

    list_display = ("version", "clinic", "state", "who_drafted", "drafted_at", "who_approved", "approved_at", "short_digest")
    list_filter = ("state",)
    list_select_related = ("clinic", "drafted_by", "approved_by")
    ordering = ("clinic", "-version")
    actions = ("approve",)
    SHOWN = (
        "clinic",
        "version",
        "state",
        "who_drafted",
        "drafted_at",
        "who_approved",
        "approved_at",
        "digest",
        "note",
        "all_limits",
        "all_choices",
    )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_oversee(request) or may_draft(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_draft(request)

    def has_change_permission(self, request: HttpRequest, obj: ProtocolVersion | None = None) -> bool:
        return may_draft(request) and (obj is None or obj.state == ProtocolState.DRAFT)

    def get_form(self, request: HttpRequest, obj: ProtocolVersion | None = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = NewDraftForm
            return super().get_form(request, obj, change, **{**kwargs, "fields": ("clinic", "source")})
        return draft_form() if self.has_change_permission(request, obj) else super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: ProtocolVersion | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ("clinic", "source")})]
        if not self.has_change_permission(request, obj):
            return [(None, {"fields": self.SHOWN})]
        limits = tuple(LIMIT + spec.name for spec in settable_limits())
        choices = tuple(SEVERITY + criterion.id for criterion in choosable_criteria())
        return [
            (None, {"fields": ("clinic", "version", "state", "who_drafted", "drafted_at", "digest", "note")}),
            (_("Limits"), {"fields": limits}),
            (_("How strict"), {"fields": choices}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: ProtocolVersion | None = None) -> Any:
        if obj is None:
            return ()
        shown = self.SHOWN if not self.has_change_permission(request, obj) else self.SHOWN[:8]
        return tuple(name for name in shown if name != "note" or not self.has_change_permission(request, obj))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "clinic" and not is_site_admin(request):
            clinic = own_clinic(request)
            kwargs["queryset"] = db_field.related_model.objects.filter(pk=clinic.pk if clinic else None)
            kwargs["initial"], kwargs["empty_label"] = clinic, None
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: ProtocolVersion, form: Any, change: bool) -> None:
        common: dict[str, Any] = {"by": request.user, "at": timezone.now(), "role": acting_as(request)}
        if not change:
            made = draft_protocol(clinic=obj.clinic, from_in_force=form.cleaned_data["source"] == IN_FORCE, **common)
            obj.pk, obj.version, obj.state = made.pk, made.version, made.state
            return
        note = form.cleaned_data.get("note", "")
        change_draft(draft=obj, limits=form.limits(), severities=form.severities(), note=note, **common)

    def log_addition(self, *args: Any) -> None:
        """Our own trail holds it; Django's log would keep a second one that can be changed."""

    log_change = log_deletion = log_addition

    @admin.action(description=gettext_lazy("Approve the selected draft and put it in force"), permissions=["view"])
    def approve(self, request: HttpRequest, rows: QuerySet[ProtocolVersion]) -> None:
        for draft in rows:
            try:
                approve_protocol(draft=draft, by=getattr(request, "member", None), at=timezone.now())
            except ProtocolRefused as refused:
                messages.error(request, REFUSALS[refused.reason] % {"version": draft.version})
            except InvalidProtocol as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, _("Version %(version)s is in force now.") % {"version": draft.version})

    @admin.display(description=gettext_lazy("drafted by"))
    def who_drafted(self, version: ProtocolVersion) -> str:
        return version.drafted_by.email if version.drafted_by else _("shipped")

    @admin.display(description=gettext_lazy("approved by"))
    def who_approved(self, version: ProtocolVersion) -> str:
        if version.approved_by is None:
            return "-"
        own = f" ({_('own draft, the only prescriber')})" if is_self_approved(version) else ""
        return f"{version.approved_by.email}{own}"

    @admin.display(description=gettext_lazy("digest"))
    def short_digest(self, version: ProtocolVersion) -> str:
        return version.digest[:12]

    @admin.display(description=gettext_lazy("limits"))
    def all_limits(self, version: ProtocolVersion) -> str:
        limits: Mapping[str, float] = version.content.get("limits", {})
        return "\n".join(f"{spec.title}: {limits.get(spec.name, spec.default):g} {spec.unit}" for spec in LIMITS)

    @admin.display(description=gettext_lazy("how strict"))
    def all_choices(self, version: ProtocolVersion) -> str:
        chosen = version.content.get("severities", {})
        return "\n".join(f"{name}: {word}" for name, word in chosen.items()) or _("as shipped")
