"""Regions hang together and keep their floors; scikit-learn is asked the same."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import AgglomerativeClustering
from sklearn.metrics import adjusted_rand_score
from sozialraum import FindingWarning, spatial, typology
from sozialraum.core import UnknownName
from sozialraum.typology.regions import METHODS
from test_every_argument import DATA

COLUMNS = ["Crm_prs", "Crm_prp", "Litercy", "Donatns", "Infants", "Suicids"]


@pytest.fixture(scope="module")
def guerry() -> tuple[pd.DataFrame, spatial.Weights, gpd.GeoDataFrame]:
    table = gpd.read_file(DATA / "classic/guerry/Guerry.shp").set_index("CODE_DE")
    raw = table[COLUMNS]
    return (raw - raw.mean()) / raw.std(ddof=1), spatial.contiguity(table), table


def test_ward_is_that_of_scikit_learn(guerry) -> None:
    z, queen, _ = guerry
    from scipy.sparse import csr_array

    matrix = csr_array((queen.data, queen.indices, queen.indptr))
    for k in (2, 5, 9, 20):
        theirs = AgglomerativeClustering(k, connectivity=matrix).fit_predict(z)
        ours = typology.regions(z, k, queen, method="ward").types
        assert adjusted_rand_score(theirs, ours) == 1.0


def test_skater_is_that_of_rgeoda(guerry) -> None:
    z, queen, _ = guerry
    assert typology.regions(z, 5, queen).explained == pytest.approx(0.3763086809, abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_keeps_two_floors_and_hangs_together(method: str, guerry) -> None:
    z, queen, table = guerry
    people = table[["Pop1831"]].rename(columns={"Pop1831": "people"})
    found = typology.regions(
        z, 6, queen, method=method, counts=people, least={"people": 3236.67, "areas": 8}
    )
    assert found.totals["people"].min() >= 3236.67
    assert found.totals["areas"].min() >= 8
    assert found.totals["people"].sum() == pytest.approx(people.people.sum())
    within = ((z - found.centres.loc[found.types].to_numpy()) ** 2).to_numpy().sum()
    assert found.explained == pytest.approx(1 - within / 504)
    for _, members in found.types.groupby(found.types):
        inside = {members.index[0]}
        while (
            grown := {b for a in inside for b in queen.neighbours(a).index}
            & set(members.index) - inside
        ):
            inside |= grown
        assert inside == set(members.index)


def test_an_island_is_a_region_of_its_own_and_named() -> None:
    z = pd.DataFrame({"z": [0.0, 1.0, 5.0]}, index=["Au", "Berg", "Insel"])
    links = pd.DataFrame({"from": ["Au"], "to": ["Berg"]})
    with pytest.warns(FindingWarning, match=r"several_components.*Insel"):
        found = typology.regions(z, 1, links)
    assert found.types.to_dict() == {"Au": "A", "Berg": "A", "Insel": "B"}
    assert [f.code for f in found.findings][-1] == "regions_differ"


def test_a_method_that_is_none_is_told_the_nearest(guerry) -> None:
    z, queen, _ = guerry
    with pytest.raises(UnknownName, match="skater"):
        typology.regions(z, 5, queen, method="scater")


def test_letters_follow_an_indicator(guerry) -> None:
    z, queen, _ = guerry
    found = typology.regions(z, 5, queen, method="ward", least={"areas": 3}).ordered_by("Litercy")
    assert found.centres["Litercy"].is_monotonic_decreasing
    counted = found.types.value_counts()
    assert np.array_equal(found.totals["areas"], counted[found.totals.index])


@pytest.mark.parametrize("search", ["greedy", "annealing", "tabu"])
def test_azp_is_never_worse_than_its_start_and_keeps_the_floor(search: str, guerry) -> None:
    z, queen, table = guerry
    people = table[["Pop1831"]].rename(columns={"Pop1831": "people"})
    bounds = {"counts": people, "least": {"people": 3236.67}}
    draft = typology.regions(z, 5, queen, **bounds)
    found = typology.azp(z, draft, queen, search=search, **bounds)
    assert found.inertia <= draft.inertia
    assert found.totals["people"].min() >= 3236.67
    assert found.k == 5
    # rgeoda: azp_greedy with this floor 0.3980921835
    assert typology.azp(z, 5, queen, search=search, **bounds).explained > 0.398


def test_a_draft_as_series_is_a_warm_start(guerry) -> None:
    z, queen, _ = guerry
    draft = typology.regions(z, 5, queen)
    named = draft.types.map({letter: f"Region {letter}" for letter in "ABCDE"})
    a = typology.azp(z, draft, queen)
    b = typology.azp(z, named, queen)
    pd.testing.assert_series_equal(a.types, b.types)
    assert a.explained >= 0.4222174  # rgeoda: azp_tabu


def test_max_p_makes_more_regions_than_the_others_and_says_how_many_are_possible(guerry) -> None:
    z, queen, table = guerry
    people = table[["Pop1831"]].rename(columns={"Pop1831": "people"})
    found = typology.max_p(z, queen, counts=people, least={"people": 3236.67})
    assert found.k >= 9  # GeoDa's heuristics: 8
    assert found.k <= found.most_regions == int(people.people.sum() / 3236.67)
    assert found.totals["people"].min() >= 3236.67
    eight = typology.max_p(z, queen, counts=people, least={"people": 3236.67}, k=8)
    assert eight.k == 8
    assert eight.explained > 0.496  # the best of GeoDa's three heuristics
