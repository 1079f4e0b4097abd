"""Errors of a project run: one way to make them, so that each says what, where and how to mend."""

from __future__ import annotations

from collections.abc import Iterable

from sozialraum.core import Finding, InvalidInput, Place, Severity

__all__ = ["note", "trouble", "warning"]


def trouble(
    code: str,
    message: str,
    *,
    file: str = "",
    column: str = "",
    row: int | None = None,
    hint: str = "",
    areas: Iterable[str] = (),
    **details: str,
) -> InvalidInput:
    """An error for the caller to raise."""
    return InvalidInput(
        Finding(
            code=code,
            message=message,
            severity=Severity.WARNING,
            place=Place(file=file, column=column, row=row),
            hint=hint,
            details=details,
            areas=tuple(areas),
        )
    )


def note(code: str, message: str, *, areas: Iterable[str] = (), **details: str) -> Finding:
    """Something a reader should know."""
    return Finding(code=code, message=message, details=details, areas=tuple(areas))


def warning(code: str, message: str, *, areas: Iterable[str] = (), **details: str) -> Finding:
    """Something a reader must know."""
    return Finding(
        code=code,
        message=message,
        severity=Severity.WARNING,
        details=details,
        areas=tuple(areas),
    )
