"""Small-area models beside TMB, glmmTMB, mgcv and spdep: values of tests/oracle, kept as a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sozialraum import smallarea, spatial

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
FITS = pd.read_csv(GOLDEN / "smallarea/oracle.csv", comment="#", dtype={"what": str})


def borders(path: str) -> spatial.Weights:
    """A GAL file in the order of its areas."""
    words = [line.split() for line in (GOLDEN / path).read_text().splitlines()[1:]]
    names = [line[0] for line in words[::2]]
    beside = [sorted(names.index(name) for name in line) for line in words[1::2]]
    indptr = np.cumsum([0, *map(len, beside)])
    indices = np.concatenate(beside)
    return spatial.Weights(names, indptr, indices, np.ones(len(indices)))


@cache
def data(name: str) -> tuple[pd.Series, pd.Series, pd.DataFrame | None, spatial.Weights]:
    """Count, base, covariate and borders."""
    if name == "scotland":
        table = pd.read_csv(GOLDEN / "smallarea/scottish_lip_cancer.csv")
        weights = borders("smallarea/scottish_lip_cancer.gal")
        columns, x = ["cases", "expected"], table["aff"] / 10.0
    else:
        table = pd.read_csv(GOLDEN / "smallarea/nc_sids_1974.csv")
        weights = borders("sids2_queen.gal")
        columns, x = ["deaths", "births"], None
    table.index = pd.Index(weights.codes)
    count, base = (table[column].astype(float) for column in columns)
    design = None if x is None else pd.DataFrame({"x": x.to_numpy()}, table.index)
    return count, base, design, weights


def log_likelihood(fit: pd.Series, **held: float) -> float:
    """Plain Laplace, coefficients integrated out, as all of those programs have it."""
    count, base, design, weights = data(fit["data"])
    return smallarea.spatial_model(
        count,
        base,
        weights,
        design if fit["covariate"] == "yes" else None,
        structure=fit["structure"],
        model=fit["model"],
        corrected=False,
        held=held,
    ).log_likelihood


HELD = FITS[FITS["what"].str.startswith("log_likelihood")]
BEST = FITS[FITS["what"].str.startswith("best")]
KEY = ["data", "program", "structure", "model", "covariate"]


@pytest.mark.parametrize("row", HELD.index)
def test_log_likelihood_given_sd_and_share_is_that_of_the_template(row: int) -> None:
    fit = HELD.loc[row]
    held = dict(part.split("=") for part in fit["what"].split()[1:])
    ours = log_likelihood(fit, **{name: float(value) for name, value in held.items()})
    assert ours == pytest.approx(fit["value"], abs=1e-4)


def top(low: float, middle: float, high: float, step: float) -> float:
    """Where the parabola through three equally distant points is highest, from the middle one."""
    return 0.5 * step * (low - high) / (low - 2.0 * middle + high)


@pytest.mark.parametrize(
    "key", list(BEST[KEY].drop_duplicates().itertuples(index=False, name=None)), ids=" ".join
)
def test_the_best_sd_and_share_are_those_of_the_foreign_programs(key: tuple[str, ...]) -> None:
    rows = BEST[(BEST[KEY] == list(key)).all(axis=1)]
    best = dict(zip(rows["what"].str.removeprefix("best "), rows["value"], strict=True))
    highest = best.pop("log_likelihood", None)
    fit = rows.iloc[0].copy()
    if best.get("share", 0.0) > 1.0 - 1e-6:  # an optimiser on its way to 1: the ICAR
        fit["structure"], highest = "icar", None
        del best["share"]
    middle = log_likelihood(fit, **best)
    if highest is not None:
        assert middle == pytest.approx(highest, abs=1e-4)
    for name, value in best.items():
        step = 0.02 if name == "sd" else 0.002
        sides = [log_likelihood(fit, **{**best, name: value * (1 + s)}) for s in (-step, step)]
        assert abs(top(sides[0], middle, sides[1], step)) < 1e-3, name


def test_rates_of_empirical_bayes_are_those_of_spdep() -> None:
    count, base, _, weights = data("sids")
    spdep = FITS[FITS["program"] == "spdep"]
    ours = {
        "EBest": smallarea.empirical_bayes(count, base).rate,
        "EBlocal": smallarea.local_empirical_bayes(count, base, weights, form="spdep").rate,
    }
    for name, rate in ours.items():
        theirs = spdep.loc[spdep["structure"] == name, "value"].to_numpy()
        np.testing.assert_allclose(rate.to_numpy(), theirs, rtol=1e-8, err_msg=name)
