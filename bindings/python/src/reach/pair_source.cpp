#include "sozialraum/reach/pair_source.hpp"

#include <pybind11/stl.h>

#include <algorithm>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "network/arrays.hpp"
#include "reach/bind.hpp"
#include "reach/names.hpp"
#include "reach/pairs.hpp"
#include "sozialraum/reach/place_findings.hpp"
#include "sozialraum/reach/ready_times.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using Names = std::pair<std::vector<std::string>, std::vector<std::string>>;

/// Numbers of places as the core counts them; what is no number of a place becomes one too many.
std::vector<std::uint32_t> numbers_of(const IntArray& rows) {
  std::vector<std::uint32_t> numbers;
  for (py::ssize_t i = 0; i < rows.size(); ++i) {
    numbers.push_back(static_cast<std::uint32_t>(std::clamp<std::int64_t>(
        rows.at(i) < 0 ? std::int64_t{0xffffffff} : rows.at(i), 0, 0xffffffff)));
  }
  return numbers;
}

/// A question about a ready table; `tell` makes its times.
template <class Tell>
Pairs of_table(Names names, double limit, Tell tell) {
  Pairs pairs;
  pairs.origin_names = std::move(names.first);
  pairs.facility_names = std::move(names.second);
  pairs.limit = limit;
  pairs.progress = py::none();
  const reach::TablePlaces places{.origins = pairs.origin_names.size(),
                                  .facilities = pairs.facility_names.size(),
                                  .origin_names = pairs.origin_names,
                                  .facility_names = pairs.facility_names};
  const py::gil_scoped_release release;
  pairs.table = tell(places);
  return pairs;
}

}  // namespace

void bind_pair_source(py::module_& m) {
  m.def(
      "place_findings",
      [](const Snaps& origins, const Snaps& facilities, const Names& names) {
        return to_python(reach::place_findings({.origins = origins.rows,
                                                .facilities = facilities.rows,
                                                .origin_names = names.first,
                                                .facility_names = names.second}));
      },
      py::arg("origins"), py::arg("facilities"), py::arg("names"));
  py::class_<Pairs>(m, "Pairs")
      .def_static(
          "on_roads",
          [](const py::tuple& pair, Names names, const std::string& direction, double limit,
             unsigned threads, const py::object& progress) {
            return Pairs{.roads = pair[0].cast<const network::RoadGraph*>(),
                         .hierarchy = pair[1].cast<const network::Hierarchy*>(),
                         .origins = pair[2].cast<const Snaps*>(),
                         .facilities = pair[3].cast<const Snaps*>(),
                         .direction = direction_of(direction),
                         .origin_names = std::move(names.first),
                         .facility_names = std::move(names.second),
                         .limit = limit,
                         .threads = threads,
                         .progress = progress,
                         .kept = pair};
          },
          py::arg("pair"), py::arg("names"), py::arg("direction"), py::arg("limit"),
          py::arg("threads"), py::arg("progress"))
      .def_static(
          "of_columns",
          [](const IntArray& origin, const IntArray& facility, const FloatArray& minutes,
             Names names, double limit) {
            const auto origins = numbers_of(origin);
            const auto facilities = numbers_of(facility);
            const auto times = view(minutes);
            return of_table(std::move(names), limit, [&](const reach::TablePlaces& places) {
              return reach::times_of_columns(
                  {.origin = origins, .facility = facilities, .minutes = times}, places);
            });
          },
          py::arg("origin"), py::arg("facility"), py::arg("minutes"), py::arg("names"),
          py::arg("limit"))
      .def_static(
          "of_matrix",
          [](const FloatArray& minutes, Names names, double limit) {
            const auto times = view(minutes);
            return of_table(std::move(names), limit, [&](const reach::TablePlaces& places) {
              return reach::times_of_matrix(times, places);
            });
          },
          py::arg("minutes"), py::arg("names"), py::arg("limit"));
}

}  // namespace sozialraum::python
