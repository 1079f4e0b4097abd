#pragma once

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "smallarea/model.hpp"
#include "sozialraum/smallarea/spatial_model.hpp"

namespace sozialraum::python {

[[nodiscard]] inline smallarea::Structure structure_of(const std::string& name) {
  using enum smallarea::Structure;
  static const std::array<std::pair<const char*, smallarea::Structure>, 5> kAll{
      {{"iid", kIid},
       {"icar", kIcar},
       {"leroux", kLeroux},
       {"bym2", kBym2},
       {"proper_car", kProperCar}}};
  std::vector<std::string> names;
  for (const auto& [known, structure] : kAll) {
    if (name == known) return structure;
    names.emplace_back(known);
  }
  core::unknown_name("structure", name, names, {.argument = "structure"});
}

/// Names, and mean, sd, lower and upper of each.
[[nodiscard]] inline pybind11::tuple to_python(
    const std::vector<smallarea::ModelParameter>& parameters) {
  pybind11::list names;
  std::array<std::vector<double>, 4> numbers;
  for (const smallarea::ModelParameter& one : parameters) {
    names.append(one.name);
    numbers[0].push_back(one.mean);
    numbers[1].push_back(one.sd);
    numbers[2].push_back(one.lower);
    numbers[3].push_back(one.upper);
  }
  return pybind11::make_tuple(names, to_numpy(std::move(numbers[0])),
                              to_numpy(std::move(numbers[1])), to_numpy(std::move(numbers[2])),
                              to_numpy(std::move(numbers[3])));
}

/// What the face tells of a spatial model: structure, model, level, sd_prior, corrected, held.
using ToldModel =
    std::tuple<std::string, std::string, double, double, bool, std::pair<double, double>>;

/// The arrays must outlive it.
[[nodiscard]] inline smallarea::SpatialModelOptions options_of(
    const ToldModel& told, const FloatArray& covariates, const std::vector<std::string>& names) {
  const auto& [structure, model, level, sd_prior, corrected, held] = told;
  return {.structure = structure_of(structure),
          .model = model_of(model),
          .covariates = {.values = view(covariates), .names = names},
          .level = level,
          .sd_prior = sd_prior,
          .approximation =
              corrected ? smallarea::Approximation::kCorrected : smallarea::Approximation::kLaplace,
          .held = {.sd = held.first, .share = held.second}};
}

/// Columns, coefficients, hyperparameters, log likelihood, findings.
[[nodiscard]] inline pybind11::tuple to_python(smallarea::SpatialModelResult result) {
  pybind11::dict columns;
  columns["rate"] = to_numpy(std::move(result.rate));
  columns["sd"] = to_numpy(std::move(result.sd));
  columns["lower"] = to_numpy(std::move(result.lower));
  columns["upper"] = to_numpy(std::move(result.upper));
  columns["weight"] = to_numpy(std::move(result.weight));
  columns["state"] = to_numpy(result.states);
  return pybind11::make_tuple(columns, to_python(result.coefficients),
                              to_python(result.hyperparameters), result.log_likelihood,
                              to_python(result.findings));
}

}  // namespace sozialraum::python
