"""Floating catchments on the topology of New York: our search of the roads beside pysal's access.

The peer works on a table of minutes, which is made beforehand and not counted; ours finds the same
minutes on the roads within its time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from access import Access, weights
from measure import best_of, compare, timed
from sozialraum import network, reach
from topology import load

LIMIT = 30.0
STEPS = {10.0: 1.0, 20.0: 0.68, 30.0: 0.22}
HOMES, SURGERIES = 10_000, 1_000


def table_of_minutes(
    graph: network.RoadGraph, homes: pd.DataFrame, surgeries: pd.DataFrame
) -> pd.DataFrame:
    minutes = reach.matrix(graph, homes.index, surgeries.index, threads=1)
    pairs = minutes.stack().rename_axis(["origin", "facility"]).rename("minutes").reset_index()
    return pairs[pairs["minutes"] <= LIMIT]


def main() -> None:
    roads = load("NY")
    graph = roads.road_graph()
    graph.prepare(threads=1)
    dice = np.random.default_rng(5)
    places = dice.choice(roads.nodes, HOMES + SURGERIES, replace=False)
    homes = pd.DataFrame(
        {"people": dice.integers(1, 900, HOMES)}, index=pd.Index(places[:HOMES], name="node")
    )
    surgeries = pd.DataFrame(
        {"doctors": dice.integers(1, 6, SURGERIES)}, index=pd.Index(places[HOMES:], name="node")
    )
    pairs = table_of_minutes(graph, homes, surgeries)
    peer = Access(
        demand_df=homes,
        demand_value="people",
        supply_df=surgeries,
        supply_value="doctors",
        cost_df=pairs,
        cost_origin="origin",
        cost_dest="facility",
        cost_name="minutes",
    )

    def ours(method: str, decay: reach.Decay | None) -> pd.Series:
        return reach.floating_catchment(
            graph,
            homes.index,
            surgeries.index,
            population=homes["people"],
            supply=surgeries["doctors"],
            limit=LIMIT,
            method=method,
            decay=decay,
            threads=1,
        ).access

    steps, ours_steps = weights.step_fn(STEPS), reach.Decay.steps(list(STEPS.items()))
    methods: dict[str, tuple[reach.Decay | None, Callable[[], Any]]] = {
        "2SFCA": (None, lambda: peer.two_stage_fca(max_cost=LIMIT)),
        "E2SFCA": (ours_steps, lambda: peer.enhanced_two_stage_fca(weight_fn=steps)),
        "3SFCA": (ours_steps, lambda: peer.three_stage_fca(weight_fn=steps)),
    }
    for method, (decay, of_peer) in methods.items():
        mine = ours(method, decay)
        seconds, theirs = timed(of_peer)
        theirs = theirs.iloc[:, 0].reindex(homes.index).fillna(0.0)  # they leave out who has none
        compare(
            f"{method}, {HOMES:,} places, {SURGERIES:,} facilities, {len(pairs):,} pairs within "
            f"{LIMIT:g} minutes, New York",
            ours=best_of(lambda method=method, decay=decay: ours(method, decay)),
            peer=seconds,
            peer_name="access",
            equal=np.allclose(mine.to_numpy(), theirs.to_numpy(), rtol=1e-9, atol=0.0),
        )


if __name__ == "__main__":
    main()
