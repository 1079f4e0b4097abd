"""Data flows one way: includes follow the DEPENDS lines, and those the table of the design."""

import re
from pathlib import Path

import pytest
from tree import (
    ROOT,
    Module,
    included_modules,
    includes,
    module_files,
    modules,
    private_modules,
    tracked_files,
)

# Which module may build on which: the table of docs/architecture.md.
MAY_INCLUDE = {
    "core": set(),
    "indicator": {"core"},
    "spatial": {"core", "indicator"},
    "smallarea": {"core", "indicator", "spatial"},
    "network": {"core"},
    "reach": {"core", "network"},
    "access": {"core", "spatial", "reach"},
    "isochrone": {"core", "network", "reach"},
    "siting": {"core"},
    "equity": {"core"},
    "composite": {"core", "indicator"},
    "typology": {"core", "indicator", "spatial"},
    "monitoring": {"core", "indicator", "smallarea", "composite", "typology"},
    "disclosure": {"core"},
    "osm": {"core", "network"},
    "gis": {
        "core",
        "spatial",
        "indicator",
        "smallarea",
        "network",
        "reach",
        "access",
        "isochrone",
        "siting",
        "equity",
        "composite",
        "typology",
        "monitoring",
        "disclosure",
    },
}

# Foreign headers that belong to certain modules alone.
FOREIGN = {
    r"(gdal|ogr|cpl)\w*\.h(pp)?$": {"gis"},
    r"(osmium|protozero)/": {"osm"},
    r"geos_c\.h$": {"spatial", "gis"},
    r"proj\.h$": {"gis"},
    r"geos/": set(),  # the C++ interface of GEOS is unstable by policy
    r"boost/graph/": {"network"},
    r"tbb/|oneapi/": {"core"},
    r"Eigen/|unsupported/Eigen/": {"smallarea", "typology"},
}

all_modules = pytest.mark.parametrize("module", modules().values(), ids=lambda m: m.name)


@all_modules
def test_depends_line_follows_the_architecture(module: Module) -> None:
    assert set(module.depends) <= MAY_INCLUDE[module.name]


@all_modules
def test_includes_follow_the_depends_line(module: Module) -> None:
    allowed = {module.name, *module.depends}
    wrong = [
        f"{path.relative_to(ROOT)} includes {name}"
        for path in module_files(module.name)
        for name in sorted(included_modules(path) - allowed)
    ]
    assert not wrong, f"DEPENDS of {module.name} is {module.depends}: " + "; ".join(wrong)


@all_modules
def test_private_headers_stay_in_their_module(module: Module) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} includes private headers of {name}"
        for path in module_files(module.name)
        for name in sorted(private_modules(path) - {module.name})
    ]
    assert not wrong


def test_private_headers_stay_in_the_sources() -> None:
    """Public headers, bindings, tests, benchmarks and examples build on public headers alone."""
    wrong = [
        f"{path.relative_to(ROOT)} includes private headers of {sorted(private_modules(path))}"
        for path in tracked_files()
        if path.suffix in {".hpp", ".cpp"} and (ROOT / "src") not in path.parents
        if private_modules(path)
    ]
    assert not wrong


def test_a_private_header_of_another_module_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "own.cpp"
    file.write_text('#include "network/quad_heap.hpp"\n#include "sozialraum/core/ids.hpp"\n')
    assert private_modules(file) == {"network"}


@all_modules
def test_every_depends_entry_is_used(module: Module) -> None:
    used = {name for path in module_files(module.name) for name in included_modules(path)}
    assert set(module.depends) <= used, "a DEPENDS entry nobody includes"


def test_modules_form_no_cycle() -> None:
    done: set[str] = set()
    for name, module in modules().items():  # in the order of src/CMakeLists.txt
        assert set(module.depends) <= done, f"{name} stands before what it builds on"
        done.add(name)


def test_headers_form_no_cycle() -> None:
    graph = {
        f"sozialraum/{name}/{path.name}": [i for i in includes(path) if i.startswith("sozialraum/")]
        for name in modules()
        for path in sorted((ROOT / "include/sozialraum" / name).glob("*.hpp"))
    }
    state: dict[str, str] = {}

    def visit(header: str, way: tuple[str, ...]) -> None:
        assert state.get(header) != "open", "cycle: " + " -> ".join((*way, header))
        if header in state or header not in graph:
            return
        state[header] = "open"
        for target in graph[header]:
            visit(target, (*way, header))
        state[header] = "closed"

    for header in graph:
        visit(header, ())


@all_modules
@pytest.mark.parametrize("pattern", FOREIGN, ids=lambda p: re.sub(r"\W+", "_", p).strip("_"))
def test_foreign_headers_stay_in_their_module(module: Module, pattern: str) -> None:
    if module.name in FOREIGN[pattern]:
        return
    wrong = [
        f"{path.relative_to(ROOT)} includes {name}"
        for path in module_files(module.name)
        for name in includes(path)
        if re.match(pattern, name)
    ]
    assert not wrong


@all_modules
def test_public_headers_show_only_what_users_must_have(module: Module) -> None:
    """The standard library and our own headers; network may show Boost."""
    allowed = re.compile(
        r"^(sozialraum/|[a-z_]+$)" + (r"|^boost/" if module.name == "network" else "")
    )
    folder = ROOT / "include/sozialraum" / module.name
    wrong = [
        f"{path.name} includes {name}"
        for path in sorted(folder.glob("*.hpp"))
        for name in includes(path)
        if not allowed.match(name)
    ]
    assert not wrong
