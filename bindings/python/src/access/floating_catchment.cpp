#include "sozialraum/access/floating_catchment.hpp"

#include <pybind11/stl.h>

#include "access/bind.hpp"
#include "core/array.hpp"
#include "core/finding.hpp"
#include "reach/pairs.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

access::CatchmentMethod method_of(const std::string& name) {
  if (name == "2SFCA" || name == "E2SFCA") return access::CatchmentMethod::kTwoStep;
  if (name == "M2SFCA") return access::CatchmentMethod::kModified;
  if (name == "3SFCA") return access::CatchmentMethod::kThreeStep;
  if (name == "BFCA") return access::CatchmentMethod::kBalanced;
  if (name == "availability") return access::CatchmentMethod::kAvailability;
  const std::vector<std::string> names{"2SFCA", "E2SFCA", "M2SFCA",
                                       "3SFCA", "BFCA",   "availability"};
  core::unknown_name("method", name, names, {.argument = "method"});
}

std::vector<core::Minutes> minutes_of_places(const FloatArray& minutes) {
  std::vector<core::Minutes> result;
  for (const double m : view(minutes)) result.push_back(core::Minutes{m});
  return result;
}

}  // namespace

void bind_floating_catchment(py::module_& m) {
  m.def(
      "floating_catchment",
      [](const Pairs& pairs, const FloatArray& population, const FloatArray& supply,
         const std::string& method, const access::Decay& decay, const FloatArray& facility_minutes,
         const FloatArray& origin_minutes, double population_exponent) {
        const auto served = minutes_of_places(facility_minutes);
        const auto looked = minutes_of_places(origin_minutes);
        const access::FloatingCatchmentOptions options{.method = method_of(method),
                                                       .decay = decay,
                                                       .facility_minutes = served,
                                                       .origin_minutes = looked,
                                                       .population_exponent = population_exponent};
        access::FloatingCatchment result = pairs.ask([&](const reach::PairSource& source) {
          return access::floating_catchment(source, view(population), view(supply), options);
        });
        return py::make_tuple(to_numpy(std::move(result.access)), to_numpy(std::move(result.ratio)),
                              to_python(result.findings));
      },
      py::arg("pairs"), py::arg("population"), py::arg("supply"), py::arg("method"),
      py::arg("decay"), py::arg("facility_minutes"), py::arg("origin_minutes"),
      py::arg("population_exponent"));
}

}  // namespace sozialraum::python
