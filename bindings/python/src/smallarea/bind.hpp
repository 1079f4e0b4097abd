#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_guard(pybind11::module_& m);
void bind_prior(pybind11::module_& m);
void bind_empirical_bayes(pybind11::module_& m);
void bind_local_empirical_bayes(pybind11::module_& m);
void bind_fay_herriot(pybind11::module_& m);
void bind_james_stein(pybind11::module_& m);
void bind_logit_shrinkage(pybind11::module_& m);
void bind_adjusted_rates(pybind11::module_& m);
void bind_composition(pybind11::module_& m);
void bind_table_draws(pybind11::module_& m);
void bind_growing_windows(pybind11::module_& m);
void bind_pooled_years(pybind11::module_& m);
void bind_weighted_density(pybind11::module_& m);
void bind_regression_bayes(pybind11::module_& m);
void bind_space_time_model(pybind11::module_& m);
void bind_spatial_draws(pybind11::module_& m);
void bind_spatial_fay_herriot(pybind11::module_& m);
void bind_spatial_model(pybind11::module_& m);

inline void bind_smallarea(pybind11::module_& parent) {
  auto m = parent.def_submodule("smallarea", "Rates steadied against small numbers.");
  bind_guard(m);
  bind_prior(m);
  bind_empirical_bayes(m);
  bind_local_empirical_bayes(m);
  bind_fay_herriot(m);
  bind_james_stein(m);
  bind_logit_shrinkage(m);
  bind_adjusted_rates(m);
  bind_composition(m);
  bind_spatial_draws(m);
  bind_table_draws(m);  // its columns may be spatial draws
  bind_growing_windows(m);
  bind_pooled_years(m);
  bind_weighted_density(m);
  bind_regression_bayes(m);
  bind_space_time_model(m);
  bind_spatial_fay_herriot(m);
  bind_spatial_model(m);
}

}  // namespace sozialraum::python
