"""DAST-10, MDQ and ISI: structure and scoring only. Their words belong to their owners; a clinic supplies them in a file.

So it does with the owner's words of any scale in another language than English: nobody here translates one.
`with_words_of` takes the text of such a file and gives back the scale as it may be asked. docs/scales.md shows the format.
"""

from collections.abc import Mapping
from dataclasses import replace

from screening.conditions import AllOf, AnyOf, CountAtLeast, Equals
from screening.errors import InvalidScale, MalformedInput
from screening.instruments.instrument import Band, Instrument, Licence
from screening.items import AnswerOption, Item, ItemType, Sensitivity
from screening.strict_json import read_json

LONGEST_WORDS = 500  # characters of a question
LONGEST_ANSWER = 100
_REGISTRATION = "The words are not shipped. Supply them in a file, with what allows you to use them (docs/scales.md)."
_ABOUT_DRUGS = (
    "non-medical use", "more than one drug at a time", "able to stop", "blackouts or flashbacks", "guilt", "complaints by family",
    "neglect of family", "illegal acts", "withdrawal", "medical problems",
)  # fmt: skip
_ABOUT_SLEEP = ("falling asleep", "staying asleep", "waking too early", "satisfaction", "noticeability", "worry", "interference")
PROBLEMS = ("none", "minor", "moderate", "serious")


def _yes_no(link_id: str, label: str, sensitivity: Sensitivity) -> Item:
    return Item(link_id, "", ItemType.BOOLEAN, sensitivity=sensitivity, core=False, may_be_unsure=False, staff_label=label)


_DAST_ITEMS = tuple(
    _yes_no(f"dast10-{number}", f"DAST-10 item {number} ({about})", Sensitivity.SUBSTANCE)
    for number, about in enumerate(_ABOUT_DRUGS, start=1)
)
DAST10 = Instrument(
    id="dast-10",
    title="DAST-10",
    stem="",
    timeframe="past 12 months",
    notice=(
        "Copyright 1982 by Harvey A. Skinner, PhD, and the Centre for Addiction and Mental Health, Toronto, Canada. "
        "For non-commercial clinical, research and training use, with credit."
    ),
    licence=Licence.SUPPLIED,
    registration=_REGISTRATION,
    panel_loinc="82666-9",
    total_loinc="82667-7",
    items=_DAST_ITEMS,
    scored=tuple(item.link_id for item in _DAST_ITEMS),
    reversed=frozenset(("dast10-3",)),  # able to stop: No scores
    bands=(Band(0, 0, "none"), Band(1, 2, "low"), Band(3, 5, "moderate"), Band(6, 8, "substantial"), Band(9, 10, "severe")),
    maximum=10,
    source="Skinner 1982",
)
# Proven by three answers, whatever is left open beside them.
DAST10_MODERATE = CountAtLeast(3, tuple(Equals(link_id, link_id not in DAST10.reversed) for link_id in DAST10.scored))

_MDQ_ITEMS = tuple(_yes_no(f"mdq-{number}", f"MDQ item {number}", Sensitivity.SENSITIVE) for number in range(1, 14))
_TWO_YES = CountAtLeast(2, tuple(Equals(item.link_id, True) for item in _MDQ_ITEMS))
MDQ_POSITIVE = AllOf(
    CountAtLeast(7, tuple(Equals(item.link_id, True) for item in _MDQ_ITEMS)),
    Equals("mdq-together", True),
    AnyOf(Equals("mdq-problem", "moderate"), Equals("mdq-problem", "serious")),
)
MDQ = Instrument(
    id="mdq",
    title="MDQ",
    stem="",
    timeframe="lifetime",
    notice="Mood Disorder Questionnaire, copyright 2002 Robert M. A. Hirschfeld, MD. Used with permission.",
    licence=Licence.SUPPLIED,
    registration=_REGISTRATION,
    panel_loinc="85102-2",
    total_loinc="84773-1",
    items=(
        *_MDQ_ITEMS,
        replace(_yes_no("mdq-together", "MDQ: several at the same time", Sensitivity.SENSITIVE), enable_when=_TWO_YES),
        Item(
            "mdq-problem",
            "",
            ItemType.CHOICE,
            options=tuple(AnswerOption(value, "") for value in PROBLEMS),
            sensitivity=Sensitivity.SENSITIVE,
            enable_when=_TWO_YES,
            core=False,
            may_be_unsure=False,
            staff_label="MDQ: how much of a problem",
        ),
    ),
    scored=tuple(item.link_id for item in _MDQ_ITEMS),
    maximum=13,
    positive=MDQ_POSITIVE,
    source="Hirschfeld and others 2000",
)
_ISI_ITEMS = tuple(
    Item(
        f"isi-{number}",
        "",
        ItemType.CHOICE,
        options=tuple(AnswerOption(points, "") for points in range(5)),
        sensitivity=Sensitivity.SENSITIVE,
        core=False,
        context=True,
        may_be_unsure=False,
        staff_label=f"ISI item {number} ({about})",
    )
    for number, about in enumerate(_ABOUT_SLEEP, start=1)
)
ISI = Instrument(
    id="isi",
    title="ISI",
    stem="",
    timeframe="last 2 weeks",
    notice="Insomnia Severity Index, copyright Charles M. Morin, 1993-2006. Distributed by Mapi Research Trust.",
    licence=Licence.SUPPLIED,
    registration=_REGISTRATION,
    panel_loinc="",
    items=_ISI_ITEMS,
    scored=tuple(item.link_id for item in _ISI_ITEMS),
    bands=(Band(0, 7, "none"), Band(8, 14, "subthreshold"), Band(15, 21, "moderate"), Band(22, 28, "severe")),
    maximum=28,
    source="Bastien 2001; Morin 2011",
)
STRUCTURES: Mapping[str, Instrument] = {scale.id: scale for scale in (DAST10, MDQ, ISI)}
LANGUAGES = ("en", "es")
_PARTS = frozenset(("scale", "permission", "stem", "items", "language"))


def with_words_of(text: str | bytes) -> Instrument:
    """The scale of a clinic's file, ready to be asked. Raises InvalidScale, naming the part and what is allowed."""
    try:
        data = read_json(text)
    except MalformedInput as error:
        raise InvalidScale(str(error)) from None
    parts = _object(data, _PARTS, "The file")
    name = parts.get("scale")
    language = parts.get("language", "en")
    if not isinstance(language, str) or language not in LANGUAGES:
        raise InvalidScale(f"language is one of {', '.join(LANGUAGES)}, not {language!a:.60}.")
    structures = STRUCTURES if language == "en" else _every_scale()
    if not isinstance(name, str) or name not in structures:
        raise InvalidScale(f"scale is one of {', '.join(structures)}, not {name!a:.60}.")
    structure = structures[name]
    permission = _words(parts.get("permission"), "permission", LONGEST_WORDS)
    stem = _words(parts.get("stem"), "stem", LONGEST_WORDS) if parts.get("stem") or structure.stem else ""
    rows = parts.get("items")
    if not isinstance(rows, list) or len(rows) != len(structure.items):
        raise InvalidScale(f"items is a list of {len(structure.items)}, in the order of the {structure.title}.")
    items = tuple(_item(item, row, f"items[{place}]") for place, (item, row) in enumerate(zip(structure.items, rows, strict=True)))
    if len({item.text.casefold() for item in items}) != len(items):
        raise InvalidScale("items holds one question twice.")
    return replace(structure, stem=stem, items=items, permission=permission, language=language)


def _every_scale() -> Mapping[str, Instrument]:
    from screening.instruments import INSTRUMENTS  # here: that module reads this one

    return INSTRUMENTS


def _item(item: Item, row: object, place: str) -> Item:
    names = ("text", *(("answers",) if item.options else ()), *(("hint",) if item.hint else ()))
    fields = _object(row, frozenset(names), place)
    words = _words(fields.get("text"), f"{place}.text", LONGEST_WORDS)
    if item.hint:  # the heading of the column on the form: which period is asked about
        item = replace(item, hint=_words(fields.get("hint"), f"{place}.hint", LONGEST_ANSWER))
    if not item.options:
        return replace(item, text=words)
    answers = fields.get("answers")
    if not isinstance(answers, list) or len(answers) != len(item.options):
        raise InvalidScale(f"{place}.answers is a list of {len(item.options)} texts, from the least to the most.")
    said = [_words(answer, f"{place}.answers[{number}]", LONGEST_ANSWER) for number, answer in enumerate(answers)]
    if len({answer.casefold() for answer in said}) != len(said):
        raise InvalidScale(f"{place}.answers holds one answer twice.")
    return replace(item, text=words, options=tuple(replace(option, text=answer) for option, answer in zip(item.options, said, strict=True)))


def _object(data: object, names: frozenset[str], place: str) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise InvalidScale(f"{place} is a JSON object of {', '.join(sorted(names))}.")
    if extra := sorted(map(str, data.keys() - names)):
        raise InvalidScale(f"{place} has {', '.join(sorted(names))}, not {extra[0]!a:.60}.")
    return data


def _words(raw: object, place: str, longest: int) -> str:
    text = raw.strip() if isinstance(raw, str) else ""
    if not text or len(text) > longest or not text.isprintable():
        raise InvalidScale(f"{place} is a text of 1 to {longest} characters on one line.")
    return text
