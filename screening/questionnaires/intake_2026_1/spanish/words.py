"""The words of one question in another language. Its logic, its answers' values and its link id stay those of the item."""

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """As the fields of an `Item`; `options` are texts by the value that is stored."""

    text: str
    label: str = ""
    why: str = ""
    hint: str = ""
    options: Mapping[int | str, str] = {}
