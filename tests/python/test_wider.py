"""All others and the district as comparison: sums of counts, never means of areas."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import small_project

pytest.importorskip("sozialraum._gis")
stats = pytest.importorskip("scipy.stats")

from sozialraum import project  # noqa: E402
from sozialraum.core import InvalidInput  # noqa: E402

DEMO = small_project.ROOT / "examples/projects/hessisch_oldendorf/project.yaml"
CENSUS = small_project.ROOT / "data/zensus_grid/zensus2011_1km_weserbergland.csv"


@pytest.fixture(scope="module")
def villages(tmp_path_factory: pytest.TempPathFactory) -> project.RunResult:
    """The villages of the demo alone."""
    text = DEMO.read_text("utf-8").replace("../../../data", str(small_project.ROOT / "data"))
    head, levels = text.split("levels:\n", 1)
    level = "  - id: doerfer\n" + levels.split("  - id: doerfer\n")[1].split("\n  # ====")[0]
    folder = tmp_path_factory.mktemp("wider")
    (folder / "villages.yaml").write_bytes((DEMO.parent / "villages.yaml").read_bytes())
    (folder / "project.yaml").write_text(f"{head}levels:\n{level}\n", "utf-8")
    return project.run(folder / "project.yaml", out=folder / "out")


@pytest.fixture(scope="module")
def census() -> pd.DataFrame:
    """The squares of the district in which people live, read without the library."""
    rows = pd.read_csv(CENSUS, dtype={"ags_vg250s": str})
    district = rows["ags_vg250s"].fillna("").str.startswith("03252")
    return rows[district & (rows["Einwohner"] > 0)]


def children(rows: pd.DataFrame) -> tuple[float, float]:
    told = rows[rows["unter18_A"] >= 0]
    return float((told["unter18_A"] * told["Einwohner"] / 100).round().sum()), float(
        told["Einwohner"].sum()
    )


def test_the_district_is_the_sum_of_all_its_squares(
    villages: project.RunResult, census: pd.DataFrame
) -> None:
    [level] = villages.levels
    count, base = children(census)
    assert level.wider is not None and level.wider.name == "Landkreis Hameln-Pyrmont"
    assert (level.wider.count["unter18"], level.wider.base["unter18"]) == (count, base)
    assert level.wider.value["unter18"] == pytest.approx(100 * count / base)
    assert level.wider.people == census["Einwohner"].sum()
    assert pd.isna(level.wider.value["grundschule"])  # measured for the town alone
    html = (villages.folder / "report.html").read_text("utf-8")
    told = f"{100 * count / base:.1f}".replace(".", ",")
    assert ">Landkreis Hameln-Pyrmont</th>" in html
    assert html.count(f'<td class="num">{told}</td></tr>') >= len(level.order)


def test_beyond_chance_against_the_rest_of_the_district_by_scipy(
    villages: project.RunResult, census: pd.DataFrame
) -> None:
    """Fisher's test of each village against the district without it; Benjamini and Hochberg."""
    [level] = villages.levels
    all_count, all_base = children(census)
    own = level.measures.count["unter18"], level.measures.base["unter18"]
    p = {}
    for code in level.order:
        c, n = float(own[0][code]), float(own[1][code])
        table = [[c, n - c], [all_count - c, all_base - all_count - (n - c)]]
        p[code] = float(stats.fisher_exact(table)[1])
    adjusted, least = {}, 1.0
    for place, code in reversed(list(enumerate(sorted(p, key=lambda c: p[c]), start=1))):
        least = min(least, p[code] * len(p) / place)
        adjusted[code] = least
    found = level.beyond_wider["unter18"]
    assert {code: bool(found[code]) for code in p} == {c: q <= 0.05 for c, q in adjusted.items()}
    assert 0 < sum(bool(found[code]) for code in p) < len(p)


def test_all_others_are_the_sum_without_the_village(villages: project.RunResult) -> None:
    """Of a share the cases of the others over their persons; of minutes what their people take."""
    [level] = villages.levels
    measures, people = level.measures, level.areas["population"]
    for code in level.order:
        count, base = (part["ab65"].drop(code) for part in (measures.count, measures.base))
        told = level.comparison.others.loc[code]
        assert told["ab65"] == pytest.approx(100 * count.sum() / base.sum())
        minutes = measures.value["haltestelle"].drop(code)
        mean = (minutes * people.drop(code)).sum() / people.drop(code).sum()
        assert told["haltestelle"] == pytest.approx(mean)


def test_ways_are_told_on_foot_by_bicycle_and_by_car(villages: project.RunResult) -> None:
    html = (villages.folder / "report.html").read_text("utf-8")
    page = html[html.index('id="doerfer-') :]
    heads = '<th scope="col" class="num">zu Fuß</th><th scope="col" class="num">Rad</th>'
    assert heads + '<th scope="col" class="num">Auto</th>' in page
    [level] = villages.levels
    for facility in level.ways.facilities:
        by_mode = {way.mode: way.minutes["first"] for way in facility.modes}
        # straight line: the same way at 5, 15 and 40 km/h
        assert by_mode["foot"].to_numpy() == pytest.approx(
            3 * by_mode["bicycle"].to_numpy(),
            abs=0.02,  # times are whole tenths of seconds
        )
        assert by_mode["foot"].to_numpy() == pytest.approx(8 * by_mode["car"].to_numpy(), abs=0.02)


def test_a_region_that_does_not_hold_the_areas_is_refused(tmp_path: Path) -> None:
    file = small_project.write(tmp_path)
    small_project.replace(
        file, "    show: ", "    wider: {name: Kreis, starts_with: '99'}\n    show: "
    )
    with pytest.raises(InvalidInput) as refused:
        project.load_project(file)
    assert "wider" in str(refused.value)
