#include "sozialraum/typology/clustergram.hpp"

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_clustergram(py::module_& m) {
  m.def(
      "clustergram",
      [](const PyPoints& points, const std::vector<std::size_t>& types, std::size_t starts,
         std::uint64_t seed, unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        const auto found = interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::clustergram(view, types,
                                       {.starts = starts, .seed = seed, .execution = execution});
        });
        py::list nodes;
        for (const typology::ClustergramNode& node : found.nodes) {
          nodes.append(
              py::make_tuple(node.types, node.type, node.position, node.areas, node.weight));
        }
        py::list flows;
        for (const typology::ClustergramFlow& flow : found.flows) {
          flows.append(py::make_tuple(flow.types, flow.next_types, flow.from, flow.to, flow.areas,
                                      flow.weight));
        }
        py::dict told;
        told["axis"] = array(found.axis);
        told["explained"] = found.explained;
        told["nodes"] = nodes;
        told["flows"] = flows;
        told["findings"] = to_python(found.findings);
        return told;
      },
      py::arg("points"), py::arg("types"), py::arg("starts"), py::arg("seed"), py::arg("threads"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
