#include "sozialraum/access/catchment_size.hpp"

#include <pybind11/stl.h>

#include "access/bind.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "network/snaps.hpp"
#include "reach/names.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_catchment_size(py::module_& m) {
  m.def(
      "catchment_sizes",
      [](const network::RoadGraph& graph, const network::Hierarchy* hierarchy, const Snaps& origins,
         const Snaps& facilities, bool facilities_grow, const FloatArray& amounts, double enough,
         const std::vector<double>& sizes, const std::vector<std::string>& ids,
         const std::string& direction, unsigned threads, const py::object& progress) {
        access::CatchmentSizeOptions options{
            .growing = facilities_grow ? access::Growing::kFacilities : access::Growing::kOrigins,
            .amounts = view(amounts),
            .enough = enough,
            .sizes = {},
            .ids = ids,
            .direction = direction_of(direction),
            .hierarchy = hierarchy};
        for (const double size : sizes) options.sizes.push_back(core::Minutes{size});
        const auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return access::catchment_sizes(graph, origins.rows, facilities.rows, options);
        });
        std::vector<double> minutes;
        for (const core::Minutes size : result.minutes) minutes.push_back(size.value);
        return py::make_tuple(to_numpy(std::move(minutes)), python::to_python(result.findings));
      },
      py::arg("graph"), py::arg("hierarchy"), py::arg("origins"), py::arg("facilities"),
      py::arg("facilities_grow"), py::arg("amounts"), py::arg("enough"), py::arg("sizes"),
      py::arg("ids"), py::arg("direction"), py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
