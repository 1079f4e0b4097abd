#include "typology/points.hpp"

#include "core/area_code.hpp"
#include "typology/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

PyPoints::PyPoints(const std::vector<std::string>& area_codes, Numbers area_values,
                   std::vector<std::string> names, std::optional<Numbers> area_weights)
    : codes(python::area_codes(area_codes, core::CodeKind::kCustom)),
      values(std::move(area_values)),
      indicators(std::move(names)),
      weights(std::move(area_weights)) {}

typology::Points PyPoints::view() const {
  return {.codes = codes,
          .values = span(values),
          .indicators = indicators,
          .weights = weights ? span(*weights) : std::span<const double>{}};
}

void bind_points(py::module_& m) {
  py::class_<PyPoints>(m, "Points")
      .def(py::init<const std::vector<std::string>&, Numbers, std::vector<std::string>,
                    std::optional<Numbers>>(),
           py::arg("codes"), py::arg("values"), py::arg("indicators"), py::arg("weights"));
}

}  // namespace sozialraum::python
