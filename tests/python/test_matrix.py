from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from sozialraum import core, network, reach
from test_reach import star


def town(seed: int = 3) -> tuple[network.RoadGraph, gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """A grid of 20 x 20 junctions with random minutes, 40 homes and 15 shops beside its roads."""
    dice = np.random.default_rng(seed)
    x, y = np.meshgrid(np.arange(20), np.arange(20))
    nodes = np.column_stack([9 + 0.01 * x.ravel(), 52 + 0.01 * y.ravel()])
    right = [(20 * b + a, 20 * b + a + 1) for b in range(20) for a in range(19)]
    up = [(20 * b + a, 20 * b + a + 20) for b in range(19) for a in range(20)]
    ends = np.asarray(right + up)
    import shapely

    graph = network.RoadGraph.from_edges(
        gpd.GeoDataFrame(
            {"u": ends[:, 0], "v": ends[:, 1], "minutes": dice.uniform(0.5, 3, len(ends))},
            geometry=shapely.linestrings(nodes[ends]),
            crs="EPSG:4326",
        ).assign(metres=900.0)
    )

    def places(name: str, count: int) -> gpd.GeoDataFrame:
        where = np.column_stack([dice.uniform(9, 9.19, count), dice.uniform(52, 52.19, count)])
        return gpd.GeoDataFrame(
            index=[f"{name} {i}" for i in range(count)],
            geometry=shapely.points(where),
            crs="EPSG:4326",
        )

    return graph, places("home", 40), places("shop", 15)


def test_every_village_to_every_practice() -> None:
    graph, villages, practices = star()
    table = reach.matrix(graph, villages, practices)
    assert table.to_numpy().tolist() == [[5, 25], [12, 8], [35, 15]]
    assert table.index.tolist() == ["Aue", "Berg", "Cronau"]
    assert table.columns.tolist() == ["Nord", "Ost"]
    assert table.attrs["findings"] == []
    near = reach.matrix(graph, villages, practices, limit=20)
    assert near.isna().to_numpy().tolist() == [[False, True], [False, False], [True, False]]


@pytest.mark.parametrize("direction", ["to_facility", "from_facility"])
def test_prepared_or_not_and_the_sparse_table_say_the_same(direction: reach.Direction) -> None:
    graph, homes, shops = town()
    plain = reach.matrix(graph, homes, shops, direction=direction)
    graph.prepare()
    pd.testing.assert_frame_equal(plain, reach.matrix(graph, homes, shops, direction=direction))
    sparse = reach.travel_times(graph, homes, shops, limit=15, direction=direction)
    wide = sparse.pivot(index="origin", columns="facility", values="minutes")
    expected = plain.where(plain <= 15)
    np.testing.assert_array_equal(
        wide.reindex(index=plain.index, columns=plain.columns).to_numpy(), expected.to_numpy()
    )


@pytest.mark.parametrize("limit", [None, 12.0])
def test_the_file_holds_the_table(tmp_path: Path, limit: float | None) -> None:
    graph, homes, shops = town()
    graph.prepare()
    told: list[tuple[int, int]] = []
    file = reach.matrix(
        graph,
        homes,
        shops,
        limit=limit,
        path=tmp_path / "times.parquet",
        progress=lambda done, total: told.append((done, total)),
    )
    table = reach.matrix(graph, homes, shops, limit=limit)
    rows = pd.read_parquet(file.path)
    assert file.pairs == len(rows) == table.notna().to_numpy().sum()
    wide = rows.astype({"origin": str, "facility": str}).pivot(
        index="origin", columns="facility", values="minutes"
    )
    np.testing.assert_array_equal(
        wide.reindex(index=table.index, columns=table.columns).to_numpy(), table.to_numpy()
    )
    manifest = json.loads(pq.read_metadata(file.path).metadata[b"sozialraum"])
    assert manifest["limit_minutes"] == limit
    assert manifest["direction"] == "to_facility"
    assert [p.name for p in tmp_path.iterdir()] == ["times.parquet"]


def test_the_file_of_the_nearest_is_the_table_of_the_nearest(tmp_path: Path) -> None:
    graph, homes, shops = town()
    file = reach.matrix(graph, homes, shops, k=3, path=tmp_path / "nearest.parquet")
    rows = pd.read_parquet(file.path)
    nearest = reach.minutes_to_nearest(graph, homes, shops, k=3)
    assert rows["minutes"].tolist() == nearest.minutes.to_numpy().ravel().tolist()
    assert rows["facility"].astype(str).tolist() == nearest.facility.to_numpy().ravel().tolist()


def test_a_file_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    graph, homes, shops = town()
    kept = tmp_path / "times.parquet"
    kept.write_text("what was there before")

    class Stop(Exception):
        pass

    from sozialraum.reach.matrix_file import MatrixFileWriter

    with pytest.raises(Stop), MatrixFileWriter(kept, ["a"], ["b"], {}) as file:
        file.append(
            np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.int32), np.zeros(1, dtype=float)
        )
        raise Stop
    assert kept.read_text() == "what was there before"
    assert [p.name for p in tmp_path.iterdir()] == ["times.parquet"]


def test_too_large_a_table_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    graph, homes, shops = town()
    monkeypatch.setattr("sozialraum.reach.ends.LARGEST_TABLE", 599)
    with pytest.raises(core.InvalidInput, match=r"40 x 15 = 600 pairs.*path='times.parquet'"):
        reach.matrix(graph, homes, shops)
    with pytest.raises(core.InvalidInput, match="minutes_to_nearest"):
        reach.matrix(graph, homes, shops, k=2)  # type: ignore[call-overload]


def test_numbers_of_numpy_are_written_as_numbers(tmp_path: Path) -> None:
    graph, homes, shops = town()
    options = {"k": np.int64(2), "radius": np.float32(500), "limit": np.inf}
    file = reach.matrix(graph, homes, shops, path=tmp_path / "near.parquet", **options)
    told = json.loads(pq.read_schema(file.path).metadata[b"sozialraum"])
    assert (told["nearest"], told["radius_metres"], told["limit_minutes"]) == (2, 500.0, None)
    reach.matrix(graph, homes, shops, path=tmp_path / "near.parquet", limit=np.int64(5))


@pytest.mark.parametrize("k", [1.5, "2", True, np.nan, 0, 2**70])
def test_only_a_whole_number_of_facilities_can_be_named(tmp_path: Path, k: object) -> None:
    graph, villages, practices = star()
    with pytest.raises(core.InvalidInput, match="argument k: is"):
        reach.matrix(graph, villages, practices, path=tmp_path / "x.parquet", k=k)  # type: ignore[call-overload]
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named_itself(tmp_path: Path) -> None:
    graph, villages, practices = star()
    for path, trouble in [(tmp_path / "no/x.parquet", "No such file"), (tmp_path, "directory")]:
        with pytest.raises(core.InvalidInput, match=f"{path}: .*cannot be written: .*{trouble}"):
            reach.matrix(graph, villages, practices, path=path)
    for path in ("", 5):
        with pytest.raises(core.InvalidInput, match="argument path"):
            reach.matrix(graph, villages, practices, path=path)  # type: ignore[call-overload]
