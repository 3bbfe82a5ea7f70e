"""What a page's own scripts ask for: none of it counts as being there (SE-2), and a saved form tells them where it leads.

A script that sends a form cannot read where a redirect goes. Where it asks with X-Follow, a redirect becomes an empty
answer that names the address in X-Location, and the script goes there as the browser would have.
"""

from django.http import HttpRequest, HttpResponse

FOLLOW, LEADS_TO = "X-Follow", "X-Location"
NEVER_PRESENCE = ("/sitting/",)  # asks how long the sitting still lasts
REDIRECTS = (301, 302, 303)


def is_background(request: HttpRequest) -> bool:
    """A script's request, not a person who goes somewhere. Claiming the opposite gains nothing but one's own idle time.

    A draft and a look at the clock are never more than that, whatever the headers say: older browsers send none.
    """
    if request.path in NEVER_PRESENCE or is_draft(request) or asks_where_it_leads(request):
        return True
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate" or "HX-Request" in request.headers


def is_draft(request: HttpRequest) -> bool:
    """What was typed so far, sent while somebody types or leaves the page."""
    return request.method == "POST" and request.POST.get("act") == "draft"


def asks_where_it_leads(request: HttpRequest) -> bool:
    return FOLLOW in request.headers


def tell_where(response: HttpResponse) -> HttpResponse:
    """The redirect, as a script can read it."""
    if response.status_code in REDIRECTS:
        response[LEADS_TO] = response["Location"]
        del response["Location"]
        response.status_code = 204
        response.content = b""
    return response
