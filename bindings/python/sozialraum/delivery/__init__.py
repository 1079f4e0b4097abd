"""Is a delivered table what was asked for? A letter to every supplier, in German.

An office sends a table whose columns are those of a catalogue; :func:`check_delivery` says row by
row what is wrong and how to mend it, and what changed so much since the last delivery that someone
should confirm it. Nothing is computed for a report, and nothing is changed in the table.
"""

from __future__ import annotations

from sozialraum.delivery.check import Delivery, check_delivery
from sozialraum.delivery.remark import Remark

__all__ = ["Delivery", "Remark", "check_delivery"]
