#pragma once

#include <pybind11/numpy.h>

#include <cstdint>
#include <vector>

#include "core/array.hpp"
#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::python {

using IntArray =
    pybind11::array_t<std::int64_t, pybind11::array::c_style | pybind11::array::forcecast>;
using TimeArray =
    pybind11::array_t<std::uint32_t, pybind11::array::c_style | pybind11::array::forcecast>;

/// As network::LonLat, or as network::FixedLonLat for a graph.
template <class Point = network::LonLat>
[[nodiscard]] std::vector<Point> lon_lats(const FloatArray& lon, const FloatArray& lat) {
  std::vector<Point> points(static_cast<std::size_t>(lon.size()));
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto row = static_cast<pybind11::ssize_t>(i);
    points[i] = {lon.at(row), lat.at(row)};
  }
  return points;
}

}  // namespace sozialraum::python
