#include "sozialraum/typology/region_shape.hpp"

#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_region_shape(py::module_& m) {
  m.def(
      "region_shape",
      [](const typology::RegionGraph& graph, const TypeNumbers& regions, std::size_t count) {
        const typology::RegionShape shape = typology::region_shape(graph, span(regions), count);
        py::dict told;
        told["sizes"] = array(shape.sizes);
        told["inside"] = array(shape.inside);
        told["pieces"] = array(shape.pieces);
        told["cut_links"] = shape.cut_links;
        told["entropy"] = shape.entropy;
        told["relative_entropy"] = shape.relative_entropy;
        told["simpson"] = shape.simpson;
        return told;
      },
      py::arg("graph"), py::arg("regions"), py::arg("count"));
}

}  // namespace sozialraum::python
