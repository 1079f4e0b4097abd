#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_age_standardise(pybind11::module_& m);
void bind_catalogue(pybind11::module_& m);
void bind_comparison(pybind11::module_& m);
void bind_contrast(pybind11::module_& m);
void bind_difference(pybind11::module_& m);
void bind_false_discovery(pybind11::module_& m);
void bind_funnel(pybind11::module_& m);
void bind_interval(pybind11::module_& m);
void bind_mean(pybind11::module_& m);
void bind_name_use(pybind11::module_& m);
void bind_pool(pybind11::module_& m);
void bind_quantile(pybind11::module_& m);
void bind_rate(pybind11::module_& m);
void bind_rate_z(pybind11::module_& m);
void bind_scale(pybind11::module_& m);
void bind_slope_index(pybind11::module_& m);
void bind_standardise(pybind11::module_& m);
void bind_transform(pybind11::module_& m);

inline void bind_indicator(pybind11::module_& parent) {
  auto m = parent.def_submodule("indicator", "Definitions, rates with intervals, standardisation.");
  bind_interval(m);
  bind_rate(m);
  bind_rate_z(m);
  bind_standardise(m);
  bind_transform(m);
  bind_age_standardise(m);
  bind_catalogue(m);
  bind_comparison(m);
  bind_name_use(m);
  bind_contrast(m);
  bind_difference(m);
  bind_false_discovery(m);
  bind_funnel(m);
  bind_mean(m);
  bind_pool(m);
  bind_quantile(m);
  bind_scale(m);
  bind_slope_index(m);
}

}  // namespace sozialraum::python
