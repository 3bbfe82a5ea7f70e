"""`{% crisis_numbers as numbers %}`: the national numbers, so that a help text needs nothing from its view."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def crisis_numbers() -> dict[str, str]:
    """settings.CRISIS_NUMBERS, see alerts/crisis_numbers.py."""
    return settings.CRISIS_NUMBERS
