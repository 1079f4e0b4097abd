#include "typology/region_graph.hpp"

#include "core/area_code.hpp"
#include "core/finding.hpp"
#include "typology/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

typology::RegionGraph region_graph(const std::vector<std::string>& codes, const AreaRows& one,
                                   const AreaRows& other, const Numbers& cost) {
  if (one.size() != other.size() || one.size() != cost.size()) {
    core::invalid_argument("links", "has ends and costs of different number");
  }
  std::vector<typology::RegionLink> links;
  links.reserve(static_cast<std::size_t>(one.size()));
  for (py::ssize_t i = 0; i < one.size(); ++i) {
    links.push_back({static_cast<std::uint32_t>(one.data()[i]),
                     static_cast<std::uint32_t>(other.data()[i]), cost.data()[i]});
  }
  return {area_codes(codes, core::CodeKind::kCustom), links};
}

void bind_region_graph(py::module_& m) {
  py::class_<typology::RegionGraph>(m, "RegionGraph")
      .def(py::init(&region_graph), py::arg("codes"), py::arg("one"), py::arg("other"),
           py::arg("cost"))
      .def("components",
           [](const typology::RegionGraph& graph) {
             const std::vector<std::uint32_t> part = graph.components();
             std::vector<std::uint32_t> by_row(part.size());
             for (std::size_t r = 0; r < part.size(); ++r) {
               by_row[graph.area_of_rank()[r]] = part[r];
             }
             return array(by_row);
           })
      .def("findings",
           [](const typology::RegionGraph& graph) { return to_python(graph.findings()); });
}

}  // namespace sozialraum::python
