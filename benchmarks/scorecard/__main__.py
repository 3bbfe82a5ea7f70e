"""`make scorecard`: one run, a few minutes."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from benchmarks.scorecard.card import main  # noqa: E402  # the cast of the demo are models

sys.exit(main())
