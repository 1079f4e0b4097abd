"""Kept for programs that ask here: the words are in :mod:`sozialraum.words`."""

from __future__ import annotations

from sozialraum.words.modes import MODE_WORDS
from sozialraum.words.troubles import error_text, finding_text

__all__ = ["MODE_WORDS", "error_text", "finding_text"]
