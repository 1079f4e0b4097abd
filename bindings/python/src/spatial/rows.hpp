#pragma once

#include <pybind11/numpy.h>

#include <span>

#include "sozialraum/core/ids.hpp"

namespace sozialraum::python {

/// Row numbers as the face gives them.
using RowArray =
    pybind11::array_t<std::uint32_t, pybind11::array::c_style | pybind11::array::forcecast>;

/// Row numbers, without a copy; the array must outlive the view.
[[nodiscard]] inline std::span<const core::AreaId> rows(const RowArray& array) {
  return {reinterpret_cast<const core::AreaId*>(array.data()),
          static_cast<std::size_t>(array.size())};
}

}  // namespace sozialraum::python
