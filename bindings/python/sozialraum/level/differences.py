"""Which areas differ from all others shown by more than chance?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.level.measures import Measures

__all__ = ["FALSE_CALLS", "against_rest", "differences", "kind_of_test", "can_be_tested"]

FALSE_CALLS = 0.05
"""Of the areas called different by an indicator, so large a share may be so by chance."""

Test = Literal["fisher", "conditional"]
_TESTS: dict[str, Test] = {"share": "fisher", "rate": "conditional"}


def differences(areas: gpd.GeoDataFrame, measures: Measures) -> dict[str, pd.DataFrame]:
    """For each indicator that can be tested: ``other``, ``beyond_chance`` by area shown.

    Each area is compared with all other areas shown, itself taken out, by the counts that may be
    told: shares of persons by Fisher's exact test, rates of events by the conditional one. Beyond
    chance is a p adjusted for the number of areas of at most 0.05. Values of the source, minutes
    and percentages without counts are not tested.
    """
    from sozialraum import indicator

    codes = areas.index[areas["shown"].astype(bool)]
    found = {}
    for name, definition in measures.definitions.items():
        test = kind_of_test(measures, name)
        if test is None or len(codes) < 2:
            continue
        told = ~measures.guarded.loc[codes, name].astype(bool)
        count = measures.count.loc[codes, name].where(told)
        base = measures.base.loc[codes, name].where(told)
        known = count.notna() & base.notna()
        if known.sum() < 2 or not can_be_tested(count[known], base[known], test):
            continue
        made = indicator.against_region(count.where(known), base.where(known), test=test)
        scale = float(definition.scale or 1.0)
        beyond = (made["p_adjusted"] <= FALSE_CALLS).where(made["p_adjusted"].notna())
        found[str(name)] = made.assign(
            other=made["other"] * scale,
            difference=made["difference"] * scale,
            beyond_chance=beyond,
        )[["other", "difference", "beyond_chance"]]
    return found


def against_rest(
    measures: Measures,
    name: str,
    count: pd.Series,
    base: pd.Series,
    count_of_all: float,
    base_of_all: float,
) -> list[bool | None] | None:
    """Does each area differ from the rest of a wider region that holds it, by more than chance?

    The same tests as :func:`differences`; None for an area that cannot be tested, None alone if the
    indicator cannot.
    """
    import pandas as pd

    from sozialraum import indicator

    test = kind_of_test(measures, name)
    hidden = measures.guarded.loc[count.index, name].astype(bool)
    rest, rest_base = count_of_all - count, base_of_all - base
    known = count.notna() & base.notna() & ~hidden
    known &= (count >= 0) & (base > 0) & (rest >= 0) & (rest_base > 0)
    if test == "fisher":
        known &= (count <= base) & (rest <= rest_base)
    if test is None or not known.any():
        return None
    codes = list(count.index[known])
    counts = pd.concat([count[known], rest[known]]).to_numpy()
    bases = pd.concat([base[known], rest_base[known]]).to_numpy()
    rows = [f"{code}/{side}" for side in ("own", "rest") for code in codes]
    if not _whole(pd.Series(counts)) or not _whole(pd.Series(bases)):
        return None
    made = indicator.against_region(
        pd.Series(counts, index=rows),
        pd.Series(bases, index=rows),
        region=pd.Series([str(code) for code in [*codes, *codes]], index=rows),
        test=test,
    )
    beyond = made["p_adjusted"].to_numpy()[: len(codes)] <= FALSE_CALLS
    found = dict(zip(codes, (bool(b) for b in beyond), strict=True))
    return [found.get(code) for code in count.index]


def kind_of_test(measures: Measures, name: str) -> Test | None:
    """The exact test of an indicator by its kind; None for values of the source and minutes."""
    return _TESTS.get(measures.definitions[name].kind)


def can_be_tested(count: pd.Series, base: pd.Series, test: Test) -> bool:
    """Are these known figures whole counts of persons, or of events, with people behind each?"""
    if not _whole(count) or not _whole(base) or (count < 0).any() or (base <= 0).any():
        return False
    return test != "fisher" or not bool((count > base).any())


def _whole(numbers: pd.Series) -> bool:
    return bool(((numbers - numbers.round()).abs() < 1e-6).all())
