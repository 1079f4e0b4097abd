"""Types that stay over the years in a project: the model file, the next report, what changed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("sozialraum._gis")

import small_project  # noqa: E402
from small_project import VILLAGES  # noqa: E402
from sozialraum import project, typology  # noqa: E402
from sozialraum.core import InvalidInput  # noqa: E402

PLAIN = "types: {count: 2,"
KEPT = "types: {count: 2, kept: {model: last/types.model, before: last/areas.csv},"


@pytest.fixture(scope="module")
def last(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The report of the year before."""
    file = small_project.write(tmp_path_factory.mktemp("last") / "p")
    return project.run(file, out=file.parent / "last")


def next_year(
    last: Any, folder: Path, types: str = KEPT, *, rows: dict[str, str] | None = None
) -> Any:
    """The report of the next year: the same villages with a few other rows."""
    file = small_project.write(folder / "p")
    small_project.replace(file, PLAIN, types.replace("last/", f"{last.folder}/"))
    for old, new in (rows or {}).items():
        small_project.replace(file.parent / "villages.csv", old, new)
    return project.run(file, out=folder / "out")


def test_the_model_file_holds_the_types_of_the_report(last: Any) -> None:
    typing = last.levels[0].typing
    model = typology.load_types(last.folder / "types.model")
    assert list(model.shares.index) == typing.names
    values = last.levels[0].measures.value[last.levels[0].measures.typed]
    z = (values - values.mean()) / values.std(ddof=0) * typing.column_weights**0.5
    by_hand = z.groupby(typing.letters).mean()
    np.testing.assert_allclose(model.means.to_numpy(), by_hand.to_numpy(), atol=1e-9)
    assert all(name for name in model.names.values())
    manifest = json.loads((last.folder / "manifest.json").read_text("utf-8"))
    assert "types.model" in manifest["outputs"]


def test_the_same_year_again_changes_nothing(last: Any, tmp_path: Path) -> None:
    again = next_year(last, tmp_path)
    level = again.levels[0]
    assert level.typing.method == "kept"
    pd.testing.assert_series_equal(
        level.typing.letters, last.levels[0].typing.letters, check_names=False
    )
    changes = level.typing.changes
    assert changes.transitions.stay == 1.0 and changes.causes.changed == 0.0
    assert changes.anew == pytest.approx(1.0)
    text = (again.folder / "report.html").read_text("utf-8")
    assert "Was sich seit dem letzten Bericht verändert hat" in text
    assert "Von 12 Dörfern, die es in beiden Berichten gibt, haben 12 ihren Typ behalten" in text
    assert "Typen eines früheren Berichts, die bleiben" in text
    # the certainty is the share of draws that stay with the nearest of the old middles
    assert level.typing.refit.isna().all() and level.typing.certainty.notna().all()
    people = pd.Series({small_project.code(i): v[1] for i, v in enumerate(VILLAGES)})
    assert (level.typing.certainty <= 0.05 ** (1 / people) + 1e-9).all()


def test_a_village_that_changed_is_named_and_the_others_stay(last: Any, tmp_path: Path) -> None:
    # Tanne becomes a village with children and a shop nearby
    rows = {"Tanne,95,8,33,12.5": "Tanne,300,76,41,4.0"}
    changed = next_year(last, tmp_path, rows=rows)
    level = changed.levels[0]
    was = last.levels[0].typing.letters
    other = was[small_project.code(0)]
    tanne = small_project.code(10)
    assert was[tanne] != other and level.typing.letters[tanne] == other
    stays = level.typing.letters.drop(tanne)
    assert (stays == was[stays.index]).all()
    moves = level.typing.changes.transitions
    assert list(moves.changed.index) == [tanne] and moves.stay == pytest.approx(11 / 12)
    text = (changed.folder / "report.html").read_text("utf-8")
    assert f"Tanne ({was[tanne]} → {other})" in text
    causes = level.typing.changes.causes.causes  # so clear a change is more than chance
    assert causes.share["noise"] < 0.03 and causes.told_apart["left"]
    assert re.search(
        r"Für 8 von 100 Flächen ist heute ein anderer Typ .* ist mehr als Zufall", text
    )


def test_goalposts_are_those_of_the_year_of_the_fit(last: Any, tmp_path: Path) -> None:
    """Were all shops ten minutes farther, a new middle would hide it; the kept one does not."""
    rows = {f",{v[2]},{v[3]},{v[4]}\n": f",{v[2]},{v[3]},{v[4] + 10}\n" for v in VILLAGES}
    later = next_year(last, tmp_path, rows=rows).levels[0]
    before = last.levels[0].typing.z["shop"]
    spread = last.levels[0].measures.value["shop"].std(ddof=0)
    np.testing.assert_allclose(later.typing.z["shop"], before + 10 / spread, atol=1e-9)


def test_what_does_not_fit_is_refused(last: Any, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as other:
        next_year(last, tmp_path / "a", KEPT.replace("count: 2", "count: 3"))
    assert other.value.finding.code == "other_number_of_types"
    with pytest.raises(InvalidInput, match="kept"):
        next_year(last, tmp_path / "b", KEPT.replace("count: 2", "count: 2, method: ward"))
    with pytest.raises(InvalidInput) as missing:
        next_year(last, tmp_path / "c", KEPT.replace("types.model", "typen.model"))
    assert missing.value.finding.code == "file_missing"
    with pytest.raises(InvalidInput):
        next_year(last, tmp_path / "d", KEPT.replace("types.model", "areas.csv"))
    with pytest.raises(InvalidInput, match="code"):
        next_year(last, tmp_path / "e", KEPT.replace("last/areas.csv", "last/types.csv"))


def test_the_model_stays_inside(tmp_path: Path) -> None:
    file = small_project.write(tmp_path / "p")
    small_project.replace(file, "seed: 7\n", "seed: 7\neditions: [internal, public]\n")
    folder = project.run(file, out=tmp_path / "out").folder
    assert (folder / "types.model").exists()
    assert not (folder / "public" / "types.model").exists()
