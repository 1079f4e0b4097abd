"""Contiguity of the communes of Lower Saxony and Moran's I, beside libpysal and esda."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from esda.moran import Moran
from libpysal.graph import Graph
from libpysal.weights import Queen
from measure import best_of, compare
from sozialraum import spatial

BOUNDARIES = Path(__file__).parents[2] / "data/boundaries"
COMMUNES = BOUNDARIES / "gemeinden_niedersachsen_2022.geojson"
GERMANY = BOUNDARIES / "vg250_gem_2022_simplified4pct_de.zip"


def main() -> None:
    communes = gpd.read_file(COMMUNES).astype({"ars": str}).set_index("ars")
    ours = spatial.contiguity(communes, rule="queen")
    peer = Queen.from_dataframe(communes, use_index=True, silence_warnings=True)
    same = all(
        set(ours.neighbours(code).index) == set(peer.neighbors[code]) for code in communes.index
    )
    compare(
        f"queen contiguity, {len(communes)} communes",
        ours=best_of(lambda: spatial.contiguity(communes, rule="queen")),
        peer=best_of(lambda: Queen.from_dataframe(communes, use_index=True, silence_warnings=True)),
        peer_name="libpysal",
        equal=same,
    )
    compare_moran(communes, peer)
    compare_large(squares(316), "squares")
    compare_large(germany(), "communes of Germany")


def squares(side: int) -> gpd.GeoDataFrame:
    """A grid of squares of one kilometre."""
    x, y = (axis.ravel() * 1000.0 for axis in np.meshgrid(np.arange(side), np.arange(side)))
    shapes = shapely.box(x, y, x + 1000.0, y + 1000.0)
    return gpd.GeoDataFrame(index=[f"s{i}" for i in range(len(x))], geometry=shapes, crs=25832)


def germany() -> gpd.GeoDataFrame:
    shapes = gpd.read_file(f"zip://{GERMANY}").geometry.to_crs(25832)
    shapes = shapes[shapes.notna() & ~shapes.is_empty].reset_index(drop=True)
    return gpd.GeoDataFrame(geometry=shapes.set_axis([f"g{i}" for i in shapes.index]))


def compare_large(areas: gpd.GeoDataFrame, what: str) -> None:
    """By geometry, not by names of corners. Of polygons that overlap, as simplified ones do, the
    peer says that they do not touch; so its pairs must be among ours.
    """
    ours = spatial.contiguity(areas, rule="queen")
    peer = Graph.build_contiguity(areas, rook=False, strict=True)
    compare(
        f"queen contiguity, {len(areas):,} {what}",
        ours=best_of(lambda: spatial.contiguity(areas, rule="queen")),
        peer=best_of(lambda: Graph.build_contiguity(areas, rook=False, strict=True)),
        peer_name="libpysal",
        equal=all(
            set(others).issubset(ours.neighbours(code).index)
            for code, others in peer.adjacency[peer.adjacency > 0]
            .reset_index()
            .groupby("focal")["neighbor"]
        ),
    )


def compare_moran(communes: gpd.GeoDataFrame, peer: Queen) -> None:
    """Without islands: the two packages treat them differently."""
    values = communes.to_crs(3035).area
    linked = communes.index[[len(peer.neighbors[code]) > 0 for code in communes.index]]
    subset = communes.loc[linked]
    ours_weights = spatial.contiguity(subset, rule="queen")
    peer_weights = Queen.from_dataframe(subset, use_index=True, silence_warnings=True)
    peer_weights.transform = "r"
    x = values[linked]
    ours = spatial.moran(x, ours_weights)
    theirs = Moran(x.to_numpy(), peer_weights, permutations=0)
    compare(
        f"Moran's I, {len(subset)} communes",
        ours=best_of(lambda: spatial.moran(x, ours_weights)),
        peer=best_of(lambda: Moran(x.to_numpy(), peer_weights, permutations=0)),
        peer_name="esda",
        equal=bool(np.isclose(ours.I, theirs.I, rtol=1e-10)),
    )


if __name__ == "__main__":
    main()
