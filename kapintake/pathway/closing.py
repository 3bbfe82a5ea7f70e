"""Closing an account: what is open is taken back, the record that the clinic must keep stays, the sign-in ends.

One transaction. Order of locks: responses, reviews, the patient's row, the clinic's chain, the site's chain (CO-10).
"""

from datetime import datetime

from django.db import transaction

from kapintake.accounts.models import User
from kapintake.accounts.services import end_own_sign_in
from kapintake.intake.models import QuestionnaireResponse, ResponseStatus
from kapintake.notifications.models import Template
from kapintake.notifications.services import queue_message
from kapintake.pathway.intake import withdraw
from kapintake.patients.services import close_patients
from kapintake.privacy.services import keep_former_address
from kapintake.reviews.selectors import is_decided


@transaction.atomic
def close_account(*, user: User, at: datetime) -> None:
    """She leaves. A second press finds the account closed and changes nothing.

    An application that nobody has decided on is taken back, as its own page would: what was said about safety first
    becomes what it earns, and open alerts stay. A decided one, answers, consents and signatures stay as they are.
    """
    if not User.objects.select_for_update().filter(pk=user.pk, is_active=True).exists():
        return
    own = QuestionnaireResponse.objects.filter(patient__user=user, patient__closed_at__isnull=True).select_related("patient", "clinic")
    for response in own.exclude(status=ResponseStatus.STOPPED).order_by("started_at"):
        if not is_decided(response):
            withdraw(response=response, by=user, at=at)
    queue_message(Template.ACCOUNT_CLOSED, to=user, about=user, path="/", at=at)
    keep_former_address(user=user, at=at)
    close_patients(user=user, at=at)
    end_own_sign_in(user=user, at=at)
