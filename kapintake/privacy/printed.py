"""The own copy as a tagged PDF (PDF/UA-1), drawn by typst from data alone: nothing that a person typed is read as markup.

A letter that the fonts lack makes the accessible form refuse; the file then comes without the tag, its first page says so, and
the page to print and the JSON file have every letter.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typst
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

FOLDER = Path(__file__).parent / "typst"
STANDARD = "ua-1"


def own_copy_pdf(copy: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of `own_copy()`, in the language that is spoken now."""
    data, words = printed(copy), _words(copy)
    try:
        return _drawn(data, words, at, standards=[STANDARD])
    except typst.TypstError:
        return _drawn(data, {**words, "warning": _("Some letters could not be drawn here. The page to print has them all.")}, at)


def _drawn(data: Mapping[str, Any], words: Mapping[str, str], at: datetime, *, standards: list[str] | None = None) -> bytes:
    return bytes(
        typst.compile(
            str(FOLDER / "own_copy.typ"),
            root=str(FOLDER),
            format="pdf",
            sys_inputs={"copy": json.dumps(data, ensure_ascii=False), "words": json.dumps(words, ensure_ascii=False)},
            ignore_system_fonts=True,
            pdf_standards=standards or [],
            timestamp=int(at.timestamp()),
        )
    )


def moment_words(text: str | None) -> str:
    """An ISO time as people write it, in the clinic's zone."""
    moment = datetime.fromisoformat(text) if text else None
    return f"{date_format(moment, 'DATE_FORMAT')}, {date_format(moment, 'TIME_FORMAT')}" if moment else ""


def printed(copy: Mapping[str, Any]) -> dict[str, Any]:
    """The copy with its times and states in words, for paper."""
    return {
        "person": copy["person"],
        "applications": [_application(application) for application in copy["applications"]],
        "notes": [{"when": moment_words(note["sent_at"]), "words": note["words"]} for note in copy["notes"]],
        "consents": [_consent(consent) for consent in copy["consents"]],
        "decisions": [
            {
                **decision,
                "when": _("%(name)s, %(when)s") % {"name": decision["decided_by"], "when": moment_words(decision["decided_at"])},
                "next_step": " ".join([decision["next_step"], *([_recheck(decision["recheck_on"])] if decision["recheck_on"] else [])]),
            }
            for decision in copy["decisions"]
        ],
    }


def _recheck(day: str) -> str:
    return _("We look at it again on %(date)s.") % {"date": date_format(date.fromisoformat(day), "DATE_FORMAT")}


def _application(application: Mapping[str, Any]) -> dict[str, Any]:
    begun = _("Begun %(when)s.") % {"when": moment_words(application["started_at"])}
    sent = _("Sent %(when)s.") % {"when": moment_words(application["sent_at"])} if application["sent_at"] else ""
    return {
        "heading": _("Your answers: %(state)s") % {"state": application["state_words"].casefold()},
        "about": f"{begun} {sent}".strip(),
        "parts": [
            {
                "title": part["title"],
                "items": [
                    {"question": _asked(item), "language": item["language"], "answer": item["answer"], "under": _under(item)}
                    for item in part["items"]
                ],
            }
            for part in application["parts"]
        ],
    }


def _asked(item: Mapping[str, Any]) -> str:
    return f"{item['stem']} {item['question']}".strip()


def _under(item: Mapping[str, Any]) -> str | None:
    return moment_words(item["answered_at"]) or None


def _consent(consent: Mapping[str, Any]) -> dict[str, Any]:
    about = _("Signed by %(name)s on %(when)s. Version %(version)s.") % {
        "name": consent["signed_as"],
        "when": moment_words(consent["given_at"]),
        "version": consent["version"],
    }
    if consent["taken_back_at"]:
        about = f"{about} {_('You took it back on %(when)s.') % {'when': moment_words(consent['taken_back_at'])}}"
    lines = [line for line in consent["text"].splitlines() if line.strip()]
    return {"purpose": consent["purpose"].capitalize(), "about": about, "lines": lines, "language": consent["language"]}


def _words(copy: Mapping[str, Any]) -> dict[str, str]:
    who = {row["label"]: row["words"] for row in copy["person"]}
    name, born = who.get(_("Legal name"), ""), who.get(_("Birth date"), "")
    made = moment_words(copy["made_at"])
    return {
        "language": (get_language() or "en")[:2],
        "title": _("Your copy"),
        "intro": _(
            "This is what you told the clinic, what you agreed to, and what the clinic said to you. Notes of the staff are not in it."
        ),
        "header": " · ".join((name, born, _("Reference %(reference)s") % {"reference": copy["reference"]}, _("Private"))),
        "footer": _("Made for you on %(when)s by %(clinic)s.") % {"when": made, "clinic": copy["clinic"]["name"]},
        "page": _("Page"),
        "person": _("Who you are"),
        "decision": _("What the clinic says"),
        "reasons": _("What the clinic would like to talk about"),
        "conditions": _("What has to happen first"),
        "next": _("What happens next"),
        "notes": _("What you wrote after sending"),
        "consents": _("What you agreed to"),
        "none": _("You have not signed anything yet."),
    }
