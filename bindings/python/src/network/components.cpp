#include "sozialraum/network/components.hpp"

#include "core/array.hpp"
#include "network/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_components(py::module_& m) {
  m.def(
      "components",
      [](const network::RoadGraph& graph, bool strong) {
        network::Components parts;
        {
          const py::gil_scoped_release release;
          parts = network::components(
              graph, strong ? network::Connection::kStrong : network::Connection::kWeak);
        }
        return py::make_tuple(to_numpy(std::move(parts.number)), to_numpy(std::move(parts.sizes)));
      },
      py::arg("graph"), py::arg("strong"));
}

}  // namespace sozialraum::python
