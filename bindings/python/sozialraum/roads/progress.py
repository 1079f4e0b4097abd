"""How far is it? A line of text that is written over itself."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import Any

Progress = bool | Callable[[int, int], object] | None
"""False or None = silent; True = a line of text on standard error; or called with (done, total)."""


@contextlib.contextmanager
def told(progress: Progress, what: str) -> Iterator[Callable[[int, int], Any] | None]:
    """The callable for the engine: the caller's own, or one that writes a line."""
    if progress is not True:
        yield None if progress is False else progress
        return
    line = _Line(what)
    try:
        yield line
    finally:
        line.end()


class _Line:
    """``reading roads (car): 45 %``, written over itself."""

    def __init__(self, what: str) -> None:
        self._what, self._shown = what, ""

    def __call__(self, done: int, total: int) -> None:
        part = f"{100 * done // total} %" if total > 0 else f"{done:,}"
        text = f"{self._what}: {part}"
        if text != self._shown:
            print(f"\r{text}", end="", file=sys.stderr, flush=True)
            self._shown = text

    def end(self) -> None:
        if self._shown:
            print(file=sys.stderr, flush=True)
