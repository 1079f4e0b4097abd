#pragma once

#include <pybind11/pybind11.h>

namespace sozialraum::python {

void bind_aggregate_to_floor(pybind11::module_& m);
void bind_bootstrap_stability(pybind11::module_& m);
void bind_bounded_kmeans(pybind11::module_& m);
void bind_certainty(pybind11::module_& m);
void bind_choose_k(pybind11::module_& m);
void bind_clustergram(pybind11::module_& m);
void bind_clustering(pybind11::module_& m);
void bind_constraints(pybind11::module_& m);
void bind_fuzzy_cmeans(pybind11::module_& m);
void bind_gap_statistic(pybind11::module_& m);
void bind_gower(pybind11::module_& m);
void bind_kmeans(pybind11::module_& m);
void bind_kmedoids(pybind11::module_& m);
void bind_linkage(pybind11::module_& m);
void bind_nested_types(pybind11::module_& m);
void bind_optimal_kmeans(pybind11::module_& m);
void bind_outliers(pybind11::module_& m);
void bind_points(pybind11::module_& m);
void bind_profile(pybind11::module_& m);
void bind_rule_types(pybind11::module_& m);
void bind_second_best(pybind11::module_& m);
void bind_validity(pybind11::module_& m);
void bind_ward(pybind11::module_& m);
void bind_dimension_weights(pybind11::module_& m);
void bind_missing(pybind11::module_& m);
void bind_model(pybind11::module_& m);
void bind_transitions(pybind11::module_& m);
void bind_typed_numbers(pybind11::module_& m);
void bind_change_causes(pybind11::module_& m);
void bind_refit(pybind11::module_& m);
void bind_stability(pybind11::module_& m);
void bind_influence(pybind11::module_& m);
void bind_explain(pybind11::module_& m);
void bind_mixture(pybind11::module_& m);
void bind_naming(pybind11::module_& m);
void bind_peers(pybind11::module_& m);
void bind_region_graph(pybind11::module_& m);
void bind_max_p(pybind11::module_& m);
void bind_region_search(pybind11::module_& m);
void bind_region_shape(pybind11::module_& m);
void bind_regions(pybind11::module_& m);
void bind_representative(pybind11::module_& m);

inline void bind_typology(pybind11::module_& parent) {
  auto m = parent.def_submodule("typology", "Which areas are alike?");
  bind_points(m);
  bind_clustering(m);
  bind_kmeans(m);
  bind_bounded_kmeans(m);
  bind_optimal_kmeans(m);
  bind_constraints(m);
  bind_ward(m);
  bind_linkage(m);
  bind_kmedoids(m);
  bind_gower(m);
  bind_outliers(m);
  bind_gap_statistic(m);
  bind_bootstrap_stability(m);
  bind_validity(m);
  bind_choose_k(m);
  bind_clustergram(m);
  bind_profile(m);
  bind_second_best(m);
  bind_certainty(m);
  bind_representative(m);
  bind_peers(m);
  bind_mixture(m);
  bind_fuzzy_cmeans(m);
  bind_nested_types(m);
  bind_rule_types(m);
  bind_explain(m);
  bind_influence(m);
  bind_model(m);
  bind_transitions(m);
  bind_typed_numbers(m);
  bind_change_causes(m);
  bind_naming(m);
  bind_missing(m);
  bind_dimension_weights(m);
  bind_region_graph(m);
  bind_regions(m);
  bind_refit(m);
  bind_stability(m);
  bind_region_search(m);
  bind_region_shape(m);
  bind_max_p(m);
  bind_aggregate_to_floor(m);
}

}  // namespace sozialraum::python
