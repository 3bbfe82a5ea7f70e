"""Clinics and the people who work in them, in the Django admin: enough to set a clinic up from empty."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapintake.clinics.models import Clinic, ConsentText, CrisisNumber, Invitation, Membership, OnCall, OpeningHours
from kapintake.clinics.scoped_admin import ScopedAdmin, is_site_admin, may_configure, may_oversee, own_clinic
from kapintake.clinics.selectors import members_of, time_zone_names
from kapintake.clinics.services import (
    RefusedChange,
    change_membership,
    check_clinic,
    check_membership,
    invite_member,
    new_text_version,
    publish_text,
    remove_setting,
    revoke_invitation,
    save_setting,
)
from kapintake.clinics.states import STATES

ROTA_SHOWN = timedelta(days=14)  # past duties stay in the records and leave the page


class ClinicForm(ModelForm):
    """Refuses what would open a clinic that is not ready, in words, before the save."""

    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=lambda: [(name, name) for name in time_zone_names()])

    class Meta:
        model = Clinic
        fields = (
            "name", "neutral_name", "time_zone", "states", "phone", "reply_working_days", "emergency_line", "crisis_numbers_checked_on",
            "cssrs_is_on", "cssrs_statement", "is_open",
        )  # fmt: skip

    def clean_states(self) -> str:
        codes = [code.strip().upper() for code in self.cleaned_data["states"].split(",") if code.strip()]
        unknown = [code for code in codes if code not in STATES]
        if unknown or not codes:
            raise ValidationError(
                _("Use two-letter codes of states, like CA, OR. Not known: %(codes)s") % {"codes": ", ".join(unknown) or "-"}
            )
        return ",".join(dict.fromkeys(codes))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                check_clinic(clinic=self.instance, values=cleaned)
            except RefusedChange as refusal:
                raise ValidationError(str(refusal)) from None
        return cleaned


class SettingInline(admin.StackedInline):
    """Rows that belong to a clinic, with its rights. Stacked: Django's table of them leaves its boxes without labels."""

    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_oversee(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_configure(request)

    has_change_permission = has_delete_permission = has_add_permission


class HoursInline(SettingInline):
    model = OpeningHours
    ordering = ("weekday", "opens")
    fields = (("weekday", "opens", "closes"),)


class RotaInline(SettingInline):
    """Who answers safety alerts, in the clinic's time zone; members of this clinic alone."""

    model = OnCall
    ordering = ("starts_at",)
    fields = (("member", "line"), ("starts_at", "ends_at"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[OnCall]:
        return super().get_queryset(request).filter(ends_at__gt=timezone.now() - ROTA_SHOWN)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django draws the two boxes of a time without labels."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("starts_at", "ends_at"):
            for box, name in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
                box.attrs["aria-label"] = f"{db_field.verbose_name}: {name}"
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "member":
            clinic_id = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            clinic = Clinic.objects.filter(pk=clinic_id).first() if clinic_id else None
            kwargs["queryset"] = members_of(clinic) if clinic else Membership.objects.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class NumbersInline(SettingInline):
    model = CrisisNumber
    fields = (("label", "number"), ("note", "position"))


@admin.register(Clinic)
class ClinicAdmin(ScopedAdmin):
    """One's own clinic: settings, hours, rota, crisis numbers. New clinics are made by the site admin."""

    form = ClinicForm
    inlines = (HoursInline, RotaInline, NumbersInline)
    list_display = ("name", "neutral_name", "time_zone", "is_open", "cssrs_is_on")
    clinic_path = "pk"
    can_change = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Clinic]:
        rows = admin.ModelAdmin.get_queryset(self, request)
        clinic = own_clinic(request)
        return rows if is_site_admin(request) else rows.filter(pk=clinic.pk if clinic else None)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_site_admin(request)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def save_model(self, request: HttpRequest, obj: Clinic, form: Any, change: bool) -> None:
        save_setting(row=obj, changed=form.changed_data, by=request.user, at=timezone.now(), is_new=not change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        at = timezone.now()
        formset.save(commit=False)
        for row in formset.deleted_objects:
            remove_setting(row=row, by=request.user, at=at)
        for row, fields in formset.changed_objects:
            save_setting(row=row, changed=fields, by=request.user, at=at)
        for row in formset.new_objects:
            fields = [field.name for field in row._meta.fields if field.editable]
            save_setting(row=row, changed=fields, by=request.user, at=at, is_new=True)
        formset.save_m2m()


class MembershipForm(ModelForm):
    """Refuses to take the last active admin away, in words, before the save."""

    class Meta:
        model = Membership
        fields = ("name", "role", "is_active")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                check_membership(membership_id=self.instance.pk, role=cleaned["role"], is_active=cleaned["is_active"])
            except RefusedChange as refusal:
                raise ValidationError(str(refusal)) from None
        return cleaned


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    """Roles. Members come by invitation and are ended, never deleted; an end or another role signs them out everywhere."""

    form = MembershipForm
    list_display = ("name", "user", "role", "is_active")
    list_filter = ("role", "is_active")
    list_select_related = ("user", "clinic")
    readonly_fields = ("user", "clinic")
    fields = ("user", "clinic", "name", "role", "is_active")
    can_change = True

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        change_membership(membership=obj, role=obj.role, name=obj.name, is_active=obj.is_active, by=request.user, at=timezone.now())


class InvitationForm(ModelForm):
    class Meta:
        model = Invitation
        fields = ("clinic", "email", "name", "role")


@admin.register(Invitation)
class InvitationAdmin(ScopedAdmin):
    """Inviting colleagues: a link by mail that works once, for seven days, for this address, role and clinic."""

    form = InvitationForm
    list_display = ("name", "email", "role", "state", "created_at", "expires_at")
    list_select_related = ("clinic", "invited_by")
    can_add = True
    actions = ("take_back",)

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation: Invitation) -> str:
        if invitation.accepted_at:
            return _("accepted")
        if invitation.revoked_at:
            return _("taken back")
        return _("open") if invitation.expires_at > timezone.now() else _("run out")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "clinic" and not is_site_admin(request):
            clinic = own_clinic(request)
            kwargs["queryset"] = Clinic.objects.filter(pk=clinic.pk if clinic else None)
            kwargs["initial"] = clinic
            kwargs["empty_label"] = None
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        made = invite_member(clinic=obj.clinic, email=obj.email, role=obj.role, name=obj.name, by=request.user, at=timezone.now())
        obj.pk, obj.created_at, obj.expires_at, obj.email = made.pk, made.created_at, made.expires_at, made.email

    @admin.action(description=gettext_lazy("Take the selected invitations back"))
    def take_back(self, request: HttpRequest, rows: QuerySet[Invitation]) -> None:
        if not may_configure(request):
            return
        for invitation in rows:
            revoke_invitation(invitation=invitation, by=request.user, at=timezone.now())


class ConsentTextForm(ModelForm):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.SPOKEN_LANGUAGES)
    publish = forms.BooleanField(
        label=gettext_lazy("In force from now on"),
        required=False,
        help_text=gettext_lazy("After this the text cannot be changed any more."),
    )

    class Meta:
        model = ConsentText
        fields = ("clinic", "purpose", "language", "summary", "text")


@admin.register(ConsentText)
class ConsentTextAdmin(ScopedAdmin):
    """Versions of consent texts. A published one is read-only; the next version begins with its words."""

    form = ConsentTextForm
    list_display = ("purpose", "language", "version", "published_at", "clinic")
    list_filter = ("purpose", "language")
    list_select_related = ("clinic",)
    can_add = can_change = True
    actions = ("make_new_version",)

    def has_change_permission(self, request: HttpRequest, obj: ConsentText | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.published_at is None)

    def get_fields(self, request: HttpRequest, obj: ConsentText | None = None) -> Any:
        words = ("clinic", "purpose", "language", "summary", "text")
        return (*words, "version", "published_at") if obj and obj.published_at else (*words, "publish")

    def get_readonly_fields(self, request: HttpRequest, obj: ConsentText | None = None) -> Any:
        return ("clinic", "purpose", "language") if obj else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "clinic" and not is_site_admin(request):
            clinic = own_clinic(request)
            kwargs["queryset"] = Clinic.objects.filter(pk=clinic.pk if clinic else None)
            kwargs["initial"] = clinic
            kwargs["empty_label"] = None
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: ConsentText, form: Any, change: bool) -> None:
        at = timezone.now()
        changed = [name for name in form.changed_data if name != "publish"]
        if not change or changed:
            save_setting(row=obj, changed=changed, by=request.user, at=at, is_new=not change)
        if form.cleaned_data.get("publish"):
            publish_text(text=obj, by=request.user, at=at)

    @admin.action(description=gettext_lazy("Make a new version from the selected text"))
    def make_new_version(self, request: HttpRequest, rows: QuerySet[ConsentText]) -> None:
        if not may_configure(request):
            return
        for text in rows:
            draft = new_text_version(text=text, by=request.user, at=timezone.now())
            messages.success(request, _("Version %(version)d is a draft now.") % {"version": draft.version})
