"""What one saved answer costs, as a share of a trivial logged-in view: gunicorn with 2 x 4, PostgreSQL, interleaved rounds.

A save here is everything on: sealed answer and history, screened for safety, chained audit event. Target: at least 0.20.
"""

import http.client
import os
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import uuid
from dataclasses import dataclass

from benchmarks.world import ROOT, world

CLIENTS = 4
SECONDS = 2.0
ROUNDS = 7
PORT = 8765


@dataclass
class Phone:
    """One signed-in patient on a question of the PHQ-9."""

    cookies: str
    csrf: str
    path: str
    version: int
    saved: int = 0

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("localhost", PORT, timeout=20)

    def read(self, connection: http.client.HTTPConnection) -> None:
        connection.request("GET", "/trivial/", headers={"Cookie": self.cookies})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status

    def save(self, connection: http.client.HTTPConnection) -> None:
        """A tap on an answer card. The reply is the redirect to the next question."""
        fields = {
            "csrfmiddlewaretoken": self.csrf,
            "key": str(uuid.uuid4()),
            "version": str(self.version),
            "answer": str(1 + self.saved % 2),
        }
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{PORT}"}
        connection.request("POST", self.path, urllib.parse.urlencode(fields), headers)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status in (302, 303), (answer.status, body[:500])
        self.version += 1
        self.saved += 1


def rate(phones: list[Phone], act: str) -> float:
    """Requests a second over all phones, each on a connection of its own."""
    done = [0] * len(phones)
    until = time.perf_counter() + SECONDS

    def go(place: int, phone: Phone) -> None:
        connection = phone.connection()
        while time.perf_counter() < until:
            getattr(phone, act)(connection)
            done[place] += 1
        connection.close()

    threads = [threading.Thread(target=go, args=pair) for pair in enumerate(phones)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - start)


def phones() -> list[Phone]:
    """Patients with a session each, standing on the second PHQ-9 question."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils import timezone

    from kapintake.accounts.models import User
    from kapintake.accounts.sessions import SessionStore
    from kapintake.demo.cast import HARBOR
    from kapintake.demo.clinics import seed_clinics
    from kapintake.demo.seed import play
    from kapintake.demo.stories import Ends, Story
    from kapintake.intake.questionnaires import places_of
    from kapintake.intake.selectors import response_for

    clinic = seed_clinics(at=timezone.now())[HARBOR]
    found = []
    for number in range(CLIENTS):
        story = Story(f"Pat{number}", "Bench", timezone.now().date().replace(year=1990), "female", "", Ends.STARTED, stops_after="body")
        play(story, clinic, at=timezone.now())
        user = User.objects.get(email=story.email)
        session = SessionStore()
        session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]})
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        response = response_for(user)
        assert response is not None
        place = next(place for place in places_of(response) if place.page.items[0].link_id == "phq9-2")
        csrf = "a" * 32
        cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={csrf}"
        found.append(Phone(cookies, csrf, f"/application/{place.part}/{place.number}/", response.version))
    return found


def cpu_seconds(pids: list[int]) -> float:
    """Processor time that the site's processes have used so far."""
    ticks = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def workers_of(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as children:
        return [int(child) for child in re.findall(r"\d+", children.read())]


def main() -> None:
    with world():
        people = phones()
        from django.db import connections

        connections.close_all()
        options = ["-b", f"localhost:{PORT}", "-w", "2", "--threads", "4", "--log-level", "error"]
        command = [sys.executable, "-m", "gunicorn", "kapintake.wsgi", *options]
        server = subprocess.Popen(command, cwd=ROOT)
        try:
            time.sleep(4)
            measure(people, server.pid)
        finally:
            server.terminate()
            server.wait(20)


def measure(people: list[Phone], server: int) -> None:
    rates: dict[str, list[float]] = {"read": [], "save": []}
    costs: dict[str, list[float]] = {"read": [], "save": []}
    for act in rates:
        rate(people, act)  # warm
    for _ in range(ROUNDS):
        for act in rates:
            before, start = cpu_seconds(workers_of(server)), time.perf_counter()
            a_second = rate(people, act)
            requests = a_second * (time.perf_counter() - start)
            costs[act].append((cpu_seconds(workers_of(server)) - before) / requests * 1000)
            rates[act].append(a_second)
    read, save = statistics.median(rates["read"]), statistics.median(rates["save"])
    shares = [one / other for one, other in zip(rates["save"], rates["read"], strict=True)]
    print(f"trivial logged-in view   {read:7.0f} a second   {statistics.median(costs['read']):5.2f} ms of processor time each")
    print(f"save with everything on  {save:7.0f} a second   {statistics.median(costs['save']):5.2f} ms of processor time each")
    print(
        f"share, median of {ROUNDS} rounds: {statistics.median(shares):.2f} ({min(shares):.2f} to {max(shares):.2f}); target: at least 0.20"
    )


if __name__ == "__main__":
    main()
