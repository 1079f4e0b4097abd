"""How do values about areas leave the program? The only writer of them."""

from __future__ import annotations

from sozialraum.publish.csv import write_csv
from sozialraum.publish.gpkg import write_level_layer
from sozialraum.publish.html import write_html
from sozialraum.publish.parquet import write_parquet
from sozialraum.publish.png import write_png

__all__ = ["write_csv", "write_html", "write_level_layer", "write_parquet", "write_png"]
