""" "Is someone with you who can see this?", before the parts on safety, on what she went through, and on drugs."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kapintake.access import Role, access
from kapintake.intake.company import ALONE, is_private
from kapintake.intake.document import LATER, PHONE
from kapintake.intake.models import QuestionnaireResponse
from kapintake.intake.selectors import reread
from kapintake.intake.services import AlreadySent, new_key
from kapintake.intake.views.common import already_sent, own_draft, posted_key
from kapintake.intake.walk import Walk
from kapintake.pathway.intake import postpone_part

CHOICES = {"alone": "", LATER: LATER, PHONE: PHONE}


@access(Role.PATIENT)
@require_http_methods(["GET", "HEAD", "POST"])
@own_draft
def company(request: HttpRequest, response: QuestionnaireResponse, part: int) -> HttpResponse:
    """Go on, later, or by phone."""
    found = Walk.of(response).part(part)
    if found is None or not is_private(found.section):
        raise Http404
    chosen = request.POST.get("company", "")
    if request.method == "POST" and chosen in CHOICES:
        how = CHOICES[chosen]
        if how or found.postponed:
            try:
                postpone_part(
                    response=response, section_id=found.section.id, how=how, key=posted_key(request), by=request.user, at=timezone.now()
                )
            except AlreadySent:
                return already_sent(request, reread(response))
        if not how:
            request.session[ALONE] = True
            return redirect("intake:part", part=part)
        messages.success(request, _put_off_words(how))
        return redirect("intake:task_list")
    has_errors = request.method == "POST"
    context = {"clinic": response.clinic, "part": found, "key": new_key(), "version": response.version, "form_has_errors": has_errors}
    return render(request, "intake/company.html", context, status=422 if has_errors else 200)


def _put_off_words(how: str) -> str:
    if how == PHONE:
        return _("We told the clinic that you want a call. You can go on with the other parts.")
    return _("That part waits for you in the list. You can go on with the others.")
