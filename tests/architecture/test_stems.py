"""One concept, one stem: header, source, test, binding and benchmark of a concept share it."""

import pytest
from tree import ROOT, Module, module_files, modules

all_modules = pytest.mark.parametrize("module", modules().values(), ids=lambda m: m.name)


def stems(folder: str, pattern: str, ending: str = "") -> set[str]:
    return {path.stem.removesuffix(ending) for path in (ROOT / folder).glob(pattern)}


@all_modules
def test_cmake_lists_every_header_and_source(module: Module) -> None:
    listed = {*module.headers, *module.sources}
    public = {p.name for p in (ROOT / "include/sozialraum" / module.name).glob("*.hpp")}
    sources = {p.name for p in (ROOT / "src" / module.name).glob("*.cpp")}
    assert listed == public | sources


@all_modules
def test_every_source_answers_the_question_of_a_header(module: Module) -> None:
    headers = {p.stem for p in module_files(module.name) if p.suffix == ".hpp"}
    sources = {p.stem for p in module_files(module.name) if p.suffix == ".cpp"}
    assert sources <= headers, "sources without a header of their stem"


@all_modules
def test_every_public_header_with_a_source_has_a_test(module: Module) -> None:
    concepts = stems(f"include/sozialraum/{module.name}", "*.hpp") & stems(
        f"src/{module.name}", "*.cpp"
    )
    tests = stems(f"tests/{module.name}", "*_test.cpp", "_test")
    assert concepts <= tests, "concepts without a test of their stem"


@all_modules
def test_every_test_file_is_built(module: Module) -> None:
    text = (ROOT / f"tests/{module.name}/CMakeLists.txt").read_text()
    missing = [
        p.name for p in (ROOT / f"tests/{module.name}").glob("*_test.cpp") if p.name not in text
    ]
    assert not missing


@all_modules
def test_every_binding_translates_a_header(module: Module) -> None:
    bindings = stems(f"bindings/python/src/{module.name}", "*.cpp")
    headers = stems(f"include/sozialraum/{module.name}", "*.hpp")
    assert bindings <= headers | {"module"}, "bindings without a header of their stem"


@all_modules
def test_every_bound_module_has_a_face_and_a_stub(module: Module) -> None:
    if not stems(f"bindings/python/src/{module.name}", "*.cpp"):
        return
    package = ROOT / "bindings/python/sozialraum"
    stub_files = [package / f"_core/{module.name}.pyi", package / f"_{module.name}.pyi"]
    assert (package / module.name / "__init__.py").exists(), "no face"
    assert any(path.exists() for path in stub_files), "no stub; run ./dev stubs"


@all_modules
def test_every_benchmark_measures_a_header(module: Module) -> None:
    benchmarks = stems(f"benchmarks/{module.name}", "*_bench.cpp", "_bench")
    assert benchmarks <= stems(f"include/sozialraum/{module.name}", "*.hpp")


def test_every_module_is_described() -> None:
    missing = [name for name in modules() if not (ROOT / f"docs/methods/{name}.md").exists()]
    missing = [name for name in missing if name != "core"]
    assert not missing, f"docs/methods lacks {missing}"


def test_no_drawer_for_everything() -> None:
    forbidden = {"util", "utils", "common", "misc", "helper", "helpers"}
    wrong = [
        path.relative_to(ROOT)
        for folder in ("include", "src", "bindings", "tests", "benchmarks", "examples")
        for path in (ROOT / folder).rglob("*")
        if path.stem in forbidden and path.suffix in {"", ".hpp", ".cpp", ".py"}
    ]
    assert not wrong
