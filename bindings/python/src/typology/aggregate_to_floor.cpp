#include "sozialraum/typology/aggregate_to_floor.hpp"

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/region_graph.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using FloorColumn = std::tuple<std::string, Numbers, double>;

py::list units_of(const typology::FloorUnits& found) {
  py::list units;
  for (const typology::FloorUnit& unit : found.units) {
    py::list merges;
    for (const typology::FloorMerge& merge : unit.merges) {
      merges.append(py::make_tuple(merge.needy, merge.other, merge.cost, merge.floor, merge.count));
    }
    units.append(py::make_tuple(unit.members, unit.sums, unit.carries, unit.cost, merges));
  }
  return units;
}

py::dict to_python(const typology::FloorUnits& found) {
  std::vector<std::string> reasons;
  for (const typology::FloorReason reason : found.reasons) {
    reasons.emplace_back(typology::name(reason));
  }
  py::dict result;
  result["unit"] = array(found.unit);
  result["reasons"] = reasons;
  result["units"] = units_of(found);
  result["cost"] = found.cost;
  result["most_units"] = found.most_units;
  result["proven"] = found.proven;
  result["findings"] = python::to_python(found.findings);
  return result;
}

}  // namespace

void bind_aggregate_to_floor(py::module_& m) {
  m.def(
      "aggregate_to_floor",
      [](const typology::RegionGraph& graph, const std::vector<FloorColumn>& columns,
         std::uint64_t exact_steps, const py::object& progress) {
        std::vector<typology::Floor> floors;
        for (const auto& [name, counts, least] : columns) {
          floors.push_back({name, span(counts), least});
        }
        const auto found = interruptible(progress, 1, [&](const core::Execution& execution) {
          return typology::aggregate_to_floor(graph, floors,
                                              {.exact_steps = exact_steps, .execution = execution});
        });
        return to_python(found);
      },
      py::arg("graph"), py::arg("floors"), py::arg("exact_steps"), py::arg("progress"));
}

}  // namespace sozialraum::python
