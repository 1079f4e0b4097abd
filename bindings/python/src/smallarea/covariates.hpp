#pragma once

#include <pybind11/pybind11.h>

#include <string>
#include <vector>

#include "core/array.hpp"
#include "sozialraum/smallarea/covariates.hpp"

namespace sozialraum::python {

/// Coefficients as (names, values, standard errors).
[[nodiscard]] inline pybind11::tuple to_python(
    const std::vector<smallarea::Coefficient>& coefficients) {
  pybind11::list names;
  std::vector<double> values;
  std::vector<double> errors;
  for (const smallarea::Coefficient& one : coefficients) {
    names.append(one.name);
    values.push_back(one.value);
    errors.push_back(one.standard_error);
  }
  return pybind11::make_tuple(names, to_numpy(std::move(values)), to_numpy(std::move(errors)));
}

}  // namespace sozialraum::python
