"""The owners' words of scales in another language than English, out of the files that SCALE_FILES names (docs/scales.md).

Nobody here translates a scale: without such a file it is in English alone, and its pages say so.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from screening import INSTRUMENTS, Instrument, InvalidScale, Page
from screening.instruments import with_words_of

ENGLISH = "en"


def supplied() -> tuple[Instrument, ...]:
    """Every scale of the files. Raises ImproperlyConfigured, naming the file and what is wrong with it."""
    return _read(tuple(settings.SCALE_FILES))


@lru_cache(maxsize=4)
def _read(files: tuple[str, ...]) -> tuple[Instrument, ...]:
    scales = tuple(_scale_of(name) for name in files)
    if len({(scale.id, scale.language) for scale in scales}) != len(scales):
        raise ImproperlyConfigured("SCALE_FILES: two files hold the same scale in the same language.")
    return scales


def _scale_of(name: str) -> Instrument:
    try:
        scale = with_words_of(Path(name).read_bytes())
    except OSError as error:
        raise ImproperlyConfigured(f"SCALE_FILES: {name} cannot be read ({error.strerror}).") from None
    except InvalidScale as error:
        raise ImproperlyConfigured(f"SCALE_FILES: {name}: {error}") from None
    if scale.language == ENGLISH:
        raise ImproperlyConfigured(f'SCALE_FILES: {name}: say in which language its words are, as "language": "es".')
    return scale


def scale_of(page: Page) -> Instrument | None:
    """The scale that the page asks, in the words in which it asks it."""
    same = (scale for scale in supplied() if scale.id == page.instrument and scale.language == page.language)
    return next(same, INSTRUMENTS.get(page.instrument))


def is_spoken(scale: str, language: str) -> bool:
    """Whether that scale can be asked in that language."""
    return language == ENGLISH or any(one.id == scale and one.language == language for one in supplied())
