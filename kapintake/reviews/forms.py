"""What a clinician writes on a case: a comment, why she takes it over, and the decision with her signature."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kapintake.plain_input import PlainTextField
from kapintake.reviews.asking import Asked
from kapintake.reviews.models import DecisionKind
from kapintake.reviews.requests import MOST_PARTS
from kapintake.reviews.signing import DecisionDraft
from kapintake.reviews.wording import word_not_said

LONGEST = 4000
LONGEST_LINE = 300
FARTHEST_REPLY = timedelta(days=60)
FARTHEST_RECHECK = timedelta(days=5 * 366)
DATE_FORMATS = ["%m/%d/%Y", "%Y-%m-%d", "%B %d, %Y", "%b %d, %Y", "%m/%d/%y"]
TOO_LONG = _("Keep this under 4,000 characters")
PRESS_AGAIN = _("Press the button once more")


def _key() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, error_messages={"required": PRESS_AGAIN, "invalid": PRESS_AGAIN})


def _text(label: Any, rows: int, *, empty: Any = "", help_text: Any = "", required: bool = True) -> PlainTextField:
    return PlainTextField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": empty, "max_length": TOO_LONG},
    )


class CommentForm(forms.Form):
    """Words beside the case, for colleagues."""

    text = _text(_("Comment for colleagues"), 2, empty=_("Write the comment first"))
    key = _key()


class TakeOverForm(forms.Form):
    """Why the case changes hands."""

    reason = PlainTextField(
        label=_("Why do you take it over?"),
        max_length=LONGEST_LINE,
        error_messages={"required": _("Say in a word why you take it over"), "max_length": _("Keep this under 300 characters")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class AnswerNoteForm(forms.Form):
    """What came of something that the patient wrote."""

    note = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": PRESS_AGAIN, "invalid": PRESS_AGAIN})
    words = PlainTextField(
        label=_("What you did, for colleagues"),
        max_length=LONGEST_LINE,
        error_messages={"required": _("Say in a word what you did"), "max_length": _("Keep this under 300 characters")},
    )


class SecondLookForm(forms.Form):
    """What a clinician made of a decided case that was to be looked at again."""

    text = _text(_("What you made of it, for colleagues"), 2, empty=_("Write what you made of it first"))
    key = _key()


class AskForm(forms.Form):
    """What the patient is asked: questions that the case leaves open, or one in the clinician's own words."""

    questions = forms.MultipleChoiceField(
        label=_("Questions that are open or unclear"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Tick questions from the list on this page")},
    )
    words = PlainTextField(
        label=_("A question in your own words"),
        required=False,
        max_length=LONGEST_LINE,
        error_messages={"max_length": _("Keep this under 300 characters")},
    )
    why = PlainTextField(
        label=_("Why you ask; the patient reads this"),
        max_length=LONGEST_LINE,
        error_messages={"required": _("Tell the patient in a sentence why you ask"), "max_length": _("Keep this under 300 characters")},
    )
    answer_by = forms.DateField(
        label=_("Date by which"),
        help_text=_("Month, day, year, like 3/15/2027."),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%m/%d/%Y", attrs={"class": "w-10", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Say by which date you need it"),
            "invalid": _("Write the date as month, day and year, like 3/15/2027"),
        },
    )
    key = _key()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, questions: Iterable[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["questions"].choices = list(questions)
        if not self.fields["questions"].choices:
            del self.fields["questions"]

    def clean_answer_by(self) -> date:
        day: date = self.cleaned_data["answer_by"]
        if not self.today < day <= self.today + FARTHEST_REPLY:
            raise forms.ValidationError(_now("Choose a day after today, within 60 days"))
        return day

    def _clean_kindly(self, name: str) -> str:
        text = self.cleaned_data[name]
        if word := word_not_said(text):
            raise forms.ValidationError(_now("Say it in another way than “%(word)s”: the patient reads this") % {"word": word})
        return text

    def clean_words(self) -> str:
        return self._clean_kindly("words")

    def clean_why(self) -> str:
        return self._clean_kindly("why")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        parts = len(data.get("questions", ())) + bool(data.get("words"))
        if not self.errors and not parts:
            self.add_error("words", _now("Tick a question, or write one"))
        if parts > MOST_PARTS:
            self.add_error("words", _now("Ask at most %(number)d things at once") % {"number": MOST_PARTS})
        return data

    def asked(self) -> Asked:
        data = self.cleaned_data
        return Asked(tuple(data.get("questions", ())), data["words"], data["why"], data["answer_by"])


class DecisionForm(forms.Form):
    """The decision of one kind. What depends on the case (findings to tick, wording) comes in from the page."""

    reasons = forms.MultipleChoiceField(
        label=_("Reasons"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Tick reasons from the list on this page")},
    )
    other_reason = PlainTextField(
        label=_("Another reason, in your words"),
        required=False,
        max_length=LONGEST_LINE,
        error_messages={"max_length": _("Keep this under 300 characters")},
    )
    patient_text = _text(_("What we tell her or him"), 5, empty=_("Write what the patient will read"))
    next_step = _text(_("The next step"), 4, empty=_("Write the next step: what happens now, and who does it"))
    conditions = _text(_("Conditions, one a line"), 3, empty=_("Write at least one condition"), required=False)
    recheck_on = forms.DateField(
        label=_("Look again on"),
        help_text=_("Month, day, year, like 3/15/2027."),
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%m/%d/%Y", attrs={"class": "w-10", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Write the date as month, day and year, like 3/15/2027")},
    )
    staff_note = _text(_("Note for staff"), 3, required=False)
    password = forms.CharField(
        label=_("Your password"),
        required=False,
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"max_length": _("That did not match")},
    )
    code = forms.CharField(
        label=_("or the code from your authenticator app"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "w-6"}),
        error_messages={"max_length": _("The code has 6 digits")},
    )
    kind = forms.ChoiceField(choices=DecisionKind.choices, widget=forms.HiddenInput)
    key = _key()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    seen = PlainTextField(widget=forms.HiddenInput, max_length=40, required=False)  # when the page was drawn

    def __init__(self, *args: Any, kind: str, findings: Iterable[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision = DecisionKind(kind)
        self.today = today
        self.fields["reasons"].choices = list(findings)
        if not self.fields["reasons"].choices:
            self.fields["other_reason"].label = _now("The reason, in your words")
        self.fields["conditions"].required = self.has_conditions

    @property
    def has_conditions(self) -> bool:
        return self.decision == DecisionKind.GO_ON_WITH_CONDITIONS

    @property
    def has_recheck(self) -> bool:
        return self.decision in (DecisionKind.NOT_RIGHT_NOW, DecisionKind.MEDICAL_REVIEW_FIRST)

    def clean_recheck_on(self) -> date | None:
        day = self.cleaned_data["recheck_on"]
        if day and not self.today < day <= self.today + FARTHEST_RECHECK:
            raise forms.ValidationError(_now("Choose a day after today, within five years"))
        return day

    def _clean_kindly(self, name: str) -> str:
        text = self.cleaned_data[name]
        if word := word_not_said(text):
            raise forms.ValidationError(_now("Say it in another way than “%(word)s”: the patient reads this") % {"word": word})
        return text

    def clean_patient_text(self) -> str:
        return self._clean_kindly("patient_text")

    def clean_next_step(self) -> str:
        return self._clean_kindly("next_step")

    def clean_conditions(self) -> str:
        return self._clean_kindly("conditions")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("reasons") and not data.get("other_reason") and "reasons" not in self.errors:
            self.add_error("other_reason", _now("Tick a reason, or write one"))
        if not data.get("password") and not data.get("code"):
            self.add_error("password", _now("Sign with your password or a code from your authenticator app"))
        return data

    def draft(self, *, suggested: str) -> DecisionDraft:
        """What is about to be signed. Titles travel with the ids, so that the signed text reads the same for ever."""
        data, titles = self.cleaned_data, dict(self.fields["reasons"].choices)
        other = [data["other_reason"]] if data["other_reason"] else []
        return DecisionDraft(
            kind=self.decision,
            reasons=(*data["reasons"], *other),
            patient_text=data["patient_text"],
            next_step=data["next_step"],
            staff_note=data["staff_note"],
            conditions=tuple(line.strip() for line in data["conditions"].splitlines() if line.strip()) if self.has_conditions else (),
            recheck_on=data["recheck_on"] if self.has_recheck else None,
            other={"reason_titles": {reason: titles[reason] for reason in data["reasons"]}, "suggested": suggested},
        )

    def say_not_proven(self) -> None:
        """The password or code did not match; which, and why, is not told."""
        self.add_error("password", _now("That did not match. Try your password again, or a new code"))


def kept(typed: QueryDict) -> dict[str, Any]:
    """Everything that was typed but what proves who she is, as initial values of the same form drawn again."""
    told = {name: typed.get(name, "") for name in typed if name not in ("password", "code", "csrfmiddlewaretoken")}
    return {**told, "reasons": typed.getlist("reasons")}
