"""The one form of a result: what came out, and what was noticed on the way.

What concerns a row stands in a column of that row. What concerns the call stands in ``findings``,
and if it is a warning, also in a Python warning (:class:`FindingWarning`), once a call, so that it
reaches a reader who looks at nothing but the table. It is silenced as all warnings are::

    warnings.filterwarnings("ignore", category=sozialraum.FindingWarning)
"""

from __future__ import annotations

import contextlib
import dataclasses
import html
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from typing import Any

from sozialraum.core.finding import Finding, Severity

_MOST_NAMED = 10  # areas of a finding in a warning; all of them are in the finding
_silent: ContextVar[bool] = ContextVar("_silent", default=False)


class FindingWarning(UserWarning):
    """Data made a method do or doubt something that changes how its result is to be read."""


@contextlib.contextmanager
def unsaid() -> Iterator[None]:
    """Inside, findings are kept but not warned of: whoever asks the question says them."""
    before = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(before)


def say(findings: Iterable[Finding]) -> None:
    """Warn once of all findings that are warnings, at the line that called the package."""
    serious = [finding for finding in findings if finding.severity is Severity.WARNING]
    if not serious or _silent.get():
        return
    frame = sys._getframe(1)
    while frame.f_back is not None and _is_ours(frame.f_globals.get("__name__", "")):
        frame = frame.f_back
    warnings.warn_explicit(
        "; ".join(_sentence(finding) for finding in serious),
        FindingWarning,
        frame.f_code.co_filename,
        frame.f_lineno,
        module=frame.f_globals.get("__name__"),
        registry=frame.f_globals.setdefault("__warningregistry__", {}),
    )


def _is_ours(module: str) -> bool:
    return module == "sozialraum" or module.startswith("sozialraum.")


def _sentence(finding: Finding) -> str:
    areas = list(finding.areas[:_MOST_NAMED])
    if len(finding.areas) > _MOST_NAMED:
        areas.append(f"and {len(finding.areas) - _MOST_NAMED} more")
    named = f" ({', '.join(areas)})" if areas else ""
    return f"{finding.code}: {finding}{named}"


def as_plain(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as what JSON knows, for the metadata of files."""
    return [
        dataclasses.asdict(finding)
        | {"severity": finding.severity.value, "areas": list(finding.areas)}
        for finding in findings
    ]


def summary(findings: Sequence[Finding]) -> str:
    """One line about findings: how many, and the kinds of those that are warnings."""
    if not findings:
        return ""
    serious = list(dict.fromkeys(f.code for f in findings if f.severity is Severity.WARNING))
    count = f"{len(findings)} finding{'s' if len(findings) > 1 else ''}"
    return f"{count}: {', '.join(serious)}" if serious else count


def findings_html(findings: Sequence[Finding]) -> str:
    """A list of findings for a notebook, the warnings open, notes folded."""
    if not findings:
        return ""
    serious = any(finding.severity is Severity.WARNING for finding in findings)
    rows = "".join(f"<li>{html.escape(_sentence(finding))}</li>" for finding in findings)
    head = html.escape(summary(findings))
    return (
        f"<details{' open' if serious else ''}><summary>{head}</summary><ul>{rows}</ul></details>"
    )


class Told(dict[str, Any]):
    """How a table was measured, and under ``"findings"`` what was noticed: a view for reading.

    The findings are not among the items. pandas hands the items on to whatever is made of a table
    and writes them into files, which would take texts and numbers, but no findings.
    """

    def __init__(self, facts: dict[str, Any], findings: list[Finding]) -> None:
        super().__init__({key: value for key, value in facts.items() if key != "findings"})
        self.findings = findings

    def __missing__(self, key: str) -> Any:
        if key == "findings":
            return self.findings
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return key == "findings" or super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        return self.findings if key == "findings" else super().get(key, default)

    def pop(self, key: str, *default: Any) -> Any:
        return self.findings if key == "findings" else super().pop(key, *default)

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return dict(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return Told, (dict(self), self.findings)


class Result:
    """Base of the results that hold several things: printed on a few lines, findings on top.

    A subclass is a dataclass (``repr=False``), of which ``findings`` is a field.
    """

    findings: list[Finding]

    def __post_init__(self) -> None:
        say(getattr(self, "findings", ()))

    def __repr__(self) -> str:
        lines = [f"  {name}: {short(value)}" for name, value in self._shown()]
        noticed = summary(getattr(self, "findings", []))
        return "\n".join([type(self).__name__, *lines, *([f"  {noticed}"] if noticed else [])])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th>{html.escape(name)}</th><td>{html.escape(short(value))}</td></tr>"
            for name, value in self._shown()
        )
        noticed = findings_html(getattr(self, "findings", []))
        return f"<div>{noticed}<b>{type(self).__name__}</b><table>{rows}</table></div>"

    def _shown(self) -> list[tuple[str, Any]]:
        fields = dataclasses.fields(self)  # type: ignore[arg-type]
        names = [f.name for f in fields if f.name != "findings" and not f.name.startswith("_")]
        return [(name, getattr(self, name)) for name in names]


def short(value: object) -> str:
    """A value on one line, tables and lists by their size."""
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple) and shape:
        return f"{' x '.join(f'{size:,}' for size in shape)} {_kind(value)}".rstrip()
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list | tuple | dict | set) and len(value) > 3:
        return f"{len(value):,} {type(value).__name__}"
    text = repr(value)
    return text if len(text) <= 70 else f"{text[:70]}..."


def _kind(value: object) -> str:
    columns = getattr(value, "columns", None)
    if columns is None:
        return ""
    names = [str(column) for column in columns[:6]]
    return f"({', '.join(names)}{', ...' if len(columns) > 6 else ''})"
