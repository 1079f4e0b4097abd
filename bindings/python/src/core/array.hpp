#pragma once

#include <pybind11/numpy.h>

#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "sozialraum/core/cells.hpp"

namespace sozialraum::python {

/// A numpy argument of floats; another dtype or layout is converted once by pybind11.
using FloatArray = pybind11::array_t<double, pybind11::array::c_style | pybind11::array::forcecast>;

/// The numbers of an array, without a copy; the array must outlive the view.
[[nodiscard]] inline std::span<const double> view(const FloatArray& array) {
  return {array.data(), static_cast<std::size_t>(array.size())};
}

/// Cell states as the face gives them: their numbers, or None.
using StateArray = std::optional<
    pybind11::array_t<std::uint8_t, pybind11::array::c_style | pybind11::array::forcecast>>;

/// Numbers with their states, without a copy; both arrays must outlive the view.
[[nodiscard]] inline core::Cells cells(const FloatArray& values, const StateArray& states) {
  if (!states) return view(values);
  // A CellState is one byte; the numbers are checked by core::require_cells().
  return {view(values),
          {reinterpret_cast<const core::CellState*>(states->data()),
           static_cast<std::size_t>(states->size())}};
}

/// A numpy array that takes the vector over, without a copy.
template <class T>
[[nodiscard]] pybind11::array_t<T> to_numpy(std::vector<T>&& values) {
  auto owner = std::make_unique<std::vector<T>>(std::move(values));
  const pybind11::capsule free_when_done(
      owner.get(), [](void* pointer) { delete static_cast<std::vector<T>*>(pointer); });
  const std::vector<T>& kept = *owner.release();
  return pybind11::array_t<T>(static_cast<pybind11::ssize_t>(kept.size()), kept.data(),
                              free_when_done);
}

/// Cell states as uint8, the number of sozialraum.core.CellState.
[[nodiscard]] inline pybind11::array_t<std::uint8_t> to_numpy(
    const std::vector<core::CellState>& states) {
  pybind11::array_t<std::uint8_t> result(static_cast<pybind11::ssize_t>(states.size()));
  auto* cells = result.mutable_data();
  for (std::size_t i = 0; i < states.size(); ++i) cells[i] = static_cast<std::uint8_t>(states[i]);
  return result;
}

}  // namespace sozialraum::python
