#!/usr/bin/env bash
# Installs the package with pip into a fresh environment, as its users do, and runs it there.
#   wheel.sh <python> <work directory>
set -euo pipefail
readonly PYTHON=$(realpath -s "$1") WORK=$(realpath -m "$2")
readonly ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

rm -rf "$WORK"
mkdir -p "$WORK"
"$PYTHON" -m venv "$WORK/environment"
cd "$WORK"

# Modules without GDAL and libosmium: the whole build is checked elsewhere, and this is what a wheel may be.
# Warnings as errors only to find the objects of the development build in the compiler cache.
"$WORK/environment/bin/python" -m pip install --quiet -c "$ROOT/requirements/constraints.txt" "$ROOT" \
  --config-settings=cmake.define.SOZIALRAUM_WITH_GIS=OFF --config-settings=cmake.define.SOZIALRAUM_WITH_OSM=OFF \
  --config-settings=cmake.define.SOZIALRAUM_WARNINGS_AS_ERRORS=ON
SOURCE_TREE=$ROOT "$WORK/environment/bin/python" - <<'PYTHON'
import importlib.metadata
import os
import pathlib
import sys
import time

start = time.perf_counter()
import sozialraum
from sozialraum import core

seconds = time.perf_counter() - start
assert importlib.metadata.version("sozialraum") == sozialraum.__version__
assert core.repair_leading_zero("3252007") == "03252007"
assert "pandas" not in sys.modules, "numpy is the only hard dependency"
installed = {d.metadata["Name"].lower() for d in importlib.metadata.distributions()}
assert installed <= {"numpy", "sozialraum", "pip", "setuptools", "wheel"}, installed
package = pathlib.Path(sozialraum.__file__).parent
source = pathlib.Path(os.environ["SOURCE_TREE"]) / "bindings/python/sozialraum"
files = [p.relative_to(source) for p in source.rglob("*") if p.is_file()]
files = [p for p in files if p.suffix != ".so" and "__pycache__" not in p.parts]
missing = [str(p) for p in files if not (package / p).exists()]
assert not missing, f"not in the installed package: {missing}"
assert not list(package.glob("_gis*.so")), "SOZIALRAUM_WITH_GIS=OFF was not heard"
assert seconds < 0.5, f"import sozialraum took {seconds:.2f} s"
print(f"sozialraum {sozialraum.__version__} installed; import takes {seconds * 1000:.0f} ms")
PYTHON
