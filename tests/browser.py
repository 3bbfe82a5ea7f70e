"""A test client that posts forms as our pages do: URL-encoded. Multipart bodies are refused by the site (IN-4)."""

from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.test.client import MULTIPART_CONTENT

FORM = "application/x-www-form-urlencoded"


class Browser(Client):
    """Django's client, whose POST takes a dict of fields and sends it as a browser would."""

    def post(self, path: str, data: Any = None, content_type: str = MULTIPART_CONTENT, **more: Any) -> Any:
        if content_type == MULTIPART_CONTENT and (data is None or isinstance(data, dict)):
            return super().post(path, urlencode(data or {}, doseq=True), content_type=FORM, **more)
        return super().post(path, data, content_type=content_type, **more)
