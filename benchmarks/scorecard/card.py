"""Walks the seeded clinic in Chromium as a patient and a clinician, and prints figure, target and verdict."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.scorecard.targets import MEASURES, NOT_HERE
from benchmarks.scorecard.watching import BROADBAND, DESK, PAINT, PHONE, REACTION, SLOW, CheapPhone, Tally, Transfer
from tests.journeys.live import Site, build_seeded
from tests.journeys.people import Clinician, Patient
from tests.look.browser import SIDEWAYS, chromium

LENA = "lena.fischer@mail.example"  # some parts done, the PHQ-9 next
ROUNDS = 5
Figures = dict[str, float]


def a_page(browser: Any, site: Site, device: dict[str, Any]) -> tuple[Any, Any]:
    context = browser.new_context(base_url=site.url, **device)
    context.set_default_timeout(30_000)
    return context, context.new_page()


def whole_application(browser: Any, site: Site) -> Figures:
    """The unremarkable patient of the worked examples, from the front page to "Sent"."""
    context, page = a_page(browser, site, PHONE)
    tally = Tally()
    tally.watch(context, page)
    patient = Patient(page, site, email="score@mail.example")
    patient.join()
    patient.begin()
    patient.answer(until="phq9-1")
    before = tally.tap
    patient.answer(through="phq9-10")
    phq9 = tally.tap - before
    patient.answer()
    patient.send()
    context.close()
    return {"pages": tally.pages, "taps": tally.tap, "typed": tally.typed, "phq9-taps": phq9}


def first_view(browser: Any, site: Site) -> Figures:
    context, page = a_page(browser, site, PHONE)
    seen = Transfer(context).watch(page)
    page.goto("/", wait_until="networkidle")
    figures = {"first-kb": seen.kilobytes(), "first-requests": len(seen.of()), "first-fonts": len(seen.of("Font"))}
    context.close()
    return figures


def question_page(browser: Any, site: Site) -> Figures:
    """One question on a cheap phone: how it paints, what it weighs, how long a tap takes to bring the next."""
    context, page = a_page(browser, site, PHONE)
    patient = Patient(page, site)
    patient.sign_in_to_demo(LENA)
    seen = Transfer(context).watch(page)
    patient.open_question("phq9-2")
    page.wait_for_load_state("networkidle")
    figures = {"css": seen.kilobytes("Stylesheet"), "patient-js": seen.kilobytes("Script"), "question-html": seen.kilobytes("Document")}
    phone = CheapPhone(context, page)
    phone.on(BROADBAND)
    paints, taps, sizes = [], [], []
    for number in range(2, 2 + ROUNDS):
        patient.open_question(f"phq9-{number}")
        paints.append(page.evaluate(PAINT))
        seen.asked.clear()
        taps.append(tap_to_next(patient))
        page.wait_for_load_state("load")
        sizes.append(seen.kilobytes(fetched=True))
    patient.open_question("high-blood-pressure")
    for box in page.locator("input[name=answer]").all():
        box.tap()
    figures["inp"] = page.evaluate(REACTION)
    phone.on(SLOW)
    slow = []
    for number in range(2, 2 + ROUNDS):
        patient.open_question(f"phq9-{number}")
        slow.append(tap_to_next(patient))
    context.close()
    return {
        **figures,
        "next-kb": statistics.median(sizes),
        "tap": statistics.median(taps),
        "tap-slow": statistics.median(slow),
        **{key: statistics.median(paint[key] for paint in paints) for key in ("lcp", "interactive", "cls")},
    }


def tap_to_next(patient: Patient) -> float:
    """Milliseconds until the next question can be read."""
    before, start = patient.page.url, time.perf_counter()
    patient.page.locator(".answers button[name=answer][value='0']").click(no_wait_after=True)
    patient.page.wait_for_url(lambda url: url.split("?")[0] != before.split("?")[0], wait_until="domcontentloaded")
    return (time.perf_counter() - start) * 1000


def help_reached(browser: Any, site: Site) -> Figures:
    """A positive safety answer, and the way from any question page to a call."""
    context, page = a_page(browser, site, PHONE)
    patient = Patient(page, site)
    patient.sign_in_to_demo(LENA)
    patient.open_question("phq9-9")
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    start = time.perf_counter()
    patient.tap("2")
    page.locator("[data-help]").first.wait_for()
    delay = (time.perf_counter() - start) * 1000
    page.wait_for_load_state("load")
    between = max(len(loads) - 1, 0)
    patient.open_question("phq9-1")
    taps = 0
    if not page.locator("main a[href='tel:988'], header a[href='tel:988']").count():
        page.locator("a.help-pill").click()
        taps += 1
    page.locator("a[href='tel:988']").first.wait_for()
    context.close()
    return {"help-delay": delay, "help-pages-between": between, "taps-to-988": taps + 1}


def narrow(browser: Any, site: Site) -> Figures:
    context, page = a_page(browser, site, {"viewport": {"width": 320, "height": 640}})
    patient = Patient(page, site)
    wide = []
    for path in ("/", "/help-now/", "/account/login/", "/account/signup/"):
        page.goto(path)
        wide.append(page.evaluate(SIDEWAYS))
    patient.sign_in_to_demo(LENA)
    for part in range(1, 9):
        for path in (f"/application/{part}/", f"/application/{part}/1/"):
            page.goto(path)
            wide.append(page.evaluate(SIDEWAYS))
    context.close()
    return {"sideways": sum(extra > 0 for extra in wide)}


def at_the_desk(browser: Any, site: Site) -> Figures:
    """A case with nothing found, from the queue to the signed decision: row, decision, sign."""
    context, page = a_page(browser, site, DESK)
    clara = Clinician(page)
    clara.sign_in()
    seen = Transfer(context).watch(page)
    page.goto("/review/", wait_until="networkidle")
    figures = {"queue-html": seen.kilobytes("Document"), "staff-js": seen.kilobytes("Script")}
    tally = Tally()
    tally.watch(context, page)
    page.goto("/review/")
    page.locator("[data-testid=queue-row]:has-text('Abbott') a").first.click()
    if page.get_by_role("button", name="Claim").count():
        page.get_by_role("button", name="Claim").first.click()
    page.locator("[data-testid=kind-go-on]").click()
    form = page.locator("[data-testid=decision-form]")
    form.locator("[name=other_reason]").fill("Nothing found that speaks against a consultation")
    if form.locator("[name=password]").count():
        form.locator("[name=password]").fill(clara.password)
    form.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_url("**/review/")
    context.close()
    return {**figures, "queue-clicks": tally.tap}


PARTS: tuple[Callable[[Any, Site], Figures], ...] = (first_view, question_page, help_reached, narrow, whole_application, at_the_desk)


def show(figures: Figures) -> int:
    """Prints the card; how many stand beyond their bound."""
    beyond = 0
    print(f"{'measure':<58} {'measured':>10} {'target':>8} {'bound':>8}  verdict")
    for key, measure in MEASURES.items():
        if key not in figures:
            print(f"{measure.name:<58} {'-':>10}  not measured")
            continue
        value, verdict = figures[key], measure.verdict(figures[key])
        beyond += verdict == "beyond the bound"
        shown = f"{value:,.2f}" if 0 < value < 10 and value != int(value) else f"{value:,.0f}"
        bound = "any" if measure.stop is None else f"{measure.stop:g}"
        print(f"{measure.name:<58} {shown + ' ' + measure.unit:>10} {measure.target:>8g} {bound:>8}  {verdict}")
    print("\nNot on this card:")
    for name, reason in NOT_HERE:
        print(f"  {name}: {reason}")
    return beyond


def main() -> int:
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = Site(build_seeded(Path(folder))).start()
        try:
            for part in PARTS:
                figures |= part(browser, site)
        finally:
            site.stop()
    return 1 if show(figures) else 0
