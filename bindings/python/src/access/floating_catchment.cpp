#include "sozialraum/access/floating_catchment.hpp"

#include <pybind11/stl.h>

#include "access/bind.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "network/snaps.hpp"
#include "reach/names.hpp"

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

py::tuple as_tuple(access::FloatingCatchment&& result) {
  return py::make_tuple(to_numpy(std::move(result.access)), to_numpy(std::move(result.ratio)),
                        python::to_python(result.findings));
}

}  // namespace

void bind_floating_catchment(py::module_& m) {
  m.def(
      "floating_catchment",
      [](const reach::TravelTimes& times, const FloatArray& population, const FloatArray& supply,
         const std::string& method, const access::Decay& decay,
         const std::vector<std::string>& facility_ids) {
        access::FloatingCatchment result;
        const access::FloatingCatchmentOptions options{
            .method = method_of(method), .decay = decay, .facility_ids = facility_ids};
        {
          const auto people = view(population);
          const auto places = view(supply);
          const py::gil_scoped_release release;
          result = access::floating_catchment(times, people, places, options);
        }
        return as_tuple(std::move(result));
      },
      py::arg("times"), py::arg("population"), py::arg("supply"), py::arg("method"),
      py::arg("decay"), py::arg("facility_ids"));
  m.def(
      "floating_catchment_on_roads",
      [](const network::RoadGraph& graph, const network::Hierarchy* hierarchy, const Snaps& origins,
         const Snaps& facilities, const FloatArray& population, const FloatArray& supply,
         const std::string& method, const access::Decay& decay, const FloatArray& facility_minutes,
         const FloatArray& origin_minutes, double population_exponent,
         const std::vector<std::string>& facility_ids, const std::string& direction, double limit,
         unsigned threads, const py::object& progress) {
        const auto served = minutes_of_places(facility_minutes);
        const auto looked = minutes_of_places(origin_minutes);
        access::FloatingCatchmentOptions options{.method = method_of(method),
                                                 .decay = decay,
                                                 .facility_ids = facility_ids,
                                                 .facility_minutes = served,
                                                 .origin_minutes = looked,
                                                 .population_exponent = population_exponent,
                                                 .travel = {.direction = direction_of(direction),
                                                            .limit = core::Minutes{limit},
                                                            .hierarchy = hierarchy}};
        return as_tuple(interruptible(progress, threads, [&](const core::Execution& execution) {
          options.travel.execution = execution;
          return access::floating_catchment(graph, {origins.rows, view(population)},
                                            {facilities.rows, view(supply)}, options);
        }));
      },
      py::arg("graph"), py::arg("hierarchy"), py::arg("origins"), py::arg("facilities"),
      py::arg("population"), py::arg("supply"), py::arg("method"), py::arg("decay"),
      py::arg("facility_minutes"), py::arg("origin_minutes"), py::arg("population_exponent"),
      py::arg("facility_ids"), py::arg("direction"), py::arg("limit"), py::arg("threads"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
