"""Floating catchments and Huff's shares on the topology of New York, beside access and numpy.

The peers work on a table of minutes, which is made beforehand and not counted; ours finds the same
minutes on the roads within its time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from measure import best_of, compare, timed
from sozialraum import access, network, reach
from topology import load

from access import Access, weights

LIMIT = 30.0
STEPS = {10.0: 1.0, 20.0: 0.68, 30.0: 0.22}


@dataclass(frozen=True)
class Scene:
    """Places with people, facilities with doctors, and all pairs within the limit."""

    graph: network.RoadGraph
    homes: pd.DataFrame  # people
    surgeries: pd.DataFrame  # doctors
    pairs: pd.DataFrame  # origin, facility, minutes

    def ask(self, question: Callable[..., Any], **options: Any) -> Any:
        return question(
            self.graph,
            self.homes.index,
            self.surgeries.index,
            population=self.homes["people"],
            supply=self.surgeries["doctors"],
            limit=LIMIT,
            threads=1,
            **options,
        )

    def work(self, method: str) -> str:
        return (
            f"{method}, {len(self.homes):,} places, {len(self.surgeries):,} facilities, "
            f"{len(self.pairs):,} pairs within {LIMIT:g} minutes, New York"
        )


def scene(homes: int, surgeries: int) -> Scene:
    roads = load("NY")
    graph = roads.road_graph()
    graph.prepare(threads=1)
    dice = np.random.default_rng(5)
    places = pd.Index(dice.choice(roads.nodes, homes + surgeries, replace=False), name="node")
    minutes = reach.matrix(graph, places[:homes], places[homes:], threads=1)
    pairs = minutes.stack().rename_axis(["origin", "facility"]).rename("minutes").reset_index()
    return Scene(
        graph,
        pd.DataFrame({"people": dice.integers(1, 900, homes)}, index=places[:homes]),
        pd.DataFrame({"doctors": dice.integers(1, 6, surgeries)}, index=places[homes:]),
        pairs[pairs["minutes"] <= LIMIT].reset_index(drop=True),
    )


def beside_access(all_of: Scene) -> None:
    peer = Access(
        demand_df=all_of.homes,
        demand_value="people",
        supply_df=all_of.surgeries,
        supply_value="doctors",
        cost_df=all_of.pairs.copy(),
        cost_origin="origin",
        cost_dest="facility",
        cost_name="minutes",
    )
    steps, ours = weights.step_fn(STEPS), access.Decay.steps(list(STEPS.items()))
    methods: dict[str, tuple[access.Decay | None, Callable[[], Any]]] = {
        "2SFCA": (None, lambda: peer.two_stage_fca(max_cost=LIMIT)),
        "E2SFCA": (ours, lambda: peer.enhanced_two_stage_fca(weight_fn=steps)),
        "3SFCA": (ours, lambda: peer.three_stage_fca(weight_fn=steps)),
    }
    for method, (decay, of_peer) in methods.items():
        options = {"method": method, "decay": decay}
        mine = all_of.ask(access.floating_catchment, **options).access
        seconds, table = timed(of_peer)
        theirs = table.iloc[:, 0].reindex(mine.index).fillna(0.0)  # they leave out who has none
        compare(
            all_of.work(method),
            ours=best_of(lambda options=options: all_of.ask(access.floating_catchment, **options)),
            peer=seconds,
            peer_name="access",
            equal=np.allclose(mine, theirs, rtol=1e-9, atol=0.0),
        )


def beside_numpy(all_of: Scene) -> None:
    origin = all_of.homes.index.get_indexer(all_of.pairs["origin"])
    facility = all_of.surgeries.index.get_indexer(all_of.pairs["facility"])
    minutes = all_of.pairs["minutes"].to_numpy()
    people, doctors = all_of.homes["people"].to_numpy(), all_of.surgeries["doctors"].to_numpy()

    def visitors() -> np.ndarray:
        draw = doctors[facility] * np.maximum(minutes, 1.0) ** -2.0
        share = draw / np.bincount(origin, draw, len(people))[origin]
        return np.bincount(facility, people[origin] * share, len(doctors))

    compare(
        all_of.work("Huff"),
        ours=best_of(lambda: all_of.ask(access.huff)),
        peer=best_of(visitors),
        peer_name="numpy",
        equal=np.allclose(all_of.ask(access.huff).visitors, visitors(), rtol=1e-9, atol=1e-9),
    )


def main() -> None:
    all_of = scene(10_000, 1_000)
    beside_access(all_of)
    beside_numpy(all_of)


if __name__ == "__main__":
    main()
