#include "sozialraum/equity/aggregate.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "equity/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using Numbers = py::array_t<std::uint32_t, py::array::c_style | py::array::forcecast>;
using Access = py::array_t<std::uint8_t, py::array::c_style | py::array::forcecast>;

std::vector<core::AreaId> areas_of(const Numbers& numbers) {
  std::vector<core::AreaId> areas;
  for (py::ssize_t i = 0; i < numbers.size(); ++i) areas.push_back(core::AreaId{numbers.at(i)});
  return areas;
}

std::vector<equity::Access> access_of(const Access& numbers) {
  std::vector<equity::Access> access;
  for (py::ssize_t i = 0; i < numbers.size(); ++i) {
    access.push_back(static_cast<equity::Access>(numbers.at(i)));
  }
  return access;
}

/// Figures of an area in the order of the columns of the face, then four a limit.
py::tuple to_python(const equity::AreaMinutes& area) {
  std::vector<std::vector<double>> coverage;
  for (const equity::Coverage& c : area.coverage) {
    coverage.push_back({c.within, c.beyond, c.unknown, c.share});
  }
  return py::make_tuple(area.people_reached, area.people_unreachable, area.people_unknown,
                        area.mean, static_cast<int>(area.mean_access), area.median,
                        static_cast<int>(area.median_access), coverage);
}

py::list to_python(const std::vector<equity::Outside>& outside) {
  py::list rows;
  for (const equity::Outside& row : outside) {
    rows.append(py::make_tuple(row.limit, core::index(row.area), row.cell, row.people, row.minutes,
                               static_cast<int>(row.access)));
  }
  return rows;
}

}  // namespace

void bind_aggregate(py::module_& m) {
  m.def(
      "aggregate",
      [](const Numbers& area, const FloatArray& people, const FloatArray& minutes,
         const Access& access, std::size_t areas, const std::vector<double>& limits) {
        const std::vector<core::AreaId> where = areas_of(area);
        const std::vector<equity::Access> how = access_of(access);
        equity::AggregateOptions options{.areas = areas};
        for (const double limit : limits) options.limits.push_back(core::Minutes{limit});
        const equity::Cells cells{
            .area = where, .people = view(people), .minutes = view(minutes), .access = how};
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
