"""The site's settings with one page more: the trivial logged-in view that everything is compared with."""

from kapintake.settings import *  # noqa: F403  # settings are meant to be inherited whole

ROOT_URLCONF = "benchmarks.urls"
