"""`{% crisis_numbers as numbers %}`: the national numbers, so that a help text needs nothing from its view.

`{% help_address %}` is the help page in the language that is spoken now. It looks nothing up, so that error pages may use it.
"""

from django import template
from django.conf import settings
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def crisis_numbers() -> dict[str, str]:
    """settings.CRISIS_NUMBERS, see alerts/crisis_numbers.py."""
    return settings.CRISIS_NUMBERS


@register.simple_tag
def help_address() -> str:
    return "/es/help-now/" if get_language() == "es" else "/help-now/"
