"""AC-2, AC-3: every address says who may open it, and a record that is not hers is not there. Grows with the addresses."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter

from kapintake.access import LIBRARY_PAGES, Role, roles_declared
from tests.browser import Browser

SAMPLES = {"uuid": str(uuid.uuid4()), "int": "1", "slug": "safety", "str": "abc", "path": "x"}


@dataclass(frozen=True)
class Address:
    name: str
    pattern: URLPattern
    converters: dict

    def path(self, samples=SAMPLES) -> str:
        from django.urls import reverse

        kinds = {"UUIDConverter": "uuid", "IntConverter": "int", "SlugConverter": "slug", "StringConverter": "str", "PathConverter": "path"}
        return reverse(self.name, kwargs={key: samples[kinds[type(value).__name__]] for key, value in self.converters.items()})


def addresses(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[Address]:
    """Every pattern of the site, nested includes and the admin's too."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inner)
        else:
            yield Address(f"{namespace}{pattern.name or ''}", pattern, pattern.pattern.converters)


ALL = list(addresses())
OURS = [
    address
    for address in ALL
    if getattr(address.pattern.callback, "__module__", "").startswith("kapintake.") and not address.name.startswith("admin:")
]
RECORDS = [address for address in OURS if any(isinstance(converter, UUIDConverter) for converter in address.converters.values())]
NAMED = {address.name for address in ALL}


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name or str(address.pattern.pattern))
def test_ac_2_every_address_declares_who_may_open_it(address):
    assert address.name
    assert roles_declared(address.pattern.callback, address.name)


@pytest.mark.parametrize("address", OURS, ids=lambda address: address.name)
def test_ac_2_every_page_of_ours_carries_the_mark_itself(address):
    assert getattr(address.pattern.callback, "access", None)


def test_ac_2_the_table_names_no_page_that_is_not_there():
    """A stale line would open whatever takes the name later."""
    absent = {name for name in LIBRARY_PAGES if not name.endswith(":")} - NAMED
    assert all(name.startswith(("account_", "mfa_")) for name in absent)  # pages that a setting of the library switches


def test_ac_7_no_address_counts_people():
    """Records are addressed by random ids alone; numbers are steps and pages."""
    numbered = {key for address in OURS for key, converter in address.converters.items() if type(converter).__name__ == "IntConverter"}
    assert not {key for key in numbered if key.endswith(("id", "pk"))}


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["nobody", "ada", "clara", "fay", "finn", "eva"])
def test_ac_3_a_record_that_is_not_there_is_the_same_page_for_everybody_who_is_signed_in(request, signed_in, who):
    """Absent and malformed ids: the same bytes and headers, but for the reference."""
    browser = Browser()
    if who != "nobody":
        signed_in(browser, request.getfixturevalue(who))
    pages = set()
    for address in RECORDS:
        for path in (address.path(), address.path().replace(SAMPLES["uuid"], "17")):
            for method in ("get", "post"):
                answer = getattr(browser, method)(path)
                if who == "nobody" and answer.status_code == 302:
                    continue  # to sign-in
                if answer.status_code == 405:
                    continue  # the address takes the other method: true of every id alike
                headers = frozenset((name, value) for name, value in answer.items() if name not in ("X-Request-ID", "Set-Cookie", "Allow"))
                pages.add((answer.status_code, re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"", answer.content), headers))
    assert {page[0] for page in pages} <= {404}
    assert len(pages) <= 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["nobody", "ada", "clara", "dev", "fay", "finn", "pia", "eva"])
def test_ac_2_nobody_opens_a_page_of_another_role(request, signed_in, who):
    """By the declared roles alone: every page of ours, every role, no error of ours."""
    browser = Browser(raise_request_exception=False)
    held = set()
    if who != "nobody":
        person = request.getfixturevalue(who)
        signed_in(browser, person)
        held = {Role(getattr(person, "role", Role.PATIENT))}
    for address in OURS:
        declared = roles_declared(address.pattern.callback, address.name)
        answer = browser.get(address.path())
        assert answer.status_code < 500 or address.name == "readyz", address.name
        if Role.ANYONE in declared or held & declared or (held and Role.SIGNED_IN in declared):
            continue
        assert answer.status_code in ((302,) if who == "nobody" else (403, 404)), address.name
        if who == "nobody":
            assert answer["Location"].startswith("/account/login/"), address.name
