"""Tables and columns that are results: pandas objects with findings.

They are tables, so that every library takes them as it takes others. What is derived from one (a
selection, a join, a copy) is a plain table again, and carries no findings: those concern the call
that was made, and what concerns a row stands in a column and goes along.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any, cast

import pandas as pd

from sozialraum.core.finding import Finding
from sozialraum.core.result import Told, as_plain, findings_html, say, summary

_ROWS = 10  # printed


class _Found:
    """What a table or column has beyond pandas: findings, and how it was measured."""

    _findings: list[Finding]
    _facts: dict[str, Any]

    def _tell(self, findings: Iterable[Finding], facts: dict[str, Any] | None) -> None:
        object.__setattr__(self, "_findings", list(findings))
        object.__setattr__(self, "_facts", dict(facts or {}))

    @property
    def findings(self) -> list[Finding]:
        """What was noticed while it was made."""
        return getattr(self, "_findings", [])

    @property
    def attrs(self) -> dict[str, Any]:
        """How it was measured, and ``"findings"``."""
        return Told(getattr(self, "_facts", {}), self.findings)

    @attrs.setter
    def attrs(self, facts: dict[str, Any]) -> None:
        object.__setattr__(self, "_findings", list(facts.get("findings", [])))
        object.__setattr__(self, "_facts", dict(facts))

    def __copy__(self, deep: bool = False) -> Any:
        return self._again(self._plain().copy(deep=deep))

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Any:
        return self._again(self._plain().copy())

    def __reduce__(self) -> Any:
        return _made, (type(self), self._plain(), self.findings, getattr(self, "_facts", {}))

    def _plain(self) -> Any:
        """The same cells as a table of pandas or geopandas itself, without attrs."""
        raise NotImplementedError

    def _again(self, plain: Any) -> Any:
        return _made(type(self), plain, self.findings, getattr(self, "_facts", {}))


def _made(kind: Any, plain: Any, findings: list[Finding], facts: dict[str, Any]) -> Any:
    made = kind(plain)
    made._tell(findings, facts)
    return made


def _printed(table: Any, findings: list[Finding]) -> str:
    with pd.option_context("display.max_rows", _ROWS, "display.show_dimensions", True):
        text = repr(table)
    noticed = summary(findings)
    return f"{text}\n{noticed}" if noticed else text


class TableResult(_Found, pd.DataFrame):  # type: ignore[misc]
    """A table with ``findings``; see the module."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    @classmethod
    def of(
        cls, table: Any, findings: Iterable[Finding] = (), facts: dict[str, Any] | None = None
    ) -> TableResult:
        """A result of a table; says its warnings."""
        made = cast(TableResult, _made(cls, table, list(findings), facts or {}))
        say(made.findings)
        return made

    @property
    def table(self) -> pd.DataFrame:
        """The plain table."""
        return self._plain()

    def _plain(self) -> pd.DataFrame:
        plain = pd.DataFrame(self)
        plain.attrs = {}
        return plain

    def __repr__(self) -> str:
        return _printed(self.table, self.findings)

    def _repr_html_(self) -> str:
        return f"<div>{findings_html(self.findings)}{cast(Any, self.table)._repr_html_()}</div>"

    def to_parquet(self, path: Any = None, **options: Any) -> Any:
        """As pandas does, with the findings in the metadata of the file (``attrs``)."""
        table = self.table
        table.attrs = dict(self.attrs) | {"findings": as_plain(self.findings)}
        return table.to_parquet(path, **options)


class ColumnResult(_Found, pd.Series):  # type: ignore[misc]
    """One value an area with ``findings`` and, where they differ, a state of each; see the module.

    ``table`` holds the value and the ``state`` side by side.
    """

    @property
    def _constructor(self) -> type[pd.Series]:
        return pd.Series

    @classmethod
    def of(
        cls,
        column: Any,
        findings: Iterable[Finding] = (),
        facts: dict[str, Any] | None = None,
        *,
        state: Any = None,
    ) -> ColumnResult:
        """A result of a column; says its warnings."""
        facts = dict(facts or {})
        made = cast(ColumnResult, _made(cls, column, list(findings), facts))
        object.__setattr__(made, "_state", state)
        say(made.findings)
        return made

    @property
    def state(self) -> pd.Series | None:
        """Why a value is what it is, by area; None where there is nothing to tell apart."""
        state = getattr(self, "_state", None)
        return None if state is None else pd.Series(state, index=self.index, name="state")

    @property
    def table(self) -> pd.DataFrame:
        """The plain table of value and state."""
        table: pd.DataFrame = self._plain().to_frame("value" if self.name is None else self.name)
        return table if self.state is None else table.assign(state=self.state)

    def _plain(self) -> Any:
        plain = pd.Series(self)
        plain.attrs = {}
        return plain

    def _again(self, plain: Any) -> Any:
        made = super()._again(plain)
        object.__setattr__(made, "_state", getattr(self, "_state", None))
        return made

    def __reduce__(self) -> Any:
        kind, parts = super().__reduce__()
        return _made_column, (*parts, getattr(self, "_state", None))

    def __repr__(self) -> str:
        return _printed(self.table, self.findings)

    def _repr_html_(self) -> str:
        name = html.escape(str(self.name or ""))
        table = cast(Any, self.table)._repr_html_()
        return f"<div>{findings_html(self.findings)}<b>{name}</b>{table}</div>"


def _made_column(
    kind: Any, plain: Any, findings: list[Finding], facts: dict[str, Any], state: Any
) -> Any:
    made = _made(kind, plain, findings, facts)
    object.__setattr__(made, "_state", state)
    return made
