#include "sozialraum/typology/transitions.hpp"

#include "sozialraum/typology/matching.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_transitions(py::module_& m) {
  m.def(
      "transitions",
      [](const TypeNumbers& before, const TypeNumbers& after, std::size_t types, double level,
         bool ordered) {
        const auto found = typology::transitions(span(before), span(after), types,
                                                 {.level = level, .ordered = ordered});
        py::dict result;
        result["areas"] = matrix(found.areas, types);
        result["share"] = matrix(found.share, types);
        result["lower"] = matrix(found.lower, types);
        result["upper"] = matrix(found.upper, types);
        result["stay"] = py::make_tuple(found.stay, found.stay_lower, found.stay_upper);
        result["kappa"] = found.kappa;
        result["quadratic_kappa"] = found.quadratic_kappa;
        result["adjusted_rand"] = found.adjusted_rand;
        return result;
      },
      py::arg("before"), py::arg("after"), py::arg("types"), py::arg("level"), py::arg("ordered"));
  m.def(
      "numbered_as",
      [](const TypeNumbers& first, const TypeNumbers& second, std::size_t types,
         const std::vector<double>& people) {
        return array(typology::numbered_as(span(first), span(second), types, people));
      },
      py::arg("first"), py::arg("second"), py::arg("types"), py::arg("people"));
}

}  // namespace sozialraum::python
