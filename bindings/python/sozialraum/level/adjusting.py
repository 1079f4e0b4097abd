"""What would the figures be with more people? Each indicator with the target of one's choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sozialraum.core import AreaTable, Finding, InvalidInput, Place, Severity, unknown_name
from sozialraum.level.asked import AskedIndicator, AskedLevel
from sozialraum.level.trouble import note, trouble
from sozialraum.level.units import minutes_between
from sozialraum.level.ways import Roads

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from sozialraum.level.measures import Measures
    from sozialraum.spatial import Weights

__all__ = ["Targets", "adjust"]

_LEAST_AREAS = 5  # below, the spread of a region's areas is hardly known
_NEAREST = 12
_FADES = 10.0  # minutes: at so many a neighbour counts 1/e of the area itself
_TYPE_COLUMNS = {"type", "types", "typ", "typen", "typ_name", "letter"}
_ROUTINE = {"moved_most"}  # the report tells it area by area, without the protected ones


class Targets:
    """What the rates of a level may be pulled towards; made only if an indicator asks for it."""

    def __init__(
        self,
        level: AskedLevel,
        table: AreaTable,
        areas: gpd.GeoDataFrame | None,
        roads: Roads,
    ) -> None:
        self._level, self._table, self._areas, self._roads = level, table, areas, roads
        self._regions: pd.Series | None = None
        self._weights: Weights | None = None

    @property
    def regions(self) -> pd.Series:
        """Name of the region of each row of the table."""
        if self._regions is None:
            self._regions = _regions(self._level, self._table)
        return self._regions

    @property
    def weights(self) -> Weights:
        """How much each neighbour counts, by minutes; areas without a way have none."""
        if self._weights is None:
            self._weights = _weights(self._level, self._table, self._areas, self._roads)
        return self._weights


def _regions(level: AskedLevel, table: AreaTable) -> pd.Series:
    import pandas as pd

    asked = level.regions
    place = Place(argument="level.regions", file=level.table.file)
    if asked is None:
        raise trouble(
            "no_regions",
            f"no column tells to which region each of the {level.areas} belongs",
            file=level.table.file,
            hint="name it under 'regions: {column: …}', or say 'towards: all'",
            areas_word=level.areas,
        )
    if asked.column.lower() in _TYPE_COLUMNS:
        raise InvalidInput(
            Finding(
                "types_as_target",
                f"'{asked.column}' are types: those found from an indicator confirm themselves",
                Severity.WARNING,
                place,
                "take the commune, a region or the neighbours",
                details={"column": asked.column},
            )
        )
    if not asked.column:
        names = pd.Series(table.data.index, index=table.data.index, dtype=object)
    elif asked.column in table.texts.columns:
        names = table.texts[asked.column]
    else:
        raise unknown_name("column", asked.column, [str(c) for c in table.texts.columns], place)
    if asked.digits:
        names = names.astype("string").str.slice(0, asked.digits)
    told: pd.Series = names.astype(object).where(names.notna(), None)
    return told.rename("region")


def _weights(
    level: AskedLevel, table: AreaTable, areas: gpd.GeoDataFrame | None, roads: Roads
) -> Weights:
    """exp(-minutes / 10) of the twelve nearest within the limit."""
    from sozialraum import access

    asked = level.neighbours
    if asked is None or areas is None:
        raise trouble(
            "no_neighbours",
            f"nothing tells how far the neighbours of the {level.areas} may be",
            file=level.table.file,
            hint="say 'neighbours: {mode: car, within_minutes: 15}', or 'towards: all'",
            areas_word=level.areas,
        )
    found = minutes_between(areas, roads, mode=asked.mode, k=_NEAREST + 1)
    found = found[found["from"].isin(table.data.index) & found["to"].isin(table.data.index)]
    return access.travel_time_weights(
        places=table.data.index,
        minutes=found.rename(columns={"from": "origin", "to": "facility"}),
        limit=asked.within_minutes,
        decay=access.Decay.exponential(1 / _FADES),
        both_ways="there",
    )


def adjust(
    measures: Measures, computed: Any, use: AskedIndicator, targets: Targets, threads: int
) -> None:
    """One indicator: value, interval, weight and target of every area.

    An area without a figure of its own gets the mean of all areas, whatever the target is. So do
    those in regions of fewer than five areas: these know too little of how areas differ.
    """
    from sozialraum import smallarea

    name, definition = use.id, measures.definitions[use.id]
    count, base = measures.count[name], computed.base[name].astype(float)
    if not base.notna().any():
        raise trouble(
            "no_base_to_adjust",
            f"'{name}' cannot be adjusted: its definition names no base",
            hint="name numerator and denominator in the catalogue, or say 'adjust: none'",
            column=name,
        )
    of_persons = definition.kind in ("share", "percentage")
    if use.adjust == "binomial" and not of_persons:
        count = measures.within_base(name, count, base)
    given: dict[str, Any] = {
        "model": use.adjust,
        "part_of_base": True if of_persons else None,
        "count_variance": measures.count_variance[name],
        "threads": threads,
    }
    among_all = smallarea.empirical_bayes(count, base, **given)
    result = _columns(among_all, count * 0.0 + among_all.prior_mean)
    findings = among_all.findings
    if use.towards == "neighbours":
        found = smallarea.adjusted_rates(
            count, base, target="neighbours", weights=targets.weights, **given
        )
        result, findings = _columns(found, found.pulled_to), found.findings
    elif use.towards == "region":
        regions, few = _regions_of_some(targets.regions, count.notna() & (base > 0))
        found = smallarea.adjusted_rates(count, base, target="region", regions=regions, **given)
        result = _columns(found, found.pulled_to).where(~few, result)
        findings = [f for f in found.findings if f.code != "area_without_region"]
        findings += _tell_few(measures, name, few[few].index)
    scale = float(definition.scale or 1.0)
    own = count.notna() & base.notna() & result["rate"].notna()
    mean = float(among_all.prior_mean) * scale
    lower, upper = among_all.unseen[0] * scale, among_all.unseen[1] * scale
    measures.value[name] = (result["rate"] * scale).where(own, mean)
    measures.lower[name] = (result["lower"] * scale).where(own, lower)
    measures.upper[name] = (result["upper"] * scale).where(own, upper)
    measures.weight[name] = result["weight"].where(own, 0.0)
    measures.pulled_to[name] = (result["pulled_to"] * scale).where(own, mean)
    measures.filled[name] = ~own
    half = float(among_all.minimum_base(0.5)) if use.towards == "all" else float("nan")
    measures.priors[name] = (mean, half)
    measures.findings += [f for f in findings if f.code not in _ROUTINE]


def _columns(found: Any, pulled_to: pd.Series) -> pd.DataFrame:
    import pandas as pd

    columns = {part: getattr(found, part) for part in ("rate", "lower", "upper", "weight")}
    return pd.DataFrame({**columns, "pulled_to": pulled_to}).astype(float)


def _regions_of_some(regions: pd.Series, known: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Regions of at least five areas with a base, and which areas are in none of them."""
    counted = known.groupby(regions).transform("sum").reindex(regions.index)
    few = ~(counted >= _LEAST_AREAS)
    return regions.where(~few, None), few


def _tell_few(measures: Measures, name: str, areas: pd.Index) -> list[Finding]:
    if not len(areas):
        return []
    return [
        note(
            "region_of_few_areas",
            f"{len(areas)} areas belong to no region of {_LEAST_AREAS} areas; '{name}' is pulled "
            "towards the mean of all",
            areas=[str(code) for code in areas],
            least=str(_LEAST_AREAS),
            indicator=measures.definitions[name].name_de,
        )
    ]
