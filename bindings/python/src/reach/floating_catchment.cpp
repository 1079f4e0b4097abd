#include "sozialraum/reach/floating_catchment.hpp"

#include <pybind11/stl.h>

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "network/snaps.hpp"
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
  if (name == "availability") return reach::CatchmentMethod::kAvailability;
  const std::vector<std::string> names{"2SFCA", "E2SFCA", "M2SFCA",
                                       "3SFCA", "BFCA",   "availability"};
  core::unknown_name("method", name, names, {.argument = "method"});
}

std::vector<network::Minutes> minutes_of_places(const FloatArray& minutes) {
  std::vector<network::Minutes> result;
  for (const double m : view(minutes)) result.push_back(network::Minutes{m});
  return result;
}

py::tuple as_tuple(reach::FloatingCatchment&& result) {
  return py::make_tuple(to_numpy(std::move(result.access)), to_numpy(std::move(result.ratio)),
                        python::to_python(result.findings));
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
        return as_tuple(std::move(result));
      },
      py::arg("times"), py::arg("population"), py::arg("supply"), py::arg("method"),
      py::arg("decay"), py::arg("facility_ids"));
  m.def(
      "floating_catchment_on_roads",
      [](const network::RoadGraph& graph, const network::Hierarchy* hierarchy, const Snaps& origins,
         const Snaps& facilities, const FloatArray& population, const FloatArray& supply,
         const std::string& method, const reach::Decay& decay, const FloatArray& facility_minutes,
         const FloatArray& origin_minutes, double population_exponent,
         const std::vector<std::string>& facility_ids, const std::string& direction, double limit,
         unsigned threads, const py::object& progress) {
        const auto served = minutes_of_places(facility_minutes);
        const auto looked = minutes_of_places(origin_minutes);
        reach::FloatingCatchmentOptions options{.method = method_of(method),
                                                .decay = decay,
                                                .facility_ids = facility_ids,
                                                .facility_minutes = served,
                                                .origin_minutes = looked,
                                                .population_exponent = population_exponent,
                                                .travel = {.direction = direction_of(direction),
                                                           .limit = network::Minutes{limit},
                                                           .hierarchy = hierarchy}};
        return as_tuple(interruptible(progress, threads, [&](const core::Execution& execution) {
          options.travel.execution = execution;
          return reach::floating_catchment(graph, {origins.rows, view(population)},
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
