#include "sozialraum/osm/maxspeed.hpp"

#include <pybind11/stl.h>

#include "osm/bind.hpp"
#include "osm/tags.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

const char* settlement_name(osm::Settlement settlement) {
  switch (settlement) {
    case osm::Settlement::kBuiltUp:
      return "built_up";
    case osm::Settlement::kRural:
      return "rural";
    case osm::Settlement::kUnknown:
      break;
  }
  return "";
}

py::dict speed_limits(const std::map<std::string, std::string>& tags) {
  const DictTags list(tags);
  const osm::SpeedLimits limits = osm::speed_limits(list.view());
  py::dict result;
  result["forward"] = limits.forward;
  result["backward"] = limits.backward;
  result["settlement"] = settlement_name(limits.settlement);
  result["unreadable"] = limits.unreadable;
  return result;
}

}  // namespace

void bind_maxspeed(py::module_& m) { m.def("speed_limits", &speed_limits, py::arg("tags")); }

}  // namespace sozialraum::python
