"""People who work here, in the Django admin; and the admin's own door, which is the site's (AD-1).

No password is set here and nobody signs in as somebody else (AD-2). Patients are not listed: that somebody is one is
not the administration's to read. The sign-in library's own pages, which would list their addresses, are taken out.
"""

from typing import Any

import django.contrib.auth.admin  # noqa: F401  # registered now, so that it can be taken out below
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapintake.accounts.models import User
from kapintake.accounts.second_factor import has_second_factor
from kapintake.accounts.services import close_or_open_sign_in, take_second_factor_away
from kapintake.clinics.scoped_admin import ScopedAdmin, is_site_admin, may_configure, own_clinic
from kapintake.clinics.services import RefusedChange, check_last_admin_user


def password_change(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """The admin's own form knows neither our password policy nor our trail."""
    return redirect("account_change_password")


admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # as the library's documentation says
admin.site.password_change = password_change  # type: ignore[method-assign]
for library_model in (EmailAddress, Authenticator, Group):
    if admin.site.is_registered(library_model):
        admin.site.unregister(library_model)


class UserForm(ModelForm):
    class Meta:
        model = User
        fields = ("is_active",)

    def clean_is_active(self) -> bool:
        is_active = bool(self.cleaned_data["is_active"])
        if not is_active and self.instance.is_active:
            try:
                check_last_admin_user(self.instance)
            except RefusedChange as refusal:
                raise ValidationError(str(refusal)) from None
        return is_active


@admin.register(User)
class UserAdmin(ScopedAdmin):
    """Sign-ins of the clinic's staff: close one, open it again, take a lost second factor away."""

    form = UserForm
    clinic_path = "memberships__clinic"
    list_display = ("email", "is_active", "has_second_lock", "last_login")
    list_filter = ("is_active",)
    readonly_fields = ("email", "language", "last_login")
    fields = ("email", "language", "last_login", "is_active")
    can_change = True
    actions = ("reset_second_lock",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        if is_site_admin(request):
            return User.objects.filter(memberships__isnull=False).distinct() | User.objects.filter(is_staff=True).distinct()
        return super().get_queryset(request).distinct()

    @admin.display(boolean=True, description=gettext_lazy("second lock"))
    def has_second_lock(self, user: User) -> bool:
        return has_second_factor(user)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        close_or_open_sign_in(user=obj, is_active=obj.is_active, by=request.user, at=timezone.now(), clinic=own_clinic(request))

    @admin.action(description=gettext_lazy("Take the second lock away: I have made sure who it is"))
    def reset_second_lock(self, request: HttpRequest, rows: QuerySet[User]) -> None:
        if not may_configure(request):
            return
        for user in rows:
            if take_second_factor_away(user=user, by=request.user, at=timezone.now(), clinic=own_clinic(request)):
                messages.success(request, _("%(email)s sets up a new second lock at the next sign-in.") % {"email": user.email})
            else:
                messages.error(request, _("Ask another admin to do this for you."))
