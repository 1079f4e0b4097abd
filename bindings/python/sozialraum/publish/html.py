"""The report as a file."""

from __future__ import annotations

from pathlib import Path

__all__ = ["write_html"]


def write_html(path: Path, page: str) -> None:
    """Write a finished page."""
    path.write_text(page, encoding="utf-8")
