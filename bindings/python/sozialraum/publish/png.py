"""Pictures as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["write_png"]


def write_png(path: Path, figure: Any) -> None:
    """Write a figure of matplotlib: the same bytes for the same picture."""
    figure.savefig(path, format="png", metadata={"Software": None})
