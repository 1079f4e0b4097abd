#include "sozialraum/smallarea/spatial_model.hpp"

#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/spatial_told.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_spatial_model(py::module_& m) {
  m.def(
      "spatial_model",
      [](const FloatArray& count, const FloatArray& base, const spatial::Weights& weights,
         const FloatArray& covariates, const std::vector<std::string>& names, const ToldModel& told,
         unsigned threads, const py::object& progress, const StateArray& count_states,
         const StateArray& base_states) {
        smallarea::SpatialModelOptions options = options_of(told, covariates, names);
        return to_python(interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return smallarea::spatial_model(
              {.count = cells(count, count_states), .base = cells(base, base_states)}, weights,
              options);
        }));
      },
      py::arg("count"), py::arg("base"), py::arg("weights"), py::arg("covariates"),
      py::arg("names"), py::arg("model"), py::arg("threads"), py::arg("progress"),
      py::arg("count_states") = py::none(), py::arg("base_states") = py::none());
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
