"""Which passwords are taken (AN-1): long ones, any characters; none that is common, or is one's own address or the clinic's name.

No rule on composition, no forced change. A password is brought to Unicode NFC once, when set and when checked
(User.set_password, User.check_password), so that the same keys give the same password on every device.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kapintake.accounts.models import LONGEST_PASSWORD as LONGEST
from kapintake.accounts.second_factor import has_second_factor

SHORTEST = 15
SHORTEST_WITH_SECOND_FACTOR = 12
LEFT_OVER = 8  # what must remain when own address and clinic words are taken out
OUR_WORDS = ("kapintake", "ketamine", "intake", "clinic", "password")


class PasswordPolicy:
    """Django's validator interface over the whole policy. `words_from` is the dotted path of a function that gives the clinics' words."""

    def __init__(self, words_from: str = "") -> None:
        self.common = CommonPasswordValidator()
        self.words_from = words_from

    def validate(self, password: str, user: Any = None) -> None:
        shortest = SHORTEST_WITH_SECOND_FACTOR if has_second_factor(user) else SHORTEST
        if len(password) < shortest:
            missing = shortest - len(password)
            raise ValidationError(
                ngettext(
                    "Make your password %(missing)d character longer. Three or four words are easy to remember",
                    "Make your password %(missing)d characters longer. Three or four words are easy to remember",
                    missing,
                ),
                code="password_too_short",
                params={"missing": missing},
            )
        if len(password) > LONGEST:
            raise ValidationError(
                _("Use at most %(longest)d characters for your password"), code="password_too_long", params={"longest": LONGEST}
            )
        self._refuse_common(password)
        self._refuse_known_words(password, user)

    def _refuse_common(self, password: str) -> None:
        try:
            self.common.validate(password)
        except ValidationError:
            raise ValidationError(_("Many people use that password. Choose other words"), code="password_too_common") from None
        if len(set(password.casefold())) < 5:
            raise ValidationError(_("Use more different characters in your password"), code="password_too_common")

    def _refuse_known_words(self, password: str, user: Any) -> None:
        left = password.casefold()
        for word in sorted(self._known_words(user), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < LEFT_OVER and len(left) < len(password):
            raise ValidationError(_("Leave your email address and the clinic's name out of your password"), code="password_of_known_words")

    def _known_words(self, user: Any) -> set[str]:
        email = (getattr(user, "email", "") or "").casefold()
        clinic_words: Callable[[], Iterable[str]] = import_string(self.words_from) if self.words_from else tuple
        words = {word for word in re.split(r"[^\w]+", " ".join([email, *clinic_words()]).casefold()) if len(word) >= 4}
        return words.union(OUR_WORDS, {email} - {""})

    def get_help_text(self) -> Any:
        return _("At least 15 characters. Three or four words that only you put together work well.")
