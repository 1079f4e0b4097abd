"""What does a mayor read? A German report as one self-contained HTML file.

The text is finished before it gets here (:mod:`sozialraum.report.model`); this package draws maps
and bars, fills the template and seals the page: no request to anywhere, styles and script
allowed by their hash only, readable and printable without JavaScript.
"""

from __future__ import annotations

from sozialraum.report.build import build_report
from sozialraum.report.model import Cover, Report
from sozialraum.report.render import render, render_pages
from sozialraum.report.textblock import text_block

__all__ = ["Cover", "Report", "build_report", "render", "render_pages", "text_block"]
