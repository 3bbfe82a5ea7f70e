"""The intake in Spanish: neutral for the United States, "usted", short sentences. Scales keep their owners' words.

What has no Spanish words here is asked in English; a test finds it.
"""

from collections.abc import Mapping
from dataclasses import replace

from screening.instruments import Instrument
from screening.items import Item, Page, Questionnaire, Section
from screening.questionnaires.intake_2026_1.spanish.about import ABOUT
from screening.questionnaires.intake_2026_1.spanish.brain import BRAIN
from screening.questionnaires.intake_2026_1.spanish.elsewhere import ELSEWHERE
from screening.questionnaires.intake_2026_1.spanish.heart import HEART
from screening.questionnaires.intake_2026_1.spanish.mind import MIND
from screening.questionnaires.intake_2026_1.spanish.organs import ORGANS
from screening.questionnaires.intake_2026_1.spanish.reproduction import REPRODUCTION
from screening.questionnaires.intake_2026_1.spanish.safety import SAFETY
from screening.questionnaires.intake_2026_1.spanish.scales import SCALES
from screening.questionnaires.intake_2026_1.spanish.sections import GROUPS, PAGES, PARTS, UNITS
from screening.questionnaires.intake_2026_1.spanish.substances import MONTHS_AGO, SUBSTANCES
from screening.questionnaires.intake_2026_1.spanish.support import SUPPORT
from screening.questionnaires.intake_2026_1.spanish.words import Words

LANGUAGE = "es"
WORDS: Mapping[str, Words] = {
    **ABOUT, **SCALES, **SAFETY, **HEART, **BRAIN, **ORGANS, **REPRODUCTION, **MIND, **SUBSTANCES, **SUPPORT, **ELSEWHERE,
}  # fmt: skip


def in_spanish(questionnaire: Questionnaire, supplied: tuple[Instrument, ...] = ()) -> Questionnaire:
    """The same questions in Spanish words. Of the scales those that were `supplied` in Spanish; the others stay English."""
    scales = {scale.id: scale for scale in supplied if scale.language == LANGUAGE}
    words = dict(WORDS) | {item.link_id: _of_scale(item) for scale in scales.values() for item in scale.items}
    return replace(
        questionnaire,
        sections=tuple(_section(section, words, scales) for section in questionnaire.sections),
        unpaged=tuple(_item(item, words) for item in questionnaire.unpaged),
    )


def _section(section: Section, words: Mapping[str, Words], scales: Mapping[str, Instrument]) -> Section:
    title, intro = PARTS.get(section.id, (section.title, section.intro))
    return replace(
        section,
        title=title,
        intro=intro,
        group=GROUPS.get(section.group, section.group),
        pages=tuple(_page(page, words, scales) for page in section.pages),
    )


def _page(page: Page, words: Mapping[str, Words], scales: Mapping[str, Instrument]) -> Page:
    items = tuple(_item(item, words) for item in page.items)
    if page.instrument:
        return replace(page, items=items, language=LANGUAGE if page.instrument in scales else page.language)
    alone = len(items) == 1
    why = items[0].why if alone else PAGES.get(page.why, page.why)
    return replace(page, items=items, title=PAGES.get(page.title, page.title), why=why if page.why else "", language=LANGUAGE)


def _item(item: Item, words: Mapping[str, Words]) -> Item:
    said = words.get(item.link_id)
    if said is None:
        return item
    if item.unit == "months" and not said.why and item.why:
        said = said._replace(why=MONTHS_AGO.why, hint=said.hint or MONTHS_AGO.hint)
    return replace(
        item,
        text=said.text,
        label=said.label,
        why=said.why,
        hint=said.hint,
        unit=UNITS.get(item.unit, item.unit),
        options=tuple(replace(option, text=said.options.get(option.value, option.text)) for option in item.options),
    )


def _of_scale(item: Item) -> Words:
    return Words(item.text, hint=item.hint, options={option.value: option.text for option in item.options})
