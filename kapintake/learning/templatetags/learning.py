"""`{% learn_more_about place as page %}`: the page to read beside a question, in the language of the page."""

from typing import Any

from django import template
from django.utils.translation import get_language

from kapintake.learning.asked_from import page_for
from kapintake.learning.presenters import Linked, linked

register = template.Library()


@register.simple_tag
def learn_more_about(place: Any) -> Linked | None:
    """`place` is that of a question: its section and its page of items."""
    page = page_for(place.section.id, *(item.link_id for item in place.page.items))
    return linked(page, get_language() or "en") if page else None
