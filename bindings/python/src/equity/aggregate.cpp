#include "sozialraum/equity/aggregate.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "equity/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using Numbers = py::array_t<std::uint32_t, py::array::c_style | py::array::forcecast>;
using Standings = py::array_t<std::uint8_t, py::array::c_style | py::array::forcecast>;

std::vector<core::AreaId> areas_of(const Numbers& numbers) {
  std::vector<core::AreaId> areas;
  for (py::ssize_t i = 0; i < numbers.size(); ++i) areas.push_back(core::AreaId{numbers.at(i)});
  return areas;
}

/// 0 = reached, 1 = out of reach, 2 = not known: the names of the face.
std::vector<core::Standing> standings_of(const Standings& numbers) {
  std::vector<core::Standing> standings;
  for (py::ssize_t i = 0; i < numbers.size(); ++i) {
    standings.push_back(numbers.at(i) == 0   ? core::Standing::kOnNetwork
                        : numbers.at(i) == 1 ? core::Standing::kBeyondLimit
                                             : core::Standing::kUnknown);
  }
  return standings;
}

int number_of(core::Standing standing) {
  if (core::is_reached(standing)) return 0;
  return core::is_out_of_reach(standing) ? 1 : 2;
}

/// Figures of an area in the order of the columns of the face, then four a limit.
py::tuple to_python(const equity::AreaMinutes& area) {
  std::vector<std::vector<double>> coverage;
  for (const equity::Coverage& c : area.coverage) {
    coverage.push_back({c.within, c.beyond, c.unknown, c.share});
  }
  return py::make_tuple(area.people_reached, area.people_unreachable, area.people_unknown,
                        area.mean, number_of(area.mean_standing), area.median,
                        number_of(area.median_standing), coverage);
}

py::list to_python(const std::vector<equity::Outside>& outside) {
  py::list rows;
  for (const equity::Outside& row : outside) {
    rows.append(py::make_tuple(row.limit, core::index(row.area), row.cell, row.people, row.minutes,
                               number_of(row.standing)));
  }
  return rows;
}

}  // namespace

void bind_aggregate(py::module_& m) {
  m.def(
      "aggregate",
      [](const Numbers& area, const FloatArray& people, const FloatArray& minutes,
         const Standings& access, std::size_t areas, const std::vector<double>& limits) {
        const std::vector<core::AreaId> where = areas_of(area);
        const std::vector<core::Standing> how = standings_of(access);
        equity::AggregateOptions options{.areas = areas};
        for (const double limit : limits) options.limits.push_back(core::Minutes{limit});
        const equity::Cells cells{
            .area = where, .people = view(people), .minutes = view(minutes), .standing = how};
        equity::Aggregate result;
        {
          const py::gil_scoped_release release;
          result = equity::aggregate(cells, options);
        }
        py::list rows;
        for (const equity::AreaMinutes& row : result.areas) rows.append(to_python(row));
        return py::make_tuple(rows, to_python(result.all), to_python(result.outside),
                              to_python(result.findings));
      },
      py::arg("area"), py::arg("people"), py::arg("minutes"), py::arg("access"), py::arg("areas"),
      py::arg("limits"));
}

}  // namespace sozialraum::python
