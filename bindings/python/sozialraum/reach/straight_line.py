"""How many minutes would it be by straight line and a detour factor?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sozialraum._core import reach as _reach
from sozialraum.core import Finding, Severity
from sozialraum.core.door import require_count, require_number
from sozialraum.core.points import lon_lat
from sozialraum.reach.ends import limit_of
from sozialraum.reach.nearest import nearest_table

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt

    from sozialraum.core.points import PlaceNames
    from sozialraum.reach.nearest import Nearest

    Floats = npt.NDArray[np.float64]


def straight_line_minutes(
    origins: gpd.GeoDataFrame,
    facilities: gpd.GeoDataFrame,
    *,
    speed_kmh: float,
    detour: float = 1.3,
    k: int = 2,
    limit: float | None = None,
) -> Nearest:
    """How many minutes would it be if roads ran straight? A fallback that says so.

    Parameters
    ----------
    origins, facilities : geopandas.GeoDataFrame
        Points in any CRS.
    speed_kmh : float
        Of the whole way.
    detour : float
        How much longer the road is than the straight line; at least 1.
    k : int
        How many facilities to name.
    limit : float, optional
        Minutes, detour included.

    Returns
    -------
    Nearest
        With ``method == "straight-line"``. Rivers, valleys and borders are ignored.

    Raises
    ------
    InvalidInput
        Without CRS, for a speed that is not positive, a detour below 1, ``k`` below 1.

    Examples
    --------
    >>> import geopandas as gpd
    >>> home = gpd.GeoDataFrame(index=["home"], geometry=gpd.points_from_xy([9.36], [52.10]),
    ...                         crs="EPSG:4326")
    >>> kitas = gpd.GeoDataFrame(index=["A", "B"],
    ...                          geometry=gpd.points_from_xy([9.36, 9.36], [52.20, 52.11]),
    ...                          crs="EPSG:4326")
    >>> nearest = straight_line_minutes(home, kitas, speed_kmh=50)
    >>> nearest.minutes.round(2).loc["home"].tolist(), nearest.facility.loc["home"].tolist()
    ([1.74, 17.36], ['B', 'A'])
    """
    k = require_count(k, "k", least=1)
    speed_kmh, detour = (
        require_number(speed_kmh, "speed_kmh"),
        require_number(detour, "detour"),
    )
    most = limit_of(limit)
    here, origin_names = lon_lat(origins, "origins")
    there, facility_names = lon_lat(facilities, "facilities")
    names = (origin_names.texts, facility_names.texts)
    flat, numbers, findings = _reach.straight_line_minutes(
        here, there, k, speed_kmh, detour, most, names
    )
    return nearest_table(
        (flat, numbers, k),
        (origin_names, facility_names),
        status=np.where(placed_of(here), "measured", "no_position").astype(object),
        method="straight-line",
        direction="to_facility",
        findings=findings,
    )


def placed_of(degrees: tuple[Floats, Floats]) -> npt.NDArray[np.bool_]:
    return np.isfinite(degrees[0]) & np.isfinite(degrees[1])


def _without_position(placed: npt.NDArray[np.bool_], names: PlaceNames, what: str) -> list[Finding]:
    if placed.all():
        return []
    missing = tuple(name for name, there in zip(names.texts, placed, strict=True) if not there)
    return [
        Finding(
            code=f"{what}_without_position",
            message=f"{len(missing)} of {len(placed)} have no coordinates",
            severity=Severity.WARNING,
            hint="leave them out or look their address up",
            areas=missing,
        )
    ]
