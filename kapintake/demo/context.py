"""What the demo adds to pages: that this is the demo, and what to type when a page asks for a signature."""

from typing import Any

from django.http import HttpRequest

from kapintake.demo.cast import PASSWORD, people_to_sign_in


def demo(request: HttpRequest) -> dict[str, Any]:
    return {"demo": {"password": PASSWORD, "people": people_to_sign_in}}
