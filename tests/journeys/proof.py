"""What is looked for on a page: axe, sideways scroll, small screens, wide spacing, targets that a thumb can hit."""

from collections.abc import Mapping
from typing import Any

from tests.journeys.visits import PATIENT, STRANGER, Visit
from tests.look.browser import AXE, SIDEWAYS, faults

LANGUAGE_RULES = {
    "runOnly": {
        "type": "rule",
        "values": [
            "html-has-lang", "html-lang-valid", "valid-lang", "document-title", "label", "button-name", "link-name", "select-name",
            "page-has-heading-one", "heading-order", "empty-heading", "aria-input-field-name", "form-field-multiple-labels", "summary-name",
        ],
    }
}  # fmt: skip
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# Where colours are forced the system's own palette is drawn, while axe reads the author's colour of a link.
FORCED = {**AXE, "rules": {"color-contrast": {"enabled": False}}}
NARROW, ZOOMED = {"width": 320, "height": 640}, {"width": 320, "height": 256}  # the second: 1280 x 1024 at 400 %
# WCAG 1.4.12, said by a style sheet that the content policy has no say in.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
NO_SPACING = "() => { document.adoptedStyleSheets = [] }"
# Text that a box of fixed height cuts off. A name in the header may end in an ellipsis.
CUT = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).overflowY !== 'visible' && getComputedStyle(one).overflowY !== 'auto'
    && getComputedStyle(one).overflowY !== 'scroll' && one.clientHeight > 2 && one.scrollHeight > one.clientHeight + 2
    && !one.matches('.visually-hidden, .visually-hidden *, .place-name, textarea, input, select') && one.innerText.trim())
  .map((one) => one.outerHTML.slice(0, 120))"""
# Controls under 44 x 44 px. A link in a sentence is exempt, as its line is (WCAG 2.5.8); a box counts with its label.
SMALL_TARGETS = """() => {
  const speaks = (node) => node.nodeType === 3 ? node.data.trim().length > 1
    : node.nodeType === 1 && !node.matches('a, button, form, svg') && node.textContent.trim();
  const inSentence = (one) => getComputedStyle(one).display === 'inline'
    && [...one.parentElement.childNodes].some((node) => node !== one && speaks(node));
  const boxOf = (one) => {
    const boxes = [one, ...(one.labels || [])].map((each) => each.getBoundingClientRect());
    return [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
  };
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.matches('.skip, .visually-hidden') && !inSentence(one))
    .map((one) => [one, ...boxOf(one)])
    .filter(([one, width, height]) => width > 2 && (width < 43.5 || height < 43.5))
    .map(([one, width, height]) => `${Math.round(width)} x ${Math.round(height)}: ${one.outerHTML.slice(0, 120)}`);
}"""


def found_by_axe(page: Any, options: Mapping[str, Any] = AXE) -> list[str]:
    page.evaluate("scrollTo(0, 0)")  # a sticky bar hides whatever the page was scrolled under
    return [f"axe {fault}" for fault in faults(page, options)]


def found_when_narrow(page: Any) -> list[str]:
    """At 320 px, at 400 % zoom, and with the widest spacing a reader may ask for; the window is put back."""
    before = page.viewport_size
    found = []
    for size in (NARROW, ZOOMED):
        page.set_viewport_size(size)
        wide = page.evaluate(SIDEWAYS)
        found += [f"{wide} px wider than {size['width']} x {size['height']}"] if wide > 0 else []
    page.set_viewport_size(NARROW)
    page.evaluate(SPACING)
    wide = page.evaluate(SIDEWAYS)
    found += [f"{wide} px wider than 320 px with wide spacing"] if wide > 0 else []
    found += [f"cut off with wide spacing: {one}" for one in page.evaluate(CUT)]
    page.evaluate(NO_SPACING)
    page.set_viewport_size(before)
    return found


def found_by_thumb(page: Any, visit: Visit) -> list[str]:
    """Targets of at least 44 x 44 px, on the pages of patients and strangers."""
    return [f"small target {one}" for one in page.evaluate(SMALL_TARGETS)] if visit.layout in (PATIENT, STRANGER) else []


def proved(page: Any, visit: Visit, options: Mapping[str, Any] = AXE, *, narrow: bool = True) -> list[str]:
    """Everything wrong with the page of this visit, one line each, its name in front."""
    found = found_by_axe(page, options)
    if narrow:
        found += [*found_when_narrow(page), *found_by_thumb(page, visit)]
    return [f"{visit.name} ({page.url}): {fault}" for fault in found]
