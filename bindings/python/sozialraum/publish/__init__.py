"""How do values about areas leave the program? The only writer of them."""

from __future__ import annotations

from sozialraum.publish.csv import write_table
from sozialraum.publish.docx import write_docx
from sozialraum.publish.gate import Imprint, safe_text
from sozialraum.publish.gpkg import category_style, write_areas, write_level_layer
from sozialraum.publish.held_back import release
from sozialraum.publish.html import write_html
from sozialraum.publish.parquet import write_parquet
from sozialraum.publish.pdf import pdf_printer, write_pdf
from sozialraum.publish.png import write_png
from sozialraum.publish.policy import EditionRules, Policy, load_policy
from sozialraum.publish.xlsx import write_xlsx

__all__ = [
    "EditionRules",
    "Imprint",
    "Policy",
    "category_style",
    "load_policy",
    "pdf_printer",
    "release",
    "safe_text",
    "write_areas",
    "write_docx",
    "write_html",
    "write_level_layer",
    "write_parquet",
    "write_pdf",
    "write_png",
    "write_table",
    "write_xlsx",
]
