"""Tables and layers: our readers beside pandas (its C parser and calamine) and pyogrio.

Ours also checks keys, types every cell by the signs of official tables and keeps their states.
"""

from __future__ import annotations

import importlib.util
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from measure import best_of, compare
from sozialraum import gis

ROWS, BOOK_ROWS, POLYGONS = 1_000_000, 50_000, 100_000


def csv_file(folder: Path) -> Path:
    """A key, eight columns of counts and four of shares with two decimals: 75 MB."""
    dice = np.random.default_rng(1)
    counts = {f"n{i}": dice.integers(0, 20_000, ROWS) for i in range(8)}
    shares = {f"q{i}": dice.integers(0, 10_000, ROWS) / 100 for i in range(4)}
    keys = [f"k{i:07d}" for i in range(ROWS)]
    path = folder / "big.csv"
    pd.DataFrame({"key": keys, **counts, **shares}).to_csv(path, sep=";", index=False)
    return path


def book(folder: Path) -> Path:
    """A spreadsheet of 50,000 rows x 11 columns: 23 MB unpacked."""
    import openpyxl

    dice = np.random.default_rng(1)
    counts = dice.integers(0, 20_000, (BOOK_ROWS, 6)).tolist()
    shares = (dice.integers(0, 10_000, (BOOK_ROWS, 3)) / 100).tolist()
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("a")
    sheet.append(["key", *[f"n{i}" for i in range(6)], *[f"q{i}" for i in range(3)], "name"])
    for i in range(BOOK_ROWS):
        sheet.append([f"k{i:06d}", *counts[i], *shares[i], f"Ort {i}"])
    made.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def layer(folder: Path) -> Path:
    """A GeoPackage of 100,000 polygons of 21 vertices with six attributes: 51 MB."""
    dice = np.random.default_rng(1)
    angles = np.linspace(0, 2 * np.pi, 21)
    east, north = dice.uniform(5e5, 6e5, POLYGONS), dice.uniform(57e5, 58e5, POLYGONS)
    x, y = east[:, None] + 50 * np.cos(angles), north[:, None] + 50 * np.sin(angles)
    x[:, -1], y[:, -1] = x[:, 0], y[:, 0]
    columns = {f"n{i}": dice.integers(0, 1000, POLYGONS) for i in range(4)}
    keys = {
        "key": [f"k{i:06d}" for i in range(POLYGONS)],
        "name": [f"Ort {i}" for i in range(POLYGONS)],
    }
    shapes = shapely.polygons(np.stack([x, y], axis=-1))
    path = folder / "a.gpkg"
    gpd.GeoDataFrame({**keys, **columns}, geometry=shapes, crs=25832).to_file(path, layer="a")
    return path


def compare_tables(folder: Path) -> None:
    path = csv_file(folder)

    def peer() -> pd.DataFrame:
        return pd.read_csv(path, sep=";", dtype={"key": str}, index_col="key")

    compare(
        f"CSV of {ROWS:,} rows x 13 columns (ours: keys checked, states of the cells)",
        ours=best_of(lambda: gis.read_table(path, key="key"), repeats=3),
        peer=best_of(peer, repeats=3),
        peer_name="pandas",
        equal=np.array_equal(gis.read_table(path, key="key").data.to_numpy(), peer().to_numpy()),
    )


def compare_books(folder: Path) -> None:
    path = book(folder)
    engine = "calamine" if importlib.util.find_spec("python_calamine") else "openpyxl"

    def peer() -> pd.DataFrame:
        return pd.read_excel(path, engine=engine, dtype={"key": str}, index_col="key")

    ours = gis.read_table(path, key="key").data.to_numpy()
    compare(
        f"XLSX of {BOOK_ROWS:,} rows x 11 columns",
        ours=best_of(lambda: gis.read_table(path, key="key"), repeats=3),
        peer=best_of(peer, repeats=3),
        peer_name=f"pandas with {engine}",
        equal=np.array_equal(ours, peer().iloc[:, :9].to_numpy(dtype=float)),
    )


def compare_layers(folder: Path) -> None:
    path = layer(folder)

    def peer() -> gpd.GeoDataFrame:
        frame = pyogrio.read_dataframe(path)
        if not frame.geometry.is_valid.all():
            raise ValueError("an invalid polygon")
        return frame

    compare(
        f"GeoPackage of {POLYGONS:,} polygons, validity checked on both sides",
        ours=best_of(lambda: gis.read_areas(path, key="key"), repeats=3),
        peer=best_of(peer, repeats=3),
        peer_name="pyogrio",
        equal=bool(
            (gis.read_areas(path, key="key").geometry.to_wkb() == peer().geometry.to_wkb().array)
            .all()
        ),
    )  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compare_tables(folder)
        compare_books(folder)
        compare_layers(folder)


if __name__ == "__main__":
    main()
