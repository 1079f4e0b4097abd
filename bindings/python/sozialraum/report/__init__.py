"""What does a mayor read? A German report as one self-contained HTML file.

The text is finished before it gets here (:mod:`sozialraum.report.model`); this package draws maps
and bars, fills the template and seals the page: no request to anywhere, styles and script
allowed by their hash only, readable and printable without JavaScript.
"""

from __future__ import annotations

from sozialraum.report.model import Report
from sozialraum.report.render import render

__all__ = ["Report", "render"]
