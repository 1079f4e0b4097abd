"""Numbers as large or as small as a mistyped factor makes them: refused by name, or right.

The calls are those of test_every_argument; every table of numbers is multiplied.
"""

from __future__ import annotations

import importlib
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sozialraum.core import InvalidInput
from test_every_argument import RIGHT

STAGES = {"composite", "equity", "indicator", "siting", "smallarea", "spatial", "typology"}
CASES = [
    (name, argument)
    for name, call in RIGHT.items()
    for argument, value in call.items()
    if name.split(".")[0] in STAGES
    and isinstance(value, pd.Series | pd.DataFrame)
    and all(kind.kind in "fiu" for kind in np.atleast_1d(value.dtypes))
]
# A refusal that speaks of something else than the size of the numbers would mislead.
MISLEADING = {
    "constant_column",
    "empty_type",
    "fewer_areas_than_types",
    "fewer_areas_than_needed",
    "missing_values",
}


def unknown_numbers(result: Any, depth: int = 0) -> int:
    """How many numbers of a result are none."""
    if isinstance(result, float):
        return not math.isfinite(result)
    if isinstance(result, pd.Series):
        return int((~np.isfinite(result)).sum()) if result.dtype.kind == "f" else 0
    if isinstance(result, pd.DataFrame):
        return sum(unknown_numbers(result.iloc[:, i]) for i in range(result.shape[1]))
    if isinstance(result, np.ndarray):
        return int((~np.isfinite(result)).sum()) if result.dtype.kind == "f" else 0
    if isinstance(result, tuple | list) and depth < 3:
        return sum(unknown_numbers(part, depth + 1) for part in result)
    fields = getattr(result, "__dict__", {}) if depth < 3 else {}
    return sum(unknown_numbers(part, depth + 1) for part in fields.values())


def told(result: Any) -> set[str]:
    if hasattr(result, "fit"):  # draws tell what the model told that they are made of
        return told(result.fit)
    findings = getattr(result, "findings", None) or getattr(result, "attrs", {}).get("findings", [])
    return {finding.code for finding in findings}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "argument"), CASES)
def test_numbers_out_of_scale_are_refused_by_name_or_told(name: str, argument: str) -> None:
    stage, function = name.split(".")
    call = getattr(importlib.import_module(f"sozialraum.{stage}"), function)
    right = RIGHT[name]
    usual = call(**right)
    for factor in (1e-300, 1e-160, 1e160, 1e300):
        try:
            result = call(**(right | {argument: right[argument] * factor}))
        except InvalidInput as error:
            assert error.finding.code not in MISLEADING, str(error)
            continue
        if unknown_numbers(result) > unknown_numbers(usual):
            assert told(result) - told(usual), f"times {factor:g}: numbers are lost in silence"
