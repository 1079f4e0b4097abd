#!/usr/bin/env bash
# Looks for inputs that a reader neither reads nor refuses by name.
#
#   tests/fuzz/run.sh [target|all] [seconds]       from ./dev fuzz; 60 seconds each unless said
#
# pbf, osm, csv, xlsx, wkb and network_file are driven by libFuzzer (clang), under the address and
# undefined-behaviour sanitizers; graphml and catalogue by atheris from PyPI, or by chance without it.
# Inputs that reach new code grow in build/fuzz/<target>; one that crashes is left as build/fuzz/crash-….
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly TREE=$PWD PYTHON=$PWD/.venv/bin/python
readonly COMPILED=(pbf osm csv xlsx wkb network_file) INTERPRETED=(graphml catalogue)

# The newest clang that brings libFuzzer; Debian's oldest ones cannot read the ranges of GCC 12's library.
find_clang() {
  local version name
  for version in '' -21 -20 -19 -18 -17 -16; do
    name=$(command -v "clang++$version") || continue
    [ "$("$name" -dumpversion | cut -d. -f1)" -ge 16 ] || continue
    [ -e "$("$name" -print-file-name=libclang_rt.fuzzer-x86_64.a)" ] ||
      [ -n "$(find "$("$name" -print-resource-dir)" -name 'libclang_rt.fuzzer*.a' | head -n 1)" ] || continue
    echo "$name"
    return
  done
  return 1
}

build() {
  local clang
  clang=$(find_clang) || {
    echo "fuzz: no clang 16 or newer with libFuzzer here: apt-get install clang-19 libclang-rt-19-dev" >&2
    return 2
  }
  mkdir -p build/fuzz
  cmake --preset fuzz -DCMAKE_CXX_COMPILER="$clang" >build/configure-fuzz.log 2>&1 || {
    cat build/configure-fuzz.log >&2
    return 1
  }
  cmake --build build/fuzz-build -j "${JOBS:-$(nproc)}" --target "${@/%/_fuzz}"
}

run_compiled() {
  local target=$1 seconds=$2
  mkdir -p "build/fuzz/$target"
  echo "fuzz: $target, $seconds s"
  (cd build/fuzz && "$TREE/build/fuzz-build/tests/fuzz/${target}_fuzz" "$target" "$TREE/tests/fuzz/corpus/$target" \
    -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -malloc_limit_mb=1024 -max_len=65536 \
    -print_final_stats=1 -verbosity=0) 2>&1 | grep -vE '^(INFO|MERGE)' || return 1
}

main() {
  local wanted=${1:-all} seconds=${2:-60} target failed=() compiled=()
  local known=" ${COMPILED[*]} ${INTERPRETED[*]} all "
  [[ $known == *" $wanted "* ]] || {
    echo "fuzz: no target '$wanted'; there are:$known" >&2
    exit 1
  }
  for target in "${COMPILED[@]}"; do [[ $wanted != all && $wanted != "$target" ]] || compiled+=("$target"); done
  if [ ${#compiled[@]} -gt 0 ]; then
    build "${compiled[@]}"
    for target in "${compiled[@]}"; do run_compiled "$target" "$seconds" || failed+=("$target"); done
  fi
  for target in "${INTERPRETED[@]}"; do
    [[ $wanted == all || $wanted == "$target" ]] || continue
    echo "fuzz: $target, $seconds s"
    "$PYTHON" tests/fuzz/python_targets.py "$target" "$seconds" || failed+=("$target")
  done
  [ ${#failed[@]} = 0 ] || {
    echo "fuzz: found something in ${failed[*]}; the inputs are in build/fuzz" >&2
    exit 1
  }
}

main "$@"
