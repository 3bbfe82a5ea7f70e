"""What scales fire that not everybody is asked. In a drawing of the intake that does not ask them they do not exist.

Totals and bands of every other scale are shown and sorted by, and fire nothing.
"""

from screening.conditions import AtLeast, Equals
from screening.criterion import Criterion, Severity
from screening.instruments.supplied import DAST10_MODERATE, MDQ_POSITIVE

SCALE_CRITERIA = (
    Criterion(
        id="mdq-positive",
        severity=Severity.REVIEW,
        title="MDQ positive: bipolar disorder possible",
        when=MDQ_POSITIVE,
        rationale="A depression score alone misses bipolar disorder, and ketamine may tip the mood over.",
        citations=("MDQ",),
        family="Mental health",
    ),
    Criterion(
        id="dast10-moderate",
        severity=Severity.REVIEW,
        title="DAST-10 at three or more",
        when=DAST10_MODERATE,
        rationale="Three points or more may mean a problem with drugs.",
        citations=("DAST10",),
        family="Substances",
    ),
    Criterion(
        id="dast10-withdrawal",
        severity=Severity.REVIEW,
        title="DAST-10: felt withdrawal from drugs",
        when=Equals("dast10-9", True),
        rationale="Withdrawal is looked at before any session.",
        citations=("DAST10", "POLICY"),
        family="Substances",
    ),
    Criterion(
        id="pcl5-item16",
        severity=Severity.REVIEW,
        title="PCL-5: risks that could do harm",
        when=AtLeast("pcl5-16", 2),
        rationale="Taking risks that could do harm is talked about; it is not a question about suicide.",
        citations=("PCL5", "POLICY"),
        family="Mental health",
    ),
)
