#include "sozialraum/network/reweight.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "network/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

using network::ClassFactor;

void bind_reweight(py::module_& m) {
  m.def(
      "reweighted",
      [](const network::RoadGraph& graph,
         const std::vector<std::tuple<std::string, std::optional<bool>, double>>& classes,
         const FloatArray& edges, bool allow_closing) {
        std::vector<ClassFactor> factors;
        for (const auto& [name, built_up, factor] : classes) {
          factors.push_back({.way_class = name, .built_up = built_up, .factor = factor});
        }
        const py::gil_scoped_release release;
        return network::reweighted(graph,
                                   {.classes = factors,
                                    .edges = {edges.data(), static_cast<std::size_t>(edges.size())},
                                    .allow_closing = allow_closing});
      },
      py::arg("graph"), py::arg("classes"), py::arg("edges"), py::arg("allow_closing"));
}

}  // namespace sozialraum::python
