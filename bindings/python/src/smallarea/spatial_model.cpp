#include "sozialraum/smallarea/spatial_model.hpp"

#include <pybind11/stl.h>

#include <array>
#include <utility>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/model.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

smallarea::Structure structure_of(const std::string& name) {
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
py::tuple to_python(const std::vector<smallarea::ModelParameter>& parameters) {
  py::list names;
  std::array<std::vector<double>, 4> numbers;
  for (const smallarea::ModelParameter& one : parameters) {
    names.append(one.name);
    numbers[0].push_back(one.mean);
    numbers[1].push_back(one.sd);
    numbers[2].push_back(one.lower);
    numbers[3].push_back(one.upper);
  }
  return py::make_tuple(names, to_numpy(std::move(numbers[0])), to_numpy(std::move(numbers[1])),
                        to_numpy(std::move(numbers[2])), to_numpy(std::move(numbers[3])));
}

}  // namespace

void bind_spatial_model(py::module_& m) {
  m.def(
      "spatial_model",
      [](const FloatArray& count, const FloatArray& base, const spatial::Weights& weights,
         const FloatArray& covariates, const std::vector<std::string>& names,
         const std::string& structure, const std::string& model, double level, double sd_prior,
         bool corrected, std::pair<double, double> held, unsigned threads,
         const py::object& progress, const StateArray& count_states,
         const StateArray& base_states) {
        smallarea::SpatialModelOptions options{
            .structure = structure_of(structure),
            .model = model_of(model),
            .covariates = {.values = view(covariates), .names = names},
            .level = level,
            .sd_prior = sd_prior,
            .approximation = corrected ? smallarea::Approximation::kCorrected
                                       : smallarea::Approximation::kLaplace,
            .held = {.sd = held.first, .share = held.second}};
        auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return smallarea::spatial_model(
              {.count = cells(count, count_states), .base = cells(base, base_states)}, weights,
              options);
        });
        py::dict columns;
        columns["rate"] = to_numpy(std::move(result.rate));
        columns["sd"] = to_numpy(std::move(result.sd));
        columns["lower"] = to_numpy(std::move(result.lower));
        columns["upper"] = to_numpy(std::move(result.upper));
        columns["weight"] = to_numpy(std::move(result.weight));
        columns["state"] = to_numpy(result.states);
        return py::make_tuple(columns, to_python(result.coefficients),
                              to_python(result.hyperparameters), result.log_likelihood,
                              python::to_python(result.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("weights"), py::arg("covariates"),
      py::arg("names"), py::arg("structure"), py::arg("model"), py::arg("level"),
      py::arg("sd_prior"), py::arg("corrected"), py::arg("held"), py::arg("threads"),
      py::arg("progress"), py::arg("count_states") = py::none(),
      py::arg("base_states") = py::none());
  m.def(
      "estimate_spatial_model",
      [](const spatial::Weights& weights, const std::string& structure, std::size_t covariates,
         unsigned threads) {
        const std::vector<std::string> names(covariates);
        const auto estimate =
            smallarea::estimate_spatial_model(weights, {.structure = structure_of(structure),
                                                        .covariates = {.names = names},
                                                        .execution = {.threads = threads}});
        return py::make_tuple(estimate.bytes, estimate.seconds);
      },
      py::arg("weights"), py::arg("structure"), py::arg("covariates"), py::arg("threads"));
}

}  // namespace sozialraum::python
