"""Django's test client, but posting as our pages do: url-encoded. Multipart, its default, is refused by the site."""

from typing import Any
from urllib.parse import urlencode

from django.test import Client

FORM = "application/x-www-form-urlencoded"


class FormClient(Client):
    """`client.post(path, {"name": value or [values]})`."""

    def post(self, path: str, data: Any = None, content_type: str = FORM, **extra: Any) -> Any:  # type: ignore[override]
        if content_type == FORM and isinstance(data, dict):
            data = urlencode(data, doseq=True)
        return super().post(path, data if data is not None else "", content_type=content_type, **extra)
