"""The audit trail in the Django admin: read, never written. Only one's own clinic's chain; reading it is an event too."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapintake.access import Role
from kapintake.audit.models import AuditEvent
from kapintake.audit.services import record
from kapintake.clinics.scoped_admin import ScopedAdmin, is_site_admin, own_clinic


class RoleFilter(admin.SimpleListFilter):
    """By role; acts of nobody in particular (the worker, a stranger) have a name as well."""

    title, parameter_name = _("role"), "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("none", _("no role")), *((role.value, role.label) for role in Role if role.is_staff or role is Role.PATIENT)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
        if self.value() is None:
            return queryset
        return queryset.filter(role="" if self.value() == "none" else self.value())


@admin.register(AuditEvent)
class AuditEventAdmin(ScopedAdmin):
    """Who did what to which record, newest first. It holds field names and ids, no values."""

    list_display = ("at", "action", "outcome", "role", "actor_id", "object_type", "object_id", "patients", "reason", "seq")
    list_filter = ("outcome", RoleFilter, "action")
    date_hierarchy = "at"
    ordering = ("-at", "-seq")
    list_display_links = None
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        rows = admin.ModelAdmin.get_queryset(self, request)
        clinic = own_clinic(request)
        return (
            rows
            if is_site_admin(request)
            else rows.filter(clinic_id=clinic.pk if clinic else None, chain_id=str(clinic.pk if clinic else ""))
        )

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        member = getattr(request, "member", None)
        role = member.role if member else "site-admin"
        record("audit.read", at=timezone.now(), by=request.user, role=role, clinic=own_clinic(request))
        return super().changelist_view(request, extra_context)
