"""Sample pages that show every piece of the site at once: one form of each widget, cards, lists, tags, help, findings.

Never shipped: the views live in tests/look/urls.py.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template import engines

from kapintake.access import Role, access

PAGES = Path(__file__).parent / "pages"
STATES = [("", "Choose a state"), ("CA", "California"), ("OR", "Oregon")]


class DateBoxes(forms.MultiWidget):
    """Month, day and year, as the pack expects several boxes: each names itself by its aria-label."""

    def __init__(self) -> None:
        number = {"inputmode": "numeric", "class": "w-2"}
        super().__init__(
            {
                "month": forms.TextInput({"aria-label": "Month", "autocomplete": "bday-month", "class": "w-4"}),
                "day": forms.TextInput({"aria-label": "Day", "autocomplete": "bday-day", **number}),
                "year": forms.TextInput({"aria-label": "Year", "autocomplete": "bday-year", **number, "class": "w-4"}),
            }
        )

    def decompress(self, value: object) -> list[object]:
        return [value.month, value.day, value.year] if isinstance(value, date) else ["", "", ""]


class DateField(forms.MultiValueField):
    """A birth date for the samples."""

    widget = DateBoxes

    def __init__(self, **kwargs: object) -> None:
        boxes = [forms.CharField(required=False) for _ in range(3)]
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def compress(self, values: list[str]) -> date:
        try:
            month, day, year = (int(value) for value in values)
            return date(year, month, day)
        except ValueError as error:
            raise ValidationError("June has 30 days. Check the day") from error


class EveryWidget(forms.Form):
    """One field of each kind that the site uses."""

    name = forms.CharField(label="Your legal name", help_text="As on your ID.", error_messages={"required": "Tell us your name"})
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput({"autocomplete": "new-password"}), help_text="15 characters or more."
    )
    born = DateField(label="When were you born?", help_text="For example 6 14 1985.")
    state = forms.ChoiceField(label="State", choices=STATES, error_messages={"required": "Choose your state"})
    contact = forms.ChoiceField(
        label="How may we reach you?",
        help_text="We call only when you say so.",
        choices=[("phone", "Phone"), ("mail", "E-mail"), ("post", "Letter")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer"},
    )
    conditions = forms.MultipleChoiceField(
        label="Have you ever been told that you have one of these?",
        choices=[("heart", "A heart problem"), ("liver", "A liver problem")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick what you have, or None of these"},
    )
    weight = forms.DecimalField(
        label="Weight in pounds",
        widget=forms.TextInput({"inputmode": "decimal", "class": "w-4"}),
        error_messages={"invalid": "Type a number"},
    )
    words = forms.CharField(label="In your own words", widget=forms.Textarea({"rows": 4}), required=False)
    agree = forms.BooleanField(
        label="I have read this and agree", help_text="You can take this back.", error_messages={"required": "Tick the box to agree"}
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("About you", "name", "born", Field("state"), "password"),
            Div("contact", "conditions", css_class="block"),
            AppendedText("weight", "lb"),
            HTML('<p class="why">Why we ask: the dose depends on it.</p>'),
            "words",
            "agree",
            "token",
        )
        self.helper.add_input(Submit("go", "Continue"))


class OneQuestion(forms.Form):
    """A single question: its label is the h1."""

    height = forms.CharField(label="How tall are you?", help_text="Feet and inches.")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.heading_field = "height"
        self.helper.add_input(Submit("go", "Continue"))


@dataclass(frozen=True)
class Bag:
    """A record of sample values, read by name in a template."""

    values: dict[str, object] = field(default_factory=dict)

    def __getattr__(self, name: str) -> object:
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None


def bag(**values: object) -> Bag:
    return Bag(values)


CLINIC = bag(name="Harbor Ketamine Clinic", neutral_name="Harbor Clinic", phone="555-0100")
PHQ = [bag(value=n, text=t) for n, t in enumerate(["Not at all", "Several days", "More than half the days", "Nearly every day"])]
FINDING = {
    "evidence": [bag(label="PHQ-9, question 9", answer="Several days", url="#answers", note="", limit_value=1)],
    "citations": [bag(text="Kroenke 2001", url="https://doi.org/10.1046/j.1525-1497.2001.016009606.x", status="abstract"), "Clinic policy"],
    "rationale": "An answer above 0 asks for a call the same day.",
}


def samples() -> dict[str, dict[str, object]]:
    """The context of each sample page."""
    severities = ("urgent", "contraindication", "review", "needs-information")
    titles = (
        "Thoughts of death or self-harm, several days",
        "Blood pressure 172/104, untreated",
        "Takes lithium",
        "Height and weight are missing",
    )
    wrong = {"born_month": "6", "born_day": "31", "born_year": "1985", "weight": "heavy"}
    done = {"status": "Done", "url": "/x/"}
    last = bag(title="Check and send to the clinic", status="Cannot start yet", hint="Finish part 2 first.")
    ana = {
        "name": "Ana Rivera",
        "pronouns": "she/her",
        "age": 34,
        "birth_date": date(1992, 6, 14),
        "language": "Spanish",
        "interpreter": True,
    }
    return {
        "scale": {"options": PHQ, "current": 1, "undo_url": "/undo/"},
        "form": {"form": EveryWidget()},
        "form-errors": {"form": EveryWidget(wrong)},
        "question": {"form": OneQuestion()},
        "ticks": {
            "options": [
                bag(value="heart", text="Heart failure, a heart attack, or a problem with the rhythm of the heart", checked=True),
                bag(value="liver", text="Hepatitis or another liver problem", hint="Also a fatty liver"),
                bag(value="bladder", text="Pain when you pass water"),
            ],
            "pair": [bag(value="yes", text="Yes"), bag(value="no", text="No")],
            "error": "Tick what you have, or say what is true of the others",
        },
        "check": {
            "rows": [
                bag(label="Height", answer="5 ft 7 in (170 cm)", url="/x/"),
                bag(label="Weight", answer="700 lb (317.5 kg)", url="/x/", note="You told us 700 lb. Is that right?"),
                bag(label="Resting pulse", answer="Not answered", url="/x/", quiet=True),
                bag(label="In your own words", answer="I have felt low since spring.\nNothing helped for long.", url="/x/"),
            ]
        },
        "home": {
            "groups": [
                bag(
                    title="About you",
                    tasks=[bag(title="Name and contact", **done), bag(title="Why you're here", **done)],
                ),
                bag(
                    title="How you've been",
                    tasks=[
                        bag(title="Mood", status="In progress, 3 of 10", tone="now", url="/x/"),
                        bag(title="Safety", status="Needs an update", tone="update", url="/x/"),
                        bag(title="Medicines", status="Not started", tone="todo", url="/x/"),
                    ],
                ),
                bag(title="Check and send", tasks=[last]),
            ],
            "steps": [
                bag(title="Sent", text="November 24", state="done"),
                bag(title="Being read", text="A clinician reads every answer", state="now"),
                bag(title="Decision", text="Most people hear by Friday, November 27", state="next"),
            ],
        },
        "help": {"quiet_header": True},
        "case": {
            "patient": bag(**ana),
            "reference": "K7F-42Q",
            "findings": [
                bag(id=f"sample-{n}", severity=severity, title=title, why="PHQ-9 item 9 is 1 or more.", temporary=n == 1, **FINDING)
                for n, (severity, title) in enumerate(zip(severities, titles, strict=True))
            ],
            "open_alert_banner": bag(text="1 safety alert that nobody has taken, 2 safety watches.", url="/review/", is_urgent=True),
            "member": bag(name="Clara Okafor", clinic=CLINIC),
            "form": OneQuestion(),
            "section": "queue",
        },
    }


@access(Role.ANYONE)
def sample_page(request: HttpRequest, name: str) -> HttpResponse:
    template = engines["django"].from_string((PAGES / f"{name.removesuffix('-errors')}.html").read_text())
    return HttpResponse(template.render({"clinic": CLINIC, **samples()[name]}, request))
