#include "sozialraum/typology/explain.hpp"

#include "core/finding.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_explain(py::module_& m) {
  m.def(
      "explain_types",
      [](const PyPoints& points, const TypeNumbers& types, std::size_t count, std::size_t depth,
         std::size_t least_areas) {
        const auto found = typology::explain_types(points.view(), span(types), count,
                                                   {.depth = depth, .least_areas = least_areas});
        py::list nodes;
        for (const typology::RuleNode& node : found.nodes) {
          nodes.append(py::make_tuple(node.question, node.column, node.limit, node.yes, node.no,
                                      node.type, node.areas, node.right));
        }
        py::dict result;
        result["nodes"] = nodes;
        result["types"] = array(found.types);
        result["ends"] = array(found.ends);
        result["agreement"] = found.agreement;
        result["of_type"] = array(found.of_type);
        result["findings"] = to_python(found.findings);
        return result;
      },
      py::arg("points"), py::arg("types"), py::arg("count"), py::arg("depth"),
      py::arg("least_areas"));
}

}  // namespace sozialraum::python
