"""The pages in their order. One file each; a page's number never changes."""

from kapintake.learning.content import Page
from kapintake.learning.pages.comparing import COMPARING
from kapintake.learning.pages.deciding import DECIDING
from kapintake.learning.pages.how_it_works import HOW_IT_WORKS
from kapintake.learning.pages.safety import SAFETY
from kapintake.learning.pages.session import SESSION
from kapintake.learning.pages.uses import USES
from kapintake.learning.pages.what_it_is import WHAT_IT_IS

PAGES: tuple[Page, ...] = (WHAT_IT_IS, HOW_IT_WORKS, COMPARING, USES, SESSION, SAFETY, DECIDING)


def page_numbered(number: int) -> Page | None:
    return next((page for page in PAGES if page.number == number), None)
