"""Pictures as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sozialraum.core.files import whole_file
from sozialraum.publish.gate import Imprint

__all__ = ["write_png"]


def write_png(path: Path, figure: Any, *, imprint: Imprint | None = None) -> None:
    """Write a figure of matplotlib: the same bytes for the same picture.

    The imprint is in the metadata of the file; the figure itself carries it in its note.
    """
    told: dict[str, str | None] = {"Software": None}
    if imprint is not None:
        told |= {"Copyright": "; ".join(imprint.sources), "Comment": imprint.edition_words}
    with whole_file(path) as file:
        figure.savefig(file, format="png", metadata=told)
