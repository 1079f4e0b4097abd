#include "sozialraum/smallarea/space_time_model.hpp"

#include <pybind11/stl.h>

#include <utility>

#include "core/array.hpp"
#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/spatial_told.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_space_time_model(py::module_& m) {
  m.def(
      "space_time_model",
      [](const FloatArray& count, const FloatArray& base, const FloatArray& years,
         const spatial::Weights& weights, const std::string& model, double level, double sd_prior,
         double time_weight, unsigned threads, const py::object& progress) {
        smallarea::SpaceTimeOptions options{.model = model_of(model),
                                            .level = level,
                                            .sd_prior = sd_prior,
                                            .time_weight = time_weight};
        auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return smallarea::space_time_model({view(count), view(base), view(years)}, weights,
                                             options);
        });
        py::dict cells;
        cells["rate"] = to_numpy(std::move(result.rate));
        cells["sd"] = to_numpy(std::move(result.sd));
        cells["lower"] = to_numpy(std::move(result.lower));
        cells["upper"] = to_numpy(std::move(result.upper));
        cells["weight"] = to_numpy(std::move(result.weight));
        cells["state"] = to_numpy(result.states);
        return py::make_tuple(cells, to_python(result.years), to_python(result.hyperparameters),
                              result.time_weight, result.tried, result.log_likelihood,
                              to_python(result.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("years"), py::arg("weights"), py::arg("model"),
      py::arg("level"), py::arg("sd_prior"), py::arg("time_weight"), py::arg("threads"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
