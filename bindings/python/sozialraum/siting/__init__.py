"""Where should facilities be? Four questions, each answered with a proof and the next best.

The minutes may come from a road graph (``reach.travel_times``), from straight lines or from a
timetable. What is not listed is unreachable. Places and candidates keep their labels: whole numbers
come back as whole numbers.
"""

from __future__ import annotations

from sozialraum.siting.fewest_sites import fewest_sites
from sozialraum.siting.max_coverage import max_coverage
from sozialraum.siting.p_centre import p_centre
from sozialraum.siting.p_median import p_median
from sozialraum.siting.siting import Siting

__all__ = [
    "Siting",
    "fewest_sites",
    "max_coverage",
    "p_centre",
    "p_median",
]
