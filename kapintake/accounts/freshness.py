"""Whether it is still she who sits there (SE-6): a sign-in, a password or a factor within five minutes.

Asked before a page is shown, so that nothing typed has to be kept while somebody proves who she is. Somebody who signs in
by mailed codes alone has nothing to type here: for her a fresh sign-in is the proof.
"""

import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, is_reauthentication_required
from django.http import HttpRequest


def is_fresh(request: HttpRequest) -> bool:
    if get_reauthentication_flows(request.user):
        return not is_reauthentication_required(request, app="allauth.account")
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def proof_page(request: HttpRequest) -> str:
    """The name of the page on which she proves herself; "" where only a new sign-in does."""
    flows = [flow["id"] for flow in get_reauthentication_flows(request.user)]
    return "account_reauthenticate" if flows else ""
