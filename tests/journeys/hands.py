"""The same page by other hands: fingers on glass, or a keyboard alone. They press what Playwright's page would click.

A keyboard reaches a control only as a person does, by Tab and the arrows, so a control that cannot be reached fails here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MOST_TABS = 150
IS_ACTIVE = "element => element === document.activeElement"
IN_SAME_GROUP = "element => document.activeElement.type === 'radio' && document.activeElement.name === element.name"
IS_RADIO = "element => element.type === 'radio'"
LEAVES = "element => element.matches('a[href], button:not([type=button]), input[type=submit]')"
IS_CHECKED = "element => element.checked"
SHOWN_IN_WINDOW = """element => {
  const box = element.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 8));
  return [element, ...(element.labels || [])].some((one) => one.contains(at));
}"""


@dataclass
class Hand:
    """A page or a locator of Playwright. What is not done by hand is passed on; locators come back in the same hand."""

    real: Any
    page: Any = None

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.real, name)
        if name in ("first", "last"):
            return type(self)(found, self.page)
        if name in ("locator", "get_by_role", "get_by_label", "get_by_text", "nth", "filter"):
            return lambda *args, **named: type(self)(found(*args, **named), self.page or self.real)
        return found

    def press(self, act: Callable[[], None]) -> None:
        """Do it, and wait for the page that it leads to."""
        if not self.real.evaluate(LEAVES):
            return act()
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            act()
        return None

    def check(self) -> None:
        if not self.real.evaluate(IS_CHECKED):
            self.click()

    def set_checked(self, wanted: bool) -> None:
        if self.real.evaluate(IS_CHECKED) != wanted:
            self.click()


class Finger(Hand):
    """Touch alone."""

    def click(self) -> None:
        self.press(self.real.tap)


class Keyboard(Hand):
    """Tab, arrows, Space, Enter and typing; a control out of sight when it has the focus is a fault."""

    def reach(self) -> None:
        """Tab to it. Radio buttons of one name are one stop, and the arrows move among them."""
        self.real.wait_for(state="attached")
        target = self.real.element_handle()
        is_radio = target.evaluate(IS_RADIO)
        for _tab in range(MOST_TABS):
            if target.evaluate(IS_ACTIVE):
                break
            if is_radio and target.evaluate(IN_SAME_GROUP):
                self.page.keyboard.press("ArrowDown")
            else:
                self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"no Tab leads to {target.evaluate('element => element.outerHTML')[:300]} on {self.page.url}")
        assert target.evaluate(SHOWN_IN_WINDOW), f"the focus is hidden on {self.page.url}"

    def click(self) -> None:
        self.reach()
        kind = self.real.evaluate("element => element.type || element.tagName")
        if kind == "radio" and self.real.evaluate(IS_CHECKED):
            return  # the arrow that came here chose it
        self.press(lambda: self.page.keyboard.press("Space" if kind in ("radio", "checkbox") else "Enter"))

    def fill(self, text: str) -> None:
        self.reach()
        self.page.keyboard.press("Control+A")
        if text:
            self.page.keyboard.type(text)

    def select_option(self, value: str) -> None:
        self.reach()
        words = self.real.evaluate("(element, value) => [...element.options].find((one) => one.value === value).text", value)
        self.page.keyboard.type(words)
        assert self.real.input_value() == value
