"""A clinic and how it is run: members and roles, invitations, hours, rota, crisis numbers, consent texts."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kapintake.access import Role
from kapintake.records import Record, one_of

STAFF_ROLES = [role for role in Role if role.is_staff]
ROLE_CHOICES = [(role.value, role.label) for role in STAFF_ROLES]


class Clinic(Record):
    """Settings of one clinic. `neutral_name` is what titles, mails and shared screens may show."""

    name = models.CharField(_("name"), max_length=80)
    neutral_name = models.CharField(_("neutral name"), max_length=30, help_text=_("Shown in e-mails and page titles. Names no treatment."))
    time_zone = models.CharField(_("time zone"), max_length=40, default="America/Los_Angeles")
    states = models.CharField(_("states served"), max_length=200, help_text=_("Two-letter codes, separated by commas."))
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    is_open = models.BooleanField(_("takes new patients"), default=False)
    reply_working_days = models.PositiveSmallIntegerField(
        _("we reply within (working days)"), default=2, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    cssrs_is_on = models.BooleanField(_("use the C-SSRS screener"), default=False)
    cssrs_statement = models.CharField(
        _("C-SSRS registration statement"),
        max_length=200,
        blank=True,
        help_text=_("Who registered the clinic with the Columbia Lighthouse Project, and when."),
    )
    emergency_line = models.TextField(_("when we would call emergency services"), blank=True)
    crisis_numbers_checked_on = models.DateField(_("crisis numbers last checked"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(Record):
    """A person's role in a clinic. Rights are read from here at each request; ended, never deleted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=ROLE_CHOICES)
    name = models.CharField(_("name shown to patients and colleagues"), max_length=80)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "clinic"), name="membership_once_a_clinic"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"


class Invitation(Record):
    """A staff invitation: one use, seven days, bound to clinic, role and address. The token is hashed at rest."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=ROLE_CHOICES)
    name = models.CharField(_("name"), max_length=80)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class OpeningHours(Record):
    """When the clinic is staffed, in its own time zone."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name_plural = _("opening hours")
        constraints = (models.CheckConstraint(condition=models.Q(opens__lt=models.F("closes")), name="hours_open_before_close"),)

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M} - {self.closes:%H:%M}"


class OnCall(Record):
    """The rota: who answers safety alerts from when to when; the first, or the backup."""

    class Line(models.TextChoices):
        FIRST = "first", _("first")
        BACKUP = "backup", _("backup")

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="rota")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="on_call")
    line = models.CharField(_("line"), max_length=10, choices=Line.choices, default=Line.FIRST)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("on-call duty")
        verbose_name_plural = _("rota")
        constraints = (models.CheckConstraint(condition=models.Q(starts_at__lt=models.F("ends_at")), name="duty_starts_before_end"),)

    def __str__(self) -> str:
        return f"{self.member.name}, {self.line}"


class CrisisNumber(Record):
    """A number of the clinic's own on help pages, beside the national ones (settings.CRISIS_NUMBERS)."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="crisis_numbers")
    label = models.CharField(_("label"), max_length=60)
    number = models.CharField(_("number"), max_length=30)
    note = models.CharField(_("note"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "label")

    def __str__(self) -> str:
        return f"{self.label} {self.number}"


class ConsentPurpose(models.TextChoices):
    """What a person may agree to. The last three are choices of their own beside the treatment, never a condition of it."""

    SCREENING = "screening", _("screening and privacy")
    TREATMENT = "treatment", _("treatment")
    TOUCH = "touch", _("supportive touch")
    RECORDING = "recording", _("recording a session")
    OWN_DOCTOR = "own-doctor", _("talking with your own doctor")


class ConsentText(Record):
    """A version of a consent text. Published ones are never edited: a change is a new version."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="consent_texts")
    purpose = models.CharField(_("purpose"), max_length=20, choices=ConsentPurpose.choices)
    language = models.CharField(_("language"), max_length=5, default="en")
    version = models.PositiveSmallIntegerField(_("version"))
    summary = models.TextField(_("plain summary"))
    text = models.TextField(_("full text"))
    published_at = models.DateTimeField(_("in force from"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("clinic", "purpose", "language", "version"), name="consent_text_version_once"),
            one_of("purpose", ConsentPurpose, name="consent_text_purpose_known"),
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.language} v{self.version}"
