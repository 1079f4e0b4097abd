#include "sozialraum/spatial/crosswalk.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "spatial/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using Passages = std::vector<std::tuple<std::string, std::string, double>>;

spatial::Crosswalk crosswalk_of(const Passages& told, const std::string& version) {
  std::vector<spatial::Passage> passages;
  for (const auto& [from, to, weight] : told) passages.push_back({from, to, weight});
  return {std::move(passages), version};
}

py::tuple to_python(spatial::Carried&& carried) {
  return py::make_tuple(to_numpy(std::move(carried.value)), to_numpy(carried.states),
                        python::to_python(carried.findings));
}

std::vector<std::string> names(std::span<const std::string> given) {
  return {given.begin(), given.end()};
}

}  // namespace

void bind_crosswalk(py::module_& m) {
  py::class_<spatial::Crosswalk>(m, "Crosswalk")
      .def(py::init(&crosswalk_of), py::arg("passages"), py::arg("version"))
      .def_property_readonly("old_areas",
                             [](const spatial::Crosswalk& self) { return names(self.from()); })
      .def_property_readonly("new_areas",
                             [](const spatial::Crosswalk& self) { return names(self.to()); })
      .def_property_readonly("version",
                             [](const spatial::Crosswalk& self) { return self.version(); })
      .def("passages",
           [](const spatial::Crosswalk& self) {
             Passages passages;
             for (const auto& one : self.passages()) {
               passages.emplace_back(one.from, one.to, one.weight);
             }
             return passages;
           })
      .def("breaks", [](const spatial::Crosswalk& self) { return to_numpy(self.breaks()); })
      .def("then", &spatial::Crosswalk::then, py::arg("later"))
      .def(
          "carry_counts",
          [](const spatial::Crosswalk& self, const FloatArray& values, const StateArray& states) {
            return to_python(spatial::carry_counts(self, cells(values, states)));
          },
          py::arg("values"), py::arg("states"))
      .def(
          "carry_means",
          [](const spatial::Crosswalk& self, const FloatArray& values, const StateArray& states,
             const FloatArray& base, const StateArray& base_states) {
            return to_python(
                spatial::carry_means(self, cells(values, states), cells(base, base_states)));
          },
          py::arg("values"), py::arg("states"), py::arg("base"), py::arg("base_states"));
}

}  // namespace sozialraum::python
