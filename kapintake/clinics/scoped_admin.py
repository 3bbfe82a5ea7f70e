"""What every page of ours in the Django admin has: rights by role, only one's own clinic's rows, every save through a service.

Django's groups and permissions are not used. Another clinic's row is "not there" (404), never "forbidden".
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from kapintake.access import Role
from kapintake.clinics.models import Clinic
from kapintake.clinics.selectors import zone_of


def own_clinic(request: HttpRequest) -> Clinic | None:
    member = getattr(request, "member", None)
    return member.clinic if member else None


def is_site_admin(request: HttpRequest) -> bool:
    """Runs the installation, for all clinics; has no place in any clinic's care."""
    return bool(request.user.is_superuser)


def may_configure(request: HttpRequest) -> bool:
    member = getattr(request, "member", None)
    return is_site_admin(request) or (member is not None and member.role == Role.CLINIC_ADMIN)


def may_oversee(request: HttpRequest) -> bool:
    """The privacy officer reads what the clinic admin sets."""
    member = getattr(request, "member", None)
    return may_configure(request) or (member is not None and member.role == Role.PRIVACY_OFFICER)


class ScopedAdmin(admin.ModelAdmin):
    """Rows of one clinic, found by `clinic_path`."""

    clinic_path = "clinic"
    can_add = can_change = False
    actions_on_top = True
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if is_site_admin(request):
            return rows
        return rows.filter(**{self.clinic_path: own_clinic(request)}) if own_clinic(request) else rows.none()

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_oversee(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_add and may_configure(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_change and may_configure(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        raise Http404  # Django would redirect and name the id

    def changeform_view(self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None) -> Any:
        """Times are typed and shown in the clinic's own zone, so the page is rendered while it is set."""
        clinic = self.clinic_of_page(request, object_id)
        with timezone.override(zone_of(clinic) if clinic else None):
            response = super().changeform_view(request, object_id, form_url, extra_context)
            render: Callable[[], Any] | None = getattr(response, "render", None)
            return render() if render else response

    def clinic_of_page(self, request: HttpRequest, object_id: Any) -> Clinic | None:
        row: Model | None = self.get_object(request, object_id) if object_id else None
        if isinstance(row, Clinic):
            return row
        return getattr(row, "clinic", None) or own_clinic(request)
