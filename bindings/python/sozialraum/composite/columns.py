"""The columns of a table, with their weights and directions, as the core takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sozialraum.core import Place, unknown_name
from sozialraum.core.door import require_number, table_of
from sozialraum.core.finding import invalid_argument, label_text, shown

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.core import Finding


def per_column(names: list[str], given: object, argument: str) -> dict[str, float]:
    """One number per column: 1 if nothing is given, an error for a name too few or too many."""
    import pandas as pd

    if given is None:
        return dict.fromkeys(names, 1.0)
    if isinstance(given, pd.Series):
        given = given.to_dict()
    if not isinstance(given, Mapping):
        needed = f"is {shown(given)}; a number per column is needed"
        raise invalid_argument(argument, needed, f'say {{"{names[0] if names else "x"}": 1}}')
    known = {label_text(name): require_number(value, argument) for name, value in given.items()}
    for name in known:
        if name not in names:
            raise unknown_name("indicator", name, names, Place(argument=argument))
    for name in names:
        if name not in known:
            raise invalid_argument(
                argument,
                f"has no entry for '{name}'",
                "name every column, or leave the argument out",
                code="missing_entry",
                column=name,
            )
    return known


def direction_of(name: object, value: float) -> int:
    """+1, 0 or -1 as a whole number; a half direction would be cut in silence."""
    if value not in (-1.0, 0.0, 1.0):
        raise invalid_argument(
            "directions",
            f"'{name}' has the direction {value:g}",
            "give it +1 or -1",
            column=str(name),
        )
    return int(value)


def posts_of(goalposts: pd.DataFrame, name: str) -> tuple[float, float]:
    """The low and the high goalpost of an indicator."""
    posts = table_of(goalposts, "goalposts")
    if name not in posts.titles:
        raise unknown_name("indicator", name, posts.titles, Place(argument="goalposts"))
    for row in ("low", "high"):
        if row not in posts.codes:
            hint = "its index holds 'low' and 'high'"
            raise invalid_argument("goalposts", f"has no row '{row}'", hint)
    column = posts.values[:, posts.titles.index(name)]
    low, high = (float(column[posts.codes.index(row)]) for row in ("low", "high"))
    return low, high


def score_states(codes: list[str], values: pd.Series, findings: list[Finding]) -> list[str]:
    """Of each area: ``scored``, ``not_scored``, or ``component_replaced`` by the others."""
    replaced = {a for f in findings if f.code == "component_replaced" for a in f.areas}
    return [
        "not_scored" if missing else "component_replaced" if code in replaced else "scored"
        for code, missing in zip(codes, values.isna(), strict=True)
    ]
