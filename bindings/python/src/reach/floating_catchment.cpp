#include "sozialraum/reach/floating_catchment.hpp"

#include <pybind11/stl.h>

#include "core/finding.hpp"
#include "reach/bind.hpp"
#include "reach/names.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

reach::CatchmentMethod method_of(const std::string& name) {
  if (name == "2SFCA" || name == "E2SFCA") return reach::CatchmentMethod::kTwoStep;
  if (name == "M2SFCA") return reach::CatchmentMethod::kModified;
  if (name == "3SFCA") return reach::CatchmentMethod::kThreeStep;
  if (name == "BFCA") return reach::CatchmentMethod::kBalanced;
  const std::vector<std::string> names{"2SFCA", "E2SFCA", "M2SFCA", "3SFCA", "BFCA"};
  core::unknown_name("method", name, names, {.argument = "method"});
}

}  // namespace

void bind_floating_catchment(py::module_& m) {
  m.def(
      "floating_catchment",
      [](const reach::TravelTimes& times, const FloatArray& population, const FloatArray& supply,
         const std::string& method, const reach::Decay& decay,
         const std::vector<std::string>& facility_ids) {
        reach::FloatingCatchment result;
        const reach::FloatingCatchmentOptions options{
            .method = method_of(method), .decay = decay, .facility_ids = facility_ids};
        {
          const auto people = view(population);
          const auto places = view(supply);
          const py::gil_scoped_release release;
          result = reach::floating_catchment(times, people, places, options);
        }
        return py::make_tuple(to_numpy(std::move(result.access)), to_numpy(std::move(result.ratio)),
                              to_python(result.findings));
      },
      py::arg("times"), py::arg("population"), py::arg("supply"), py::arg("method"),
      py::arg("decay"), py::arg("facility_ids"));
}

}  // namespace sozialraum::python
