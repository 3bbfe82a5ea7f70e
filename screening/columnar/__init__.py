"""Screening a million people: answers as columns, and every condition spelled for numpy. Only this package imports it.

What it says of each person is what `assess` says; the tests hold it to that, row by row.
"""

from screening.columnar.columns import MANY, Columns, columns_of
from screening.columnar.comparing import Change, CriterionChange, WhatIf, what_if
from screening.columnar.joining import join_columns, only_people
from screening.columnar.packing import pack_columns, unpack_columns
from screening.columnar.run import Screened, screen_columns

__all__ = [
    "MANY",
    "Change",
    "Columns",
    "CriterionChange",
    "Screened",
    "WhatIf",
    "columns_of",
    "join_columns",
    "only_people",
    "pack_columns",
    "screen_columns",
    "unpack_columns",
    "what_if",
]
