#include "sozialraum/smallarea/growing_windows.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/model.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_growing_windows(py::module_& m) {
  m.def(
      "growing_windows",
      [](const FloatArray& count, const FloatArray& base, const spatial::Weights& weights,
         double least_base, bool in_part, const std::string& model, double level, unsigned threads,
         const py::object& progress, std::optional<bool> part_of_base) {
        smallarea::GrowingWindowsOptions options{
            .least_base = least_base, .in_part = in_part, .model = model_of(model), .level = level};
        if (part_of_base) {
          options.bound =
              *part_of_base ? indicator::CountBound::kPartOfBase : indicator::CountBound::kFree;
        }
        auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return smallarea::growing_windows({view(count), view(base)}, weights, options);
        });
        py::dict columns;
        columns["rate"] = to_numpy(std::move(result.rate));
        columns["lower"] = to_numpy(std::move(result.lower));
        columns["upper"] = to_numpy(std::move(result.upper));
        columns["count"] = to_numpy(std::move(result.count));
        columns["base"] = to_numpy(std::move(result.base));
        columns["members"] = to_numpy(std::move(result.members));
        columns["own_share"] = to_numpy(std::move(result.own_share));
        columns["state"] = to_numpy(result.states);
        return py::make_tuple(columns, to_python(result.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("weights"), py::arg("least_base"),
      py::arg("in_part"), py::arg("model"), py::arg("level"), py::arg("threads"),
      py::arg("progress"), py::arg("part_of_base") = py::none());
}

}  // namespace sozialraum::python
