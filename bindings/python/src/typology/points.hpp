#pragma once

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <vector>

#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::python {

using Numbers = pybind11::array_t<double, pybind11::array::c_style | pybind11::array::forcecast>;
using TypeNumbers =
    pybind11::array_t<std::uint32_t, pybind11::array::c_style | pybind11::array::forcecast>;

/// The Python arguments (codes, values, indicators, weights) behind a typology::Points.
struct PyPoints {
  PyPoints(const std::vector<std::string>& area_codes, Numbers area_values,
           std::vector<std::string> names, std::optional<Numbers> area_weights);

  [[nodiscard]] typology::Points view() const;

  std::vector<core::AreaCode> codes;
  Numbers values;
  std::vector<std::string> indicators;
  std::optional<Numbers> weights;
};

[[nodiscard]] inline std::span<const double> span(const Numbers& numbers) {
  return {numbers.data(), static_cast<std::size_t>(numbers.size())};
}
[[nodiscard]] inline std::span<const std::uint32_t> span(const TypeNumbers& numbers) {
  return {numbers.data(), static_cast<std::size_t>(numbers.size())};
}

template <class T>
[[nodiscard]] pybind11::array_t<T> array(const std::vector<T>& values) {
  return pybind11::array_t<T>(static_cast<pybind11::ssize_t>(values.size()), values.data());
}

template <class T>
[[nodiscard]] pybind11::array_t<T> matrix(const std::vector<T>& values, std::size_t columns) {
  const std::size_t rows = columns == 0 ? 0 : values.size() / columns;
  return pybind11::array_t<T>(
      {static_cast<pybind11::ssize_t>(rows), static_cast<pybind11::ssize_t>(columns)},
      values.data());
}

}  // namespace sozialraum::python
