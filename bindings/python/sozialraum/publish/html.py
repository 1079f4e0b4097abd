"""Finished pages as files."""

from __future__ import annotations

from pathlib import Path

from sozialraum.core.files import write_whole

__all__ = ["write_html"]


def write_html(path: Path, page: str) -> None:
    """Write a finished page as UTF-8."""
    write_whole(path, page)
