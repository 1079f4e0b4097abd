"""Contiguity of the communes of Lower Saxony and Moran's I, beside libpysal and esda."""

from pathlib import Path

import geopandas as gpd
import numpy as np
from esda.moran import Moran
from libpysal.weights import Queen
from measure import best_of, compare
from sozialraum import spatial

COMMUNES = Path(__file__).parents[2] / "data/boundaries/gemeinden_niedersachsen_2022.geojson"


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
