"""Somebody with a browser: a patient who types her answers, a clinician at a desk. They know the pages by their words."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kapintake.demo.cast import PASSWORD
from kapintake.intake.questionnaires import places_in
from screening import Item, ItemType, PageKind, intake
from screening.questionnaires.example import example
from tests.journeys.live import Site

PAGE = re.compile(r"/application/(\d+)/(\d+)/$")
COMPANY = re.compile(r"/application/\d+/company/$")
HELP = re.compile(r"/application/\d+/\d+/help/$")
MOST_STEPS = 300
POUND = 0.45359237
DECLINED = {"state": "declined"}
UNSURE = {"state": "unsure"}


@dataclass
class Patient:
    """Types an unremarkable intake but for `changes`; remembers which help pages she was shown, and after which question."""

    page: Any
    site: Site
    changes: dict[str, Any] = field(default_factory=dict)
    cssrs: bool = True
    sex: str = "female"
    born: date = date(1990, 6, 14)
    name: tuple[str, str] = ("Nell", "Harper")
    email: str = "nell@mail.example"
    helps: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def answers(self) -> dict[str, Any]:
        return {**example(date.today(), cssrs=self.cssrs)["answers"], **self.changes}  # noqa: DTZ011  # the browser's own today

    # --- joining ---------------------------------------------------------------------------------------------------

    def join(self, clinic: str = "Harbor Clinic") -> None:
        """From the front page to the task list: three questions, an address, a code, who she is, consent."""
        page = self.page
        page.goto("/")
        page.get_by_role("link", name="Start", exact=True).click()
        page.get_by_role("button", name=clinic).click()
        page.get_by_role("button", name="Yes", exact=True).click()
        self._choose_state("CA")
        page.get_by_role("button", name="Yes", exact=True).click()
        page.get_by_label("Email").fill(self.email)
        page.get_by_label("Password", exact=True).fill("a quiet harbor at dawn")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("textbox").first.wait_for()
        page.get_by_role("textbox").first.fill(self.code())
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("link", name="Not now").click()
        self._tell_who_she_is()
        page.get_by_label("legal name").fill(" ".join(self.name))
        self.press(page.get_by_role("button", name="I agree and sign"))
        page.wait_for_url("**/application/**")

    def sign_in_to_demo(self, email: str, path: str = "/application/") -> None:
        """One press of the demo, for a patient whose story is seeded."""
        self.page.goto("/demo/")
        self.page.locator(f"form:has(input[value='{email}']) button").click()
        self.page.goto(path)

    def open_question(self, link_id: str) -> None:
        """Straight to the page that asks this."""
        place = next(place for place in places_in(intake(self.cssrs)) if link_id in [item.link_id for item in place.page.items])
        self.page.goto(f"/application/{place.part}/{place.number}/")

    def code(self) -> str:
        """The six digits from the newest mail."""
        found = re.search(r"\b(\d{3}) ?(\d{3})\b", self.site.newest_mail(self.email))
        assert found, "the mail holds no code"
        return found[1] + found[2]

    def _choose_state(self, code: str) -> None:
        page = self.page
        if page.locator("select[name]").count():
            page.locator("select[name]").first.select_option(code)
            page.get_by_role("button", name="Continue").click()
        else:
            page.get_by_role("button", name="California").click()

    def _tell_who_she_is(self) -> None:
        page = self.page
        page.get_by_label("Legal first name").fill(self.name[0])
        page.get_by_label("Legal last name").fill(self.name[1])
        for part, value in zip(("month", "day", "year"), (self.born.month, self.born.day, self.born.year), strict=True):
            page.locator(f"[name=birth_date_{part}]").fill(str(value))
        page.locator(f"[name=sex_at_birth][value={self.sex}]").check()
        page.locator("[name=phone]").fill("(202) 555-0147")
        page.locator("[name=city]").fill("Oakland")
        page.locator("[name=state]").select_option("CA")
        page.locator("[name=contact_name]").fill("Alex Harper")
        page.locator("[name=contact_phone]").fill("(202) 555-0148")
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url("**/consent/")

    # --- answering -------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """From the task list into the first question."""
        if not PAGE.search(self.page.url):
            start = self.page.get_by_role("button", name="Start", exact=True)
            self.press((start if start.count() else self.page.get_by_role("link", name=re.compile("^Continue"))).first)
            self.page.wait_for_url("**/application/**")

    def answer(self, *, until: str = "", through: str = "") -> None:
        """Answer page after page: up to the check page, before the question `until`, or past the question `through`."""
        for _step in range(MOST_STEPS):
            self.page.wait_for_load_state("domcontentloaded")
            path = self.page.url.split("?")[0]
            if path.endswith("/application/check/"):
                return
            if HELP.search(path):
                self._note_help()
                self.page.get_by_role("link", name="eep going").click()
            elif PAGE.search(path):
                items = self.items_here()
                link_ids = [item.link_id for item in items]
                if until in link_ids:
                    return
                self.fill(items)
                if through in link_ids:
                    return
            elif COMPANY.search(path):
                self.press(self.page.get_by_role("button", name="No, go on"))
            else:
                name = "Check your answers" if self.page.get_by_role("link", name="Check your answers").count() else "Continue"
                self.page.get_by_role("link", name=name).first.click()
        raise AssertionError(f"never came to the end: {self.page.url}")

    def _note_help(self) -> None:
        kind = self.page.locator("[data-help]").first.get_attribute("data-help")
        self.helps.append((self.asked[-1] if self.asked else "", kind or "?"))

    def items_here(self) -> tuple[Item, ...]:
        """What this page asks, looked up by its number: the address tells nothing."""
        found = PAGE.search(self.page.url.split("?")[0])
        assert found, self.page.url
        for place in places_in(intake(self.cssrs)):
            if (place.part, place.number) == (int(found[1]), int(found[2])):
                self._kind = place.page.kind
                return place.page.items
        raise AssertionError(f"no such page: {self.page.url}")

    def fill(self, items: tuple[Item, ...]) -> None:
        """Answer this page and go on, saying once more that an unlikely number is right."""
        self.asked.append(items[-1].link_id)
        before = self.page.url
        said = {item.link_id: self.answers.get(item.link_id) for item in items}
        if self._kind in (PageKind.MEDICINES, PageKind.TRIALS):
            return self._fill_list(said[items[0].link_id])
        if all(value is None or isinstance(value, dict) for value in said.values()):
            unsure = UNSURE in said.values()
            self.press(self.page.get_by_role("button", name="I'm not sure" if unsure else "I'd rather not say"))
        elif self._kind is PageKind.GROUP:
            for link_id, value in said.items():
                self.page.locator(f"input[name=answer][value={link_id}]").set_checked(value is True)
            self.page.locator("input[name=answer-others][value=none]").check()
            self.go_on()
        elif self._kind is PageKind.TICKS:
            for value in said[items[0].link_id]:
                self.page.locator(f"input[name=answer][value={value}]").check()
            if not said[items[0].link_id]:
                self.page.locator("input[name=answer-others][value=none]").check()
            self.go_on()
        elif self._kind in (PageKind.CARDS, PageKind.SCALE):
            self.tap(self._card(items[0], said[items[0].link_id]))
        else:
            for item in items:
                self._fill_box(item, said[item.link_id])
            self.go_on()
        if self.page.url.split("?")[0] == before.split("?")[0] and self.page.get_by_role("button", name="Yes, that's right").count():
            self.press(self.page.get_by_role("button", name="Yes, that's right"))
        return None

    def press(self, button: Any) -> None:
        """Press it, and wait for the page that it leads to: a script sends the form, so the press alone is no sign of it."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            button.click()

    def card(self, value: str) -> Any:
        return self.page.locator(f".answers button[name=answer][value='{value}']")

    def tap(self, value: str) -> None:
        """One tap on an answer card."""
        self.press(self.card(value))

    def go_on(self) -> None:
        self.press(self.page.get_by_role("button", name="Continue", exact=True))

    def _card(self, item: Item, value: Any) -> str:
        if item.type is ItemType.BOOLEAN:
            return "yes" if value else "no"
        if item.type is ItemType.DATE:
            days = (date.today() - date.fromisoformat(value)).days  # noqa: DTZ011  # the browser's own today
            return str(next(option.value for option in item.options if option.days_ago is not None and option.days_ago >= days))
        return str(value)

    def _fill_box(self, item: Item, value: Any) -> None:
        if value is None or isinstance(value, dict):
            return
        feet = self.page.locator(f"[name={item.link_id}_0]")
        if item.unit == "cm" and feet.count():
            inches = round(value / 2.54)
            feet.fill(str(inches // 12))
            self.page.locator(f"[name={item.link_id}_1]").fill(str(inches % 12))
        elif item.unit == "kg":
            self.page.locator(f"[name={item.link_id}]").fill(f"{value / POUND:.1f}")
        else:
            self.page.locator(f"[name={item.link_id}]").fill(str(value))

    def _fill_list(self, entries: list[dict[str, Any]] | None) -> None:
        page = self.page
        if not entries:
            self.press(page.locator("button[name=act][value=none]"))
            return
        for entry in entries:
            page.locator("[data-testid=add]").click()
            page.locator("[name=name]").fill(entry["name"])
            if self._kind is PageKind.MEDICINES:
                self._tell_medicine(entry)
                continue
            for key, value in entry.items():
                self._fill_entry_field(key, value)
            self.press(page.get_by_role("button", name="Add to my list"))
        self.press(page.get_by_role("button", name="That's all of them"))

    def _tell_medicine(self, entry: dict[str, Any]) -> None:
        """Its name as typed, how much and how often, and what that opens."""
        page, amount = self.page, "" if entry.get("daily_mg") is None else str(entry["daily_mg"])
        self.press(page.get_by_role("button", name="Find", exact=True))
        self.press(page.locator("[data-testid=as-typed]"))
        page.locator("[name=often][value={}]".format("needed" if entry.get("as_needed") else "once")).check()
        page.locator("[name=taking][value=yes]").check()
        if not entry.get("as_needed"):
            page.locator("[name=amount]").fill(amount)
        self.go_on()
        if entry.get("as_needed"):
            page.locator("[name=most]").fill(amount)
            self.go_on()

    def _fill_entry_field(self, key: str, value: Any) -> None:
        field_ = self.page.locator(f"[name={key}]")
        if key == "name" or value in (None, False) or not field_.count():
            return
        if field_.first.get_attribute("type") in ("radio", "checkbox"):
            self.page.locator(f"[name={key}][value='{value}']").check()
        else:
            field_.fill(str(value))

    def send(self) -> None:
        """From the check page to "Sent. Thank you."."""
        self.page.get_by_role("link", name="Send to the clinic", exact=True).click()
        self.page.get_by_role("button", name="Send to the clinic").click()
        self.page.get_by_text("Sent. Thank you.").wait_for()


@dataclass
class Clinician:
    """Somebody of the staff, signed in by one click of the demo."""

    page: Any
    email: str = "clara@harbor.example"
    password: str = PASSWORD

    def sign_in(self) -> None:
        self.page.goto("/demo/")
        self.page.locator(f"form:has(input[value='{self.email}']) button").click()
        self.page.wait_for_url("**/review/**")

    def open_queue(self) -> None:
        self.page.goto("/review/")
