#include "sozialraum/composite/analytic_hierarchy.hpp"

#include "composite/bind.hpp"
#include "core/array.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_analytic_hierarchy(py::module_& m) {
  m.def(
      "analytic_hierarchy",
      [](const FloatArray& judgements, std::size_t n) {
        auto result = composite::analytic_hierarchy(view(judgements), n);
        return py::make_tuple(to_numpy(std::move(result.weights)), result.largest_eigenvalue,
                              result.consistency_index, result.consistency_ratio);
      },
      py::arg("judgements"), py::arg("n"));
}

}  // namespace sozialraum::python
