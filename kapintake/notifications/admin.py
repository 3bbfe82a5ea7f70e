"""The outbox in the Django admin: what waits, what was given up. Read, never written; it names nobody and says nothing."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from kapintake.clinics.scoped_admin import ScopedAdmin, is_site_admin, own_clinic
from kapintake.notifications.models import Message


@admin.register(Message)
class MessageAdmin(ScopedAdmin):
    """A dead letter is shown here and in the number of tries; neither address nor recipient is."""

    list_display = ("created_at", "template", "state", "attempts", "due_at", "sent_at", "failed_at")
    list_filter = ("state", "template")
    fields = readonly_fields = ("template", "state", "attempts", "created_at", "due_at", "claimed_until", "sent_at", "failed_at")
    ordering = ("-created_at",)
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        rows = admin.ModelAdmin.get_queryset(self, request)
        if is_site_admin(request):
            return rows
        clinic = own_clinic(request)
        return rows.filter(clinic_id=clinic.pk) if clinic else rows.none()

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}
