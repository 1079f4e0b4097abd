from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sozialraum import core, indicator
from sozialraum.core import CellState, InvalidInput

DATA = Path(__file__).resolve().parents[2] / "data"

CATALOGUE = """\
title: Probe
dimensions:
  demography: {name_de: Demografie, name_en: Demography}
  economy: {name_de: Wirtschaft, name_en: Economy}
indicators:
  - id: under18
    name_de: Anteil unter 18
    name_en: Share below 18
    dimension: demography
    percentage: unter18_A
    base: Einwohner
    unit: "%"
    direction: neutral
    source: Zensus 2011
    date: 2011-05-09
    licence: dl-de/by-2-0
    rounding: 0.01
  - id: unemployed
    name_de: Arbeitslosenanteil
    name_en: Share of unemployed
    dimension: economy
    numerator: [arm, reich]
    denominator: Einwohner
    unit: "%"
    direction: 1
    source: BA
    date: 2021
    licence: dl-de/by-2-0
  - id: age
    name_de: Durchschnittsalter
    name_en: Mean age
    dimension: demography
    value: Alter_D
    unit: Jahre
    direction: 0
    source: Zensus 2011
    date: "2011"
    licence: dl-de/by-2-0
"""


def file_with(tmp_path: Path, old: str = "", new: str = "") -> Path:
    path = tmp_path / "catalogue.yaml"
    assert old in CATALOGUE
    path.write_text(CATALOGUE.replace(old, new, 1) if old else CATALOGUE, encoding="utf-8")
    return path


def table(**columns: list[float]) -> core.AreaTable:
    data = pd.DataFrame(columns, dtype=float)
    data.index = pd.Index([f"a{i}" for i in range(len(data))])
    states = pd.DataFrame(
        np.where(data.isna(), core.CellState.SUPPRESSED, core.CellState.REPORTED).astype("uint8"),
        index=data.index,
        columns=data.columns,
    )
    return core.AreaTable(data, states, pd.DataFrame(index=data.index))


def test_rates_agree_with_scipy() -> None:
    dice = np.random.default_rng(1)
    base = pd.Series(dice.integers(1, 300, 200))
    count = pd.Series(dice.binomial(base, 0.2))
    for interval, method in [("wilson", "wilson"), ("clopper_pearson", "exact")]:
        ours = indicator.rate(count, base, interval=interval)  # type: ignore[arg-type]
        for i in range(200):
            theirs = stats.binomtest(int(count[i]), int(base[i])).proportion_ci(0.95, method)
            assert ours.loc[i, "lower"] == pytest.approx(theirs.low, abs=1e-12)
            assert ours.loc[i, "upper"] == pytest.approx(theirs.high, abs=1e-12)


def test_exact_poisson_agrees_with_scipy() -> None:
    for cases in (0, 1, 5, 1000):
        low, high = indicator.exact_poisson(cases)
        assert low == pytest.approx(stats.chi2.ppf(0.025, 2 * cases) / 2 if cases else 0)
        assert high == pytest.approx(stats.chi2.ppf(0.975, 2 * cases + 2) / 2)


def test_rates_keep_the_index_and_say_why_a_cell_is_empty() -> None:
    index = pd.Index(["03252001", "03252002", "03252003"], name="ags")
    result = indicator.rate(pd.Series([1, 0, np.nan], index), pd.Series([4, 0, 4], index))
    assert result.index.equals(index)
    assert list(result["state"]) == [
        core.CellState.REPORTED,
        core.CellState.UNDEFINED,
        core.CellState.NOT_REPORTED,
    ]
    assert result["value"].tolist()[:1] == [0.25]
    assert result.attrs["findings"][0].areas == ("03252002",)


def test_a_count_above_its_base_names_the_area() -> None:
    with pytest.raises(core.InvalidInput, match="area b") as caught:
        indicator.rate(pd.Series({"a": 1, "b": 5}), pd.Series({"a": 2, "b": 3}))
    assert caught.value.finding.areas == ("b",)


def test_columns_of_other_areas_are_refused() -> None:
    with pytest.raises(core.InvalidInput, match="argument base"):
        indicator.rate(pd.Series({"a": 1, "b": 5}), pd.Series({"b": 2, "a": 3}))


def test_an_unknown_interval_names_the_nearest() -> None:
    with pytest.raises(core.UnknownName, match="did you mean 'wilson'|wilson"):
        indicator.rate(pd.Series([1]), pd.Series([2]), interval="wilsen")  # type: ignore[arg-type]


def test_standardise_agrees_with_scikit_learn() -> None:
    from sklearn.preprocessing import StandardScaler

    dice = np.random.default_rng(2)
    frame = pd.DataFrame(dice.normal(size=(50, 3)), columns=list("xyz"))
    frame.iloc[3, 1] = np.nan
    weights = pd.Series(dice.integers(1, 9, 50).astype(float))
    plain = StandardScaler().fit(frame)
    np.testing.assert_allclose(indicator.standardise(frame).z, plain.transform(frame), atol=1e-12)
    weighted = StandardScaler().fit(frame[["x", "z"]], sample_weight=weights)
    np.testing.assert_allclose(
        indicator.standardise(frame[["x", "z"]], weights=weights).z,
        weighted.transform(frame[["x", "z"]]),
        atol=1e-12,
    )


def test_a_constant_column_is_told() -> None:
    made = indicator.standardise(pd.DataFrame({"x": [1.0, 2.0], "leer": [3.0, 3.0]}))
    assert made.z["leer"].isna().all()
    assert [(f.code, f.place.column) for f in made.findings] == [("constant_column", "leer")]
    assert made.sd["leer"] == 0


def test_weights_of_other_areas_are_refused() -> None:
    with pytest.raises(core.InvalidInput, match="weights"):
        indicator.standardise(
            pd.DataFrame({"x": [1.0]}, index=["a"]), weights=pd.Series({"b": 1.0})
        )


def test_a_logarithm_of_zero_names_the_area() -> None:
    with pytest.raises(core.InvalidInput, match="area Moor"):
        indicator.transform(pd.Series({"Hafen": 1.0, "Moor": 0.0}, name="Dichte"))
    assert indicator.transform(pd.Series({"Hafen": 1.0})).tolist() == [0.0]


def test_a_catalogue_is_read_and_computed(tmp_path: Path) -> None:
    catalogue = indicator.load_catalogue(file_with(tmp_path))
    assert [d.id for d in catalogue.definitions] == ["under18", "unemployed", "age"]
    assert [d.kind for d in catalogue.definitions] == ["percentage", "share", "value"]
    assert [d.scale for d in catalogue.definitions] == [100.0, 100.0, 1.0]
    assert catalogue.definition("unemployed").date == "2021"
    assert catalogue.definition("under18").date == "2011-05-09"
    assert catalogue.directions == {"under18": 0, "unemployed": 1, "age": 0}
    assert catalogue.dimensions["economy"].name_de == "Wirtschaft"
    assert catalogue.columns == ["unter18_A", "Einwohner", "arm", "reich", "Alter_D"]

    made = catalogue.compute(
        table(
            Einwohner=[211, 40, 0],
            unter18_A=[20.85, np.nan, np.nan],
            arm=[1, 2, 0],
            reich=[2, 1, 0],
            Alter_D=[43.4, 50, np.nan],
        )
    )
    assert made.values.loc["a0", "under18"] == pytest.approx(20.85)
    assert made.count.loc["a0", "under18"] == 44
    assert made.values.loc["a1", "unemployed"] == pytest.approx(7.5)
    assert made.upper.loc["a1", "unemployed"] == pytest.approx(19.864233, abs=1e-6)
    assert made.states.loc["a1", "under18"] == core.CellState.SUPPRESSED
    assert made.states.loc["a2", "unemployed"] == core.CellState.UNDEFINED
    assert made.values.dtypes.eq(float).all() and made.states.dtypes.eq("uint8").all()
    assert {f.code for f in made.findings} == {"count_reconstructed", "empty_base"}


def test_a_missing_column_is_told_with_file_line_and_nearest_name(tmp_path: Path) -> None:
    path = file_with(tmp_path, "value: Alter_D", "value: Alter_B")
    catalogue = indicator.load_catalogue(path)
    with pytest.raises(core.UnknownName) as caught:
        catalogue.compute(
            table(Einwohner=[1], unter18_A=[1], arm=[1], reich=[0], Alter_D=[1], Anderes=[1])
        )
    finding = caught.value.finding
    assert finding.code == "unknown_column"
    assert finding.details["nearest"] == "Alter_D"
    assert (finding.place.file, finding.place.row) == (str(path), 29)


@pytest.mark.parametrize(
    ("old", "new", "code", "row", "words"),
    [
        ("licence: dl", "license: dl", "unknown_option", 16, "did you mean 'licence'"),
        ("    source: BA\n", "", "missing_option", 18, "'source' is missing"),
        ("direction: 1", "direction: 2", "wrong_option", 25, "direction"),
        ("direction: 1", "direction: burdon", "wrong_option", 25, "direction"),
        ("dimension: economy", "dimension: econmy", "unknown_dimension", 21, "'economy'"),
        ("id: unemployed", "id: under18", "duplicate_indicator", 18, "first in row 6"),
        ("    value: Alter_D\n", "", "wrong_option", 29, "either numerator"),
        ("denominator: Einwohner", "base: Einwohner", "wrong_option", 18, "belong together"),
        ('unit: "%"', 'unit: "%"\n    scale: 10', "wrong_option", 6, "scale 100"),
        ("title: Probe", "titel: Probe", "unknown_option", 1, "did you mean 'title'"),
        ("{name_de: Demografie,", "{name: Demografie,", "unknown_option", 3, "name_de"),
        ("rounding: 0.01", "rounding: -1", "wrong_option", 17, "greater than or equal to 0"),
        ("value: Alter_D", "value: Alter_D\n    value: x", "duplicate_option", 34, "duplicate"),
        ("numerator: [arm, reich]", "numerator: [arm", "not_yaml", None, ""),
    ],
)
def test_a_wrong_catalogue_says_where(
    tmp_path: Path, old: str, new: str, code: str, row: int | None, words: str
) -> None:
    path = file_with(tmp_path, old, new)
    with pytest.raises(core.InvalidInput) as caught:
        indicator.load_catalogue(path)
    finding = caught.value.finding
    assert finding.code == code, finding
    assert finding.place.file == str(path)
    assert row is None or finding.place.row == row
    assert words in str(caught.value)


OFFICE = """\
title: Probe
starter: true
dimensions:
  supply: {name_de: Angebot, name_en: Supply}
chapters:
  B: {name_de: Einrichtungen, name_en: Facilities}
indicators:
  - id: places
    name_de: Plätze je 100 Kinder
    name_en: Places per 100 children
    dimension: supply
    chapter: B
    kind: ratio
    numerator: plaetze
    denominator: kinder
    unit: je 100
    scale: 100
    direction: resource
    reference: facility
    base_reference: residence
    lowest_level: commune
    owner: Jugendamt
    caveat_de: Plätze am Ort der Kita.
    caveat_en: Places at the seat.
    minimum_base: 50
    evidence: K
"""


def test_an_office_catalogue_says_who_owns_what_and_down_to_where(tmp_path: Path) -> None:
    path = tmp_path / "office.yaml"
    path.write_text(OFFICE, encoding="utf-8")
    catalogue = indicator.load_catalogue(path)
    assert catalogue.starter and catalogue.chapters["B"].name_de == "Einrichtungen"
    places = catalogue.definition("places")
    assert (places.owner, places.lowest_level, places.kind) == ("Jugendamt", "commune", "ratio")
    delivered = table(plaetze=[30, 10], kinder=[40, 60])
    with pytest.raises(core.InvalidInput, match="Jugendamt") as caught:
        catalogue.compute(delivered, area_level="village")
    assert caught.value.finding.code == "below_lowest_level"
    assert caught.value.finding.place.row == 8
    with pytest.raises(core.InvalidInput, match="nothing says of what level"):
        catalogue.compute(delivered)
    assert not catalogue.at_level("village").definitions
    made = catalogue.at_level("district").compute(delivered, area_level="district")
    assert made.values["places"].tolist() == pytest.approx([75, 1000 / 60])
    assert made.states["places"].tolist() == [core.CellState.LIMITED, core.CellState.REPORTED]
    codes = [finding.code for finding in made.findings]
    assert codes == ["reference_mixed", "small_base", "unconfirmed_definition"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("chapter: B\n", "chapter: K\n", "no chapter 'K'"),
        ("starter: true\n", "", "'source' is missing"),
        ("lowest_level: commune", "lowest_level: Gemeinde", "lowest_level"),
        ("evidence: K", "evidence: maybe", "evidence"),
        ("kind: ratio", "kind: balance", "minus belongs to the kind balance"),
        ("kind: ratio", "kind: minutes", "does not fit the columns"),
    ],
)
def test_a_wrong_office_catalogue_says_where(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = tmp_path / "office.yaml"
    assert old in OFFICE
    path.write_text(OFFICE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(core.InvalidInput, match=words) as caught:
        indicator.load_catalogue(path)
    assert caught.value.finding.place.file == str(path)


def test_a_share_of_residents_counted_at_a_facility_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "office.yaml"
    path.write_text(OFFICE.replace("kind: ratio", "kind: share"), encoding="utf-8")
    catalogue = indicator.load_catalogue(path)
    with pytest.raises(core.InvalidInput, match="commuters") as caught:
        catalogue.compute(table(plaetze=[30], kinder=[40]), area_level="commune")
    assert caught.value.finding.code == "bad_definition"


def test_the_education_catalogue_tells_every_level_and_owner() -> None:
    catalogue = indicator.load_catalogue(DATA / "catalogues/education.yaml")
    wholes = {d.composition or d.id for d in catalogue.definitions}
    assert len(wholes) == 76
    assert list(catalogue.chapters) == ["A", "B", "C", "D", "E", "F", "G", "H", "X"]
    for d in catalogue.definitions:
        assert d.owner and d.caveat_de and d.caveat_en and d.numerator_de, d.id
        assert d.reference and d.lowest_level and d.chapter in catalogue.chapters, d.id
        assert bool(d.denominator) <= bool(d.denominator_de), d.id
    villages = {d.id for d in catalogue.at_level("village").definitions}
    assert "X04_kinder_sgb2" in villages and "E02_uebergangssektor" not in villages
    assert "D08_ohne_abschluss" not in villages  # known by the seat of the school only


def test_the_education_catalogue_computes_what_is_delivered() -> None:
    catalogue = indicator.load_catalogue(DATA / "catalogues/education.yaml")
    numbers = {column: [8.0, 9.0] for column in catalogue.columns}
    for name in ("gymnasium", "igs", "kgs", "oberschule", "realschule", "hauptschule"):
        numbers[f"D03_{name}"] = [1.0, 1.0]
    numbers["D03_foerderschule"] = [2.0, 2.0]
    made = catalogue.compute(table(**numbers), area_level="agency_district")
    assert made.values.notna().all().all()
    assert made.values["A05_bildungswanderung"].tolist() == [0.0, 0.0]
    assert made.values["X01_owi_verfahren"].tolist() == [1000.0, 1000.0]
    uneven = [f for f in made.findings if f.code == "parts_do_not_add_up"]
    assert [finding.areas for finding in uneven] == [("a1",)]  # 6 + 2 are 8, not 9
    mixed = [f for f in made.findings if f.code == "reference_mixed"]
    assert len(mixed) == 12
    # Hours, posts, courses and proceedings of the same person are no independent events.
    for name in (
        "G02_vhs_unterricht",
        "B06_schulsozialarbeit",
        "X01_owi_verfahren",
        "X03_fehltage",
    ):
        assert np.isnan(made.lower[name]).all(), name
    assert made.lower["H05_jugendfeuerwehr"].notna().all()


def test_only_some_indicators_of_a_catalogue() -> None:
    catalogue = indicator.load_catalogue(DATA / "catalogues/education.yaml")
    few = catalogue.only(["D03_uebergang_zusammensetzung", "A02_unter18"])
    assert [d.id for d in few.definitions][:2] == [
        "A02_unter18",
        "D03_uebergang_zusammensetzung_gymnasium",
    ]
    assert len(few.definitions) == 8
    with pytest.raises(core.UnknownName, match="A02_unter18"):
        catalogue.only(["A02_unter16"])


def test_files_that_are_no_catalogue(tmp_path: Path) -> None:
    def code(content: bytes | None) -> str:
        path = tmp_path / "x.yaml"
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(core.InvalidInput) as caught:
            indicator.load_catalogue(path)
        return caught.value.finding.code

    assert code(None) == "file_missing"
    assert code(b" \n") == "file_empty"
    assert code(b"- a\n- b\n") == "not_yaml"
    assert code("title: Höxter".encode("cp1252")) == "not_utf8"


def test_the_zensus_grid_of_lower_saxony() -> None:
    raw = pd.read_csv(DATA / "zensus_grid/zensus2011_1km_niedersachsen_inhabited.csv")
    data = raw[["Einwohner", "unter18_A"]].astype(float)
    data.index = raw["x_mp_1km"].astype(str) + "/" + raw["y_mp_1km"].astype(str)
    states = data.replace({-9: core.CellState.SUPPRESSED, -1: core.CellState.NO_VALUE})
    states = states.where(data < 0, core.CellState.REPORTED).astype("uint8")
    cells = core.AreaTable(data.where(data >= 0), states, pd.DataFrame(index=data.index))
    young = indicator.Definition(
        "under18",
        kind="percentage",
        numerator=("unter18_A",),
        denominator=("Einwohner",),
        scale=100,
    )
    made = indicator.Catalogue([young]).compute(cells)
    assert len(made.values) == 30_441
    known = made.states["under18"] == core.CellState.REPORTED
    assert made.values["under18"].notna().equals(known)
    assert (made.states["under18"] == core.CellState.SUPPRESSED).sum() == (data < 0).sum()[
        "unter18_A"
    ]
    # In cells of up to 20 persons, two decimals always give whole persons.
    small = known & (cells.data["Einwohner"] <= 20)
    gap = (cells.data["unter18_A"] / 100 * cells.data["Einwohner"] - made.count["under18"]).abs()
    assert small.sum() > 7000
    assert gap[small].max() < 0.001
    assert gap[known].max() <= 0.5
    assert made.lower["under18"][known].le(made.values["under18"][known] + 0.01).all()


def strata() -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    """The example of the tests of esda: two areas, four age groups."""
    ages = ["a", "b", "c", "d"]
    return (
        pd.DataFrame([[30, 25, 25, 15], [33, 21, 30, 20]], ["x", "y"], ages),
        pd.DataFrame([[1000, 1000, 1100, 900], [1000, 900, 1100, 900]], ["x", "y"], ages),
        pd.Series([1000, 900, 1000, 900], ages),
    )


def test_age_standardised_rates_agree_with_esda() -> None:
    smoothing = pytest.importorskip("esda.smoothing")
    count, base, standard = strata()
    ours = indicator.direct_rate(count, base, standard, interval="gamma")
    theirs = smoothing.direct_age_standardization(
        count.to_numpy().ravel(),
        base.to_numpy().ravel(),
        np.tile(standard.to_numpy(), 2),
        2,
    )
    np.testing.assert_allclose(ours[["value", "lower", "upper"]], theirs, rtol=1e-9)
    # The Dobson interval lies near, and the value is the same.
    dobson = indicator.direct_rate(count, base, standard)
    np.testing.assert_allclose(dobson, ours, rtol=0.02)


def test_case_ratios_and_wrong_strata() -> None:
    count, base, standard = strata()
    ratio = indicator.case_ratio(count, base, pd.Series(0.01, count.columns))
    assert ratio.loc["x", "expected"] == pytest.approx(40)
    assert ratio.loc["x", "value"] == pytest.approx(95 / 40)
    with pytest.raises(core.InvalidInput, match="argument standard"):
        indicator.direct_rate(count, base, standard.iloc[::-1])
    with pytest.raises(core.InvalidInput, match="argument base"):
        indicator.direct_rate(count, base.iloc[::-1], standard)


def test_a_region_is_no_mean_of_its_areas() -> None:
    areas = ["Hafen", "Wald", "Moor"]
    count, base = pd.Series([30, 1, 1], areas), pd.Series([100, 10, 10], areas)
    assert indicator.sum_over_sum(count, base) == pytest.approx(32 / 120)
    assert indicator.mean_of_areas(count / base) == pytest.approx(0.5 / 3)
    assert indicator.weighted_mean(count / base, base) == pytest.approx(32 / 120)
    people, land = pd.Series([1000.0, 1000]), pd.Series([1.0, 99])
    assert indicator.sum_over_sum(people, land) == 20.0
    assert indicator.weighted_mean(people / land, people) == pytest.approx(505.05, abs=0.01)


def test_the_error_behind_an_interval_is_half_its_width_over_the_deviate() -> None:
    error = indicator.standard_error(pd.Series([0.4, None]), pd.Series([0.6, 1.0]))
    assert error[0] == pytest.approx(0.1 / 1.959963984540054)
    assert np.isnan(error[1])


def test_numbers_that_differ_in_the_last_bits_have_no_z() -> None:
    found = indicator.standardise(pd.DataFrame({"x": [0.3, 0.1 + 0.2, 0.3]}, list("abc")))
    assert found.z["x"].isna().all()


def test_names_rest_on_no_nationality_and_on_nobody_who_is_missing() -> None:
    foreign = indicator.Definition("a", "Anteil Ausländer", kind="value", numerator=("x",))
    rent = indicator.Definition("b", "Miete", kind="value", numerator=("y",))
    young = indicator.Definition("c", "Kinder", numerator=("k",), denominator=("n",))
    kept_out = indicator.Definition("d", "Miete", kind="value", numerator=("y",), in_names=False)
    catalogue = indicator.Catalogue([foreign, rent, young, kept_out])
    assert catalogue.sayable == {
        "a": (False, False),
        "b": (True, True),
        "c": (True, False),
        "d": (False, False),
    }
    assert indicator.name_theme("lone_parents_2021") == "single_parent"
    with pytest.raises(InvalidInput, match="Definition is needed"):
        indicator.name_use("Miete")  # type: ignore[arg-type]


def test_the_states_of_strata_become_that_of_the_standardised_rate() -> None:
    areas = ["Hafen", "Wald", "Moor", "Feld"]
    count = pd.DataFrame({"young": [30.0, 20, 10, 40], "old": [40.0, np.nan, 9, 30]}, index=areas)
    base = pd.DataFrame({"young": [300.0] * 4, "old": [200.0] * 4}, index=areas)
    kinds = pd.DataFrame(int(CellState.REPORTED), index=areas, columns=["young", "old"])
    kinds.loc["Wald", "old"] = int(CellState.SUPPRESSED)  # has no number
    kinds.loc["Moor", "young"] = int(CellState.PROVISIONAL)
    bases = kinds * 0 + int(CellState.REPORTED)
    bases.loc["Feld", "old"] = int(CellState.ESTIMATED)
    standard = pd.Series({"young": 1.0, "old": 3.0})
    made = [
        indicator.direct_rate(count, base, standard, count_states=kinds, base_states=bases),
        indicator.case_ratio(count, base, standard / 10, count_states=kinds, base_states=bases),
        indicator.indirect_rate(
            count,
            base,
            pd.DataFrame({"count": [5.0, 5], "base": [100.0, 100]}, index=standard.index),
            count_states=kinds,
            base_states=bases,
        ),
    ]
    expected = ["REPORTED", "SUPPRESSED", "PROVISIONAL", "ESTIMATED"]
    for table in made:
        assert [CellState(state).name for state in table["state"]] == expected
        assert table["value"].notna().tolist() == [True, False, True, True]
    # Without them a missing number is one that was not reported.
    plain = indicator.direct_rate(count, base, standard)["state"]
    assert CellState(plain["Wald"]) is CellState.NOT_REPORTED
    with pytest.raises(InvalidInput, match="other areas"):
        indicator.direct_rate(count, base, standard, count_states=kinds.iloc[::-1])
