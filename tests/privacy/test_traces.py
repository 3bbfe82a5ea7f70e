"""PV-1 over the whole site: no address, title, cookie or file name tells a name, a birth date, an address or a treatment."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kapintake.alerts.models import SafetyAlert
from kapintake.clinics.models import Membership
from kapintake.patients.models import Patient
from tests import factories
from tests.architecture.test_addresses import ALL, OURS

NAMES = ("ada", "marlow", "noor", "1987", "astoria", "555 0123", "@")
TREATMENT = ("ketamin", "psychedel", "suicid", "depress", "phq", "gad-7", "c-ssrs", "trauma", "alcohol", "drug", "contraindicat")
RANDOM = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")  # an id, which by chance holds "ada"
PUBLIC = ("learn", "landing")  # pages that speak of the treatment to everybody tell nothing of who reads them


@pytest.fixture
def case(ada: Patient, clara: Membership, dev: Membership) -> Any:
    return factories.make_review(ada, immediate_danger=True)


def paths(case: Any) -> dict[str, str]:
    ids = {"review_id": case.pk, "alert_id": SafetyAlert.objects.get(patient=case.patient).pk}
    found = {}
    for address in OURS:
        kwargs = {}
        for name, converter in address.converters.items():
            kind = type(converter).__name__
            kwargs[name] = ids.get(name, case.pk) if kind == "UUIDConverter" else 1 if kind == "IntConverter" else "safety"
        found[address.name] = reverse(address.name, kwargs=kwargs)
    return found


def test_pv_1_no_address_of_ours_names_a_treatment_or_a_person() -> None:
    routes = [str(address.pattern.pattern) for address in ALL]
    assert [route for route in routes for word in TREATMENT if word in route.casefold()] == []
    assert [route for route in routes if re.search(r"<(str|path):(name|email|patient)", route)] == []


@pytest.mark.parametrize("who", ["ada", "clara", "fay", "finn"])
def test_pv_1_no_title_cookie_or_file_name_tells_who_or_what(
    request: pytest.FixtureRequest, client: Client, signed_in: Any, case: Any, who: str
) -> None:
    """Titles stand in tabs, in histories and on shared screens."""
    signed_in(client, request.getfixturevalue(who))
    told, titles = [], set()
    for name, path in paths(case).items():
        answer = client.get(path, follow=True)
        if not name.startswith(PUBLIC) and "text/html" in answer.get("Content-Type", ""):
            title = unescape("".join(re.findall(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL))).casefold()
            title = title.replace(case.patient.reference.casefold(), "")  # by chance it may hold three letters of anybody
            titles.add(title)
            told += [(name, title, word) for word in (*NAMES, *TREATMENT) if re.search(rf"\b{re.escape(word)}", title)]
        told += [(name, word) for word in (*NAMES, *TREATMENT) if word in answer.get("Content-Disposition", "").casefold()]
        told += [(name, word) for step, _status in answer.redirect_chain for word in NAMES if word in RANDOM.sub("", step).casefold()]
    cookies = "".join(morsel.value for morsel in client.cookies.values()).casefold()
    assert told == []
    assert len(titles) > 5  # it looked at pages
    assert not any(word in cookies for word in ("marlow", "@", "ketamin"))


@pytest.mark.parametrize("path", ["/", "/account/login/", "/start/"])
def test_no_cookie_outlives_the_browser(client: Client, case: Any, path: str) -> None:
    """The privacy page says so; a lasting one would tell who was here on a shared phone."""
    client.get(path)
    client.post("/language/", {"language": "es", "next": path})
    assert client.cookies
    assert [name for name, morsel in client.cookies.items() if morsel["max-age"] or morsel["expires"]] == []
