"""Types that stay: frozen, saved, asked about later years; and who moved between years."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score, cohen_kappa_score
from sozialraum import FindingWarning, typology
from sozialraum.core import InvalidInput, UnknownName

DATA = Path(__file__).parents[2] / "data/berlin_mss"
STATUS = ["1", "2", "3", "4"]  # high, middle, low, very low


def status(year: int) -> pd.Series:
    """Status of the Planungsräume that were judged."""
    table = pd.read_csv(DATA / f"mss_{year}_index.csv", dtype=str).set_index("id")
    column = table["status_index"]
    return column[column.isin(STATUS)].rename(str(year))


@pytest.mark.parametrize(
    ("years", "matrix", "stay", "kappa", "quadratic", "rand"),
    [
        (
            (2013, 2015),
            [[73, 7, 0, 0], [5, 251, 8, 0], [0, 11, 34, 7], [0, 0, 7, 31]],
            0.8963,
            0.8177,
            0.9186,
            0.7729,
        ),
        (
            (2015, 2017),
            [[69, 9, 0, 0], [5, 259, 5, 1], [0, 10, 31, 8], [0, 0, 5, 33]],
            0.9011,
            0.8215,
            0.9165,
            0.7791,
        ),
    ],
)
def test_the_years_of_the_berlin_monitoring(
    years: tuple[int, int],
    matrix: list[list[int]],
    stay: float,
    kappa: float,
    quadratic: float,
    rand: float,
) -> None:
    before, after = status(years[0]), status(years[1])
    shared = before.index.intersection(after.index)
    found = typology.transitions(before[shared], after[shared], order=STATUS, ordered=True)
    assert found.areas.to_numpy().tolist() == matrix
    assert found.stay == pytest.approx(stay, abs=5e-5)
    assert found.kappa == pytest.approx(kappa, abs=5e-5)
    assert found.quadratic_kappa == pytest.approx(quadratic, abs=5e-5)
    assert found.adjusted_rand == pytest.approx(rand, abs=5e-5)
    theirs = cohen_kappa_score(before[shared], after[shared], weights="quadratic")
    assert found.quadratic_kappa == pytest.approx(theirs, abs=1e-12)
    assert found.adjusted_rand == pytest.approx(
        adjusted_rand_score(before[shared], after[shared]), abs=1e-12
    )
    assert len(found.changed) == found.areas.to_numpy().sum() - np.trace(found.areas.to_numpy())


def test_areas_of_one_year_alone_are_named() -> None:
    one, other = pd.Series(list("AB"), ["x", "y"]), pd.Series(list("AA"), ["x", "z"])
    with pytest.warns(FindingWarning, match="areas_left_out"):
        found = typology.transitions(one, other)
    assert found.findings[0].areas == ("y", "z") and found.areas.to_numpy().sum() == 1
    with pytest.raises(InvalidInput, match="'order' names"):
        typology.transitions(one, one, order=["A"])


@pytest.fixture(scope="module")
def office() -> pd.DataFrame:
    """Raw figures of two kinds of village."""
    random = np.random.default_rng(3)
    index = [f"v{i:02d}" for i in range(60)]
    minutes = np.exp(np.r_[random.normal(1.0, 0.2, 30), random.normal(2.5, 0.2, 30)])
    rent = np.r_[random.normal(7, 0.4, 30), random.normal(5, 0.4, 30)]
    return pd.DataFrame({"minutes": minutes, "rent": rent}, index=index)


BENDS = {"minutes": "log"}


def test_a_frozen_typology_types_its_own_year_as_it_was(office: pd.DataFrame) -> None:
    z = typology.typed(office, bends=BENDS)  # type: ignore[arg-type]
    expected = np.log(office.minutes)
    expected = (expected - expected.mean()) / expected.std(ddof=0)
    np.testing.assert_allclose(z.minutes, expected, atol=1e-12)
    for found in (typology.kmeans(z, 2), typology.mixture(z, 2)):
        frozen = typology.freeze(found, office, bends=BENDS)  # type: ignore[arg-type]
        again = frozen.assign(office)
        assert (again.types == found.types).all() and not again.kept.any()


def test_a_model_file_gives_the_same_answers(office: pd.DataFrame, tmp_path: Path) -> None:
    found = typology.mixture(typology.typed(office, bends=BENDS), 2)  # type: ignore[arg-type]
    frozen = typology.freeze(
        found,
        office,
        bends=BENDS,  # type: ignore[arg-type]
        names={"A": "Dörfer am Ort"},
        note="erfunden",
    )
    frozen.save(tmp_path / "types.model")
    loaded = typology.load_types(tmp_path / "types.model")
    assert loaded.names == {"A": "Dörfer am Ort", "B": ""} and loaded.note == "erfunden"
    assert loaded.inputs == frozen.inputs and loaded.inputs.startswith("sha256:")
    pd.testing.assert_frame_equal(
        loaded.assign(office).membership.probability, frozen.assign(office).membership.probability
    )
    (tmp_path / "types.model").write_bytes(b"nothing of the kind")
    with pytest.raises(InvalidInput) as broken:
        typology.load_types(tmp_path / "types.model")
    assert broken.value.finding.code == "not_a_model_file"


def test_a_later_year_moves_an_area_only_by_the_margin(office: pd.DataFrame) -> None:
    z = typology.typed(office, bends=BENDS)  # type: ignore[arg-type]
    frozen = typology.freeze(typology.kmeans(z, 2), office, bends=BENDS)  # type: ignore[arg-type]
    first = frozen.assign(office)
    middle = np.exp(
        (np.log(office.minutes).iloc[:30].mean() + np.log(office.minutes).iloc[30:].mean()) / 2
    )
    later = office.copy()
    own = first.types["v00"]
    for step in np.linspace(0.9, 1.1, 41):  # somewhere here the other type becomes the likelier
        later.loc["v00"] = [middle * step, 6.0]
        plain = frozen.assign(later).types["v00"]
        kept = frozen.assign(later, before=first.types, margin=0.5)
        if plain != own:
            assert kept.kept["v00"] and kept.types["v00"] == own
            twice = frozen.assign(
                later,
                before=first.types,
                probable_before=pd.Series({"v00": plain}),
                margin=0.5,
            )
            assert twice.types["v00"] == plain
            break
    else:
        raise AssertionError("the area never came near the other type")
    later.loc["v01"] = [9e6, 70.0]
    with pytest.warns(FindingWarning, match="outside_model"):
        strange = frozen.assign(later)
    assert strange.outside["v01"]
    later.loc["v02", "rent"] = np.nan
    assert frozen.assign(later.drop("v01")).membership.known["v02"] == 1
    with pytest.raises(UnknownName, match="rent"):
        frozen.assign(office[["minutes"]])


def test_types_of_other_numbers_are_not_frozen(office: pd.DataFrame) -> None:
    raw = typology.kmeans(office, 2)
    with pytest.raises(InvalidInput) as wrong:
        typology.freeze(raw, office, bends=BENDS)  # type: ignore[arg-type]
    assert wrong.value.finding.code == "bad_model"
