#!/usr/bin/env bash
# Uses the library as its users do: installed and found by CMake, by pkg-config, and as a subdirectory.
#   run.sh <build directory> <work directory>
set -euo pipefail
readonly BUILD=$(realpath "$1") WORK=$(realpath -m "$2")
readonly HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly ROOT=$(cd "$HERE/../.." && pwd)

rm -rf "$WORK"
mkdir -p "$WORK"
cmake --install "$BUILD" --prefix "$WORK/first" --component development >/dev/null
# An installed tree may be moved: nothing in it may know where it was born.
mv "$WORK/first" "$WORK/prefix"
components=$(sed -n 's/^set(_sozialraum_installed \(.*\))/\1/p' "$WORK"/prefix/lib*/cmake/sozialraum/sozialraum-config.cmake)

run() {
  local log="$WORK/$1.log"
  shift
  "$@" >"$log" 2>&1 || { cat "$log"; exit 1; }
}

echo "find_package: $components"
run configure cmake -S "$HERE/find_package" -B "$WORK/find_package" -G Ninja -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_PREFIX_PATH="$WORK/prefix" -DCOMPONENTS="$components"
run build cmake --build "$WORK/find_package"
"$WORK/find_package/consumer"

echo "a component that does not exist gives a clear message"
cat >"$WORK/wrong.cmake" <<'WRONG'
find_package(sozialraum CONFIG REQUIRED COMPONENTS astrology)
WRONG
mkdir -p "$WORK/wrong"
{ echo 'cmake_minimum_required(VERSION 3.23)'; echo 'project(wrong LANGUAGES CXX)'; cat "$WORK/wrong.cmake"; } >"$WORK/wrong/CMakeLists.txt"
if cmake -S "$WORK/wrong" -B "$WORK/wrong/build" -G Ninja -DCMAKE_PREFIX_PATH="$WORK/prefix" >"$WORK/wrong.log" 2>&1; then
  echo "find_package accepted the component 'astrology'"
  exit 1
fi
grep -q "no component 'astrology'" "$WORK/wrong.log" || { cat "$WORK/wrong.log"; exit 1; }

echo "pkg-config"
flags=$(PKG_CONFIG_PATH=$(echo "$WORK"/prefix/lib*/pkgconfig) pkg-config --cflags --libs sozialraum-network)
# shellcheck disable=SC2086  # flags are words
run pkgconfig c++ -std=c++20 "$HERE/main.cpp" -o "$WORK/consumer" $flags
"$WORK/consumer"

echo "add_subdirectory"
run configure2 cmake -S "$HERE/add_subdirectory" -B "$WORK/subdirectory" -G Ninja -DSOZIALRAUM_SOURCE_DIR="$ROOT"
run build2 cmake --build "$WORK/subdirectory"
"$WORK/subdirectory/consumer"
