"""The written table of states is what the formulas do."""

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sozialraum import core, indicator, spatial

TABLE = Path(__file__).resolve().parents[2] / "docs/methods/cell_states.md"
State = core.CellState
ROWS = [
    (formula.strip(), [State[name.strip().upper()] for name in cells.split(",")], result.strip())
    for formula, cells, result in re.findall(
        r"^\| ([a-z][^|]*) \| ([a-z_, ]+) \| ([a-z_]+) \|$", TABLE.read_text("utf-8"), re.M
    )
    if formula != "formula"
]


def number(state: State, value: float) -> float:
    """What a cell of this state holds."""
    if not state.has_value:
        return np.nan
    return 0.0 if state in (State.NOTHING, State.BELOW_HALF_UNIT) else value


def frame(*cells: tuple[State, float]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One area of interest, and a whole one beside it so that formulas have someone to compare."""
    names = [f"c{i}" for i in range(len(cells))]
    data = pd.DataFrame(
        [[number(s, v) for s, v in cells], [v + 1 for _, v in cells]], ["a", "b"], names
    )
    states = pd.DataFrame([[int(s) for s, _ in cells], [0] * len(cells)], ["a", "b"], names)
    return data, states.astype("uint8")


def computed(definition: indicator.Definition, *cells: tuple[State, float]) -> State:
    data, states = frame(*cells)
    table = core.AreaTable(data, states, pd.DataFrame(index=data.index))
    made = indicator.Catalogue([definition]).compute(table)
    return State(int(made.states.loc["a", definition.id]))


def by_catalogue(
    kind: str, columns: int, values: list[float], **more: object
) -> Callable[..., State]:
    names = tuple(f"c{i}" for i in range(len(values)))
    numerator, rest = names[:columns], names[columns:]
    minus, denominator = ((rest[0],), rest[1:]) if kind == "balance" else ((), rest)

    def compute(*states: State) -> State:
        definition = indicator.Definition(
            "x",
            kind=kind,
            numerator=numerator,
            minus=minus,
            denominator=denominator,
            **more,  # type: ignore[arg-type]
        )
        return computed(definition, *zip(states, values, strict=True))

    return compute


def pooled(missing: str) -> Callable[..., State]:
    def compute(*states: State) -> State:
        data, kinds = frame(*((s, 2.0) for s in states))
        made = indicator.pool(data, data * 0 + 9, missing=missing, count_states=kinds)  # type: ignore[arg-type]
        return State(int(made.loc["a", "state"]))

    return compute


def z_value(state: State) -> State:
    data, states = frame((state, 2.0))
    data.loc["c"], states.loc["c"] = 9.0, 0
    made = indicator.standardise(data, states=states)
    assert made.states is not None
    return State(int(made.states.loc["a", "c0"]))


def kept_scale(state: State) -> State:
    data, states = frame((state, 2.0))
    scale = indicator.fit_scale(pd.Series([1.0, 2, 4]))
    return State(int(scale.apply(data["c0"], states=states).loc["a", "state"]))


def funnel(count: State, base: State) -> State:
    data, states = frame((count, 2.0), (base, 9.0))
    if base is State.NOTHING:
        data.loc["a", "c0"] = 0.0
    made = indicator.funnel(data["c0"], data["c1"], states=states)
    return State(int(made.loc["a", "state"]))


def region(count: State, base: State) -> State:
    data, states = frame((count, 2.0), (base, 9.0))
    made = indicator.against_region(data["c0"], data["c1"], states=states)
    return State(int(made.loc["a", "state"]))


def change(before: State, after: State) -> State:
    years = []
    for state in (before, after):
        data, states = frame((state, 2.0))
        years.append(pd.DataFrame({"count": data["c0"], "base": 9.0, "state": states["c0"]}))
    return State(int(indicator.change(*years).loc["a", "state"]))


def carried(weight: float, *, means: bool = False) -> Callable[..., State]:
    def compute(*states: State) -> State:
        old = [f"o{i}" for i in range(len(states))]
        rows = [[name, "n", weight] for name in old]
        rows += [[name, "rest", 1 - weight] for name in old if weight < 1]
        table = pd.DataFrame(rows, columns=["from", "to", "weight"])
        values = pd.Series([number(s, 4.0) for s in states], old, name="x")
        kinds = pd.DataFrame({"x": [int(s) for s in states]}, old).astype("uint8")
        walk = spatial.Crosswalk(table, "test")
        made = (
            walk.carry_means(values, (values * 0 + 1).fillna(1).rename("land"), states=kinds)
            if means
            else walk.carry_counts(values, states=kinds)
        )
        return State(int(made.loc["n", "state"]))

    return compute


FORMULAS: dict[str, Callable[..., State]] = {
    "sum of two columns": by_catalogue("count", 2, [2.0, 3.0]),
    "one column": by_catalogue("value", 1, [2.0]),
    "share": by_catalogue("share", 1, [0.0, 9.0]),
    "share on less than the minimum base": by_catalogue("share", 1, [2.0, 9.0], minimum_base=10.0),
    "rate": by_catalogue("rate", 1, [2.0, 9.0]),
    "percentage": by_catalogue("percentage", 1, [20.0, 10.0]),
    "balance": by_catalogue("balance", 1, [2.0, 3.0, 9.0]),
    "pool of two years": pooled("no_value"),
    "pool of two years, the others": pooled("the_others"),
    "z value": z_value,
    "kept scale": kept_scale,
    "place in a funnel": funnel,
    "against the region": region,
    "change": change,
    "merger of two areas, counts": carried(1.0),
    "part of an area, counts": carried(0.5),
    "merger of two areas, densities": carried(1.0, means=True),
}


@pytest.mark.parametrize(("formula", "cells", "result"), ROWS)
@pytest.mark.filterwarnings("ignore")
def test_the_table_says_what_the_formula_does(
    formula: str, cells: list[State], result: str
) -> None:
    assert FORMULAS[formula](*cells) is State[result.upper()]


def test_every_formula_has_rows_and_every_row_a_formula() -> None:
    assert {formula for formula, _, _ in ROWS} == FORMULAS.keys()
    assert len(ROWS) > 40


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_words_for_the_legend(state: State) -> None:
    assert state.label_de
