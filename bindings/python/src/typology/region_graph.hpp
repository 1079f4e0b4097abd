#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sozialraum/typology/region_graph.hpp"
#include "typology/points.hpp"

namespace sozialraum::python {

using AreaRows =
    pybind11::array_t<std::int64_t, pybind11::array::c_style | pybind11::array::forcecast>;

/// The links as three arrays of one length: rows of both ends, and costs.
[[nodiscard]] typology::RegionGraph region_graph(const std::vector<std::string>& codes,
                                                 const AreaRows& one, const AreaRows& other,
                                                 const Numbers& cost);

}  // namespace sozialraum::python
