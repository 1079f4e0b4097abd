"""The degree of urbanisation against an independent computation by images (scipy.ndimage)."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from sozialraum import spatial
from sozialraum.core import InvalidInput

ndimage: Any = pytest.importorskip("scipy.ndimage")
GRID = Path(__file__).parents[2] / "data/zensus_grid/zensus2011_1km_weserbergland.csv"
ROOK, QUEEN = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]]), np.ones((3, 3), int)
Image = npt.NDArray[Any]


def large(image: Image, structure: Image, people: Image, least: float) -> tuple[Image, int]:
    """Numbers of the connected parts with at least so many people."""
    label, count = ndimage.label(image, structure)
    sizes = ndimage.sum_labels(people, label, np.arange(count + 1))
    kept = [i for i in range(1, count + 1) if sizes[i] >= least]
    out = np.zeros_like(label)
    for number, i in enumerate(kept, 1):
        out[label == i] = number
    return out, len(kept)


def classes(people: Image) -> Image:
    """Level 2 of a dense image of people a square kilometre."""
    city, count = large(people >= 1500, ROOK, people, 50000)
    for own in range(1, count + 1):
        holes, n = ndimage.label(ndimage.binary_fill_holes(city == own, ROOK) & (city != own), ROOK)
        for hole in range(1, n + 1):
            if (holes == hole).sum() < 15:
                city[(holes == hole) & (city == 0)] = own
    ring = np.array([[1, 1, 1], [1, 0, 1], [1, 1, 1]])
    while count:
        near = [
            ndimage.convolve((city == i).astype(int), ring, mode="constant")
            for i in range(1, count + 1)
        ]
        joins = [(city == 0) & (votes >= 5) for votes in near]
        if not any(join.any() for join in joins):
            break
        for i, join in enumerate(joins, 1):
            city[join] = i
    code = np.where(people >= 50, 12, 11)
    villages, _ = large(people >= 300, QUEEN, people, 500)
    urban, _ = large(people >= 300, QUEEN, people, 5000)
    code[villages > 0] = 13
    code[urban > 0] = 21
    dense, _ = large((people >= 1500) & (city == 0), ROOK, people, 5000)
    denser = ndimage.binary_dilation((city > 0) | (dense > 0), np.ones((5, 5)))
    open_cells = (people >= 900) & (urban > 0) & (city == 0) & (dense == 0)
    semi, n = large(open_cells, ROOK, people, 2500)
    for i in range(1, n + 1):
        if not (denser & (semi == i)).any():
            code[semi == i] = 22
    code[dense > 0] = 23
    code[city > 0] = 30
    return code


def image_of(column: Image, row: Image, people: Image) -> Image:
    image = np.zeros((row.max() - row.min() + 5, column.max() - column.min() + 5))
    image[row - row.min() + 2, column - column.min() + 2] = people
    return image


def check(column: Image, row: Image, people: Image) -> Image:
    names = [f"{c} {r}" for c, r in zip(column, row, strict=True)]
    found = spatial.degurba(
        pd.Series(column * 1000 + 500, names),
        pd.Series(row * 1000 + 500, names),
        pd.Series(people, names),
    )
    expected = classes(image_of(column, row, people))
    expected = expected[row - row.min() + 2, column - column.min() + 2]
    np.testing.assert_array_equal(found.squares["code"], expected)
    return expected


@pytest.mark.parametrize("seed", range(20))
def test_invented_land_has_the_classes_of_the_images(seed: int) -> None:
    dice = np.random.default_rng(seed)
    ground = ndimage.gaussian_filter(dice.normal(size=(40, 50)), 1.5 + seed % 3)
    people = np.round(np.exp(3 * ground / ground.std() + 3.5)).clip(max=9000)
    row, column = np.nonzero(people > dice.uniform(0, 8))
    expected = check(column - 7, row + 3, people[row, column])
    assert len(set(expected)) > 3


def test_the_weserbergland_has_the_classes_of_the_images() -> None:
    table = pd.read_csv(GRID, sep=None, engine="python")
    table = table[table["Einwohner"] > 0]
    column = (table["x_mp_1km"] // 1000).to_numpy()
    row = (table["y_mp_1km"] // 1000).to_numpy()
    expected = check(column, row, table["Einwohner"].to_numpy(dtype=float))
    assert {11, 12, 13} <= set(expected)


def test_areas_tell_what_they_are_made_of() -> None:
    names = ["a", "b", "c", "d"]
    found = spatial.degurba(
        pd.Series([500, 1500, 9500, 19500], names),
        pd.Series([500, 1500, 500, 500], names),
        pd.Series([300, 500, 200, 60], names),
    )
    shares = found.of_areas(pd.Series(["X", "X", "X", "Y"], names))
    assert shares.loc["X", ["people", "village", "low"]].tolist() == [1000, 0.8, 0.2]
    assert shares.loc["X", ["settlements", "largest", "degree"]].tolist() == [1, 0.8, 3]
    assert shares.loc["Y", "settlements"] == 0 and shares.loc["Y", "largest"] == 0.0
    with pytest.raises(InvalidInput, match="no text"):
        found.of_areas(pd.Series(["X", "X", "X", None], names))
    with pytest.raises(InvalidInput, match="same square"):
        spatial.degurba(*(pd.Series([1.0, 1.0], ["a", "b"]),) * 3)
