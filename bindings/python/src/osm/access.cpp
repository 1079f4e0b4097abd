#include "sozialraum/osm/access.hpp"

#include <pybind11/stl.h>

#include "osm/bind.hpp"
#include "osm/tags.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using TagDict = std::map<std::string, std::string>;

const char* access_name(osm::Access access) {
  switch (access) {
    case osm::Access::kYes:
      return "yes";
    case osm::Access::kThroughRestricted:
      return "ends_only";
    case osm::Access::kNo:
      break;
  }
  return "no";
}

py::dict way_access(const TagDict& tags, const std::string& mode) {
  const DictTags list(tags);
  const osm::WayAccess access = osm::way_access(list.view(), osm::parse_mode(mode));
  py::dict result;
  result["forward"] = access_name(access.forward);
  result["backward"] = access_name(access.backward);
  result["pushed"] = access.pushed;
  result["ferry"] = access.ferry;
  result["roundabout"] = access.roundabout;
  result["reason"] = std::string(osm::name(access.reason));
  return result;
}

py::dict node_effect(const TagDict& tags, const std::string& mode) {
  const DictTags list(tags);
  const osm::NodeEffect effect = osm::node_effect(list.view(), osm::parse_mode(mode));
  using Delay = osm::NodeEffect::Delay;
  py::dict result;
  result["closed"] = effect.closed;
  result["ends_only"] = effect.ends_only;
  result["delay"] = effect.delay == Delay::kBarrier   ? "barrier"
                    : effect.delay == Delay::kSignals ? "signals"
                                                      : "";
  return result;
}

}  // namespace

void bind_access(py::module_& m) {
  m.def("way_access", &way_access, py::arg("tags"), py::arg("mode"));
  m.def("node_effect", &node_effect, py::arg("tags"), py::arg("mode"));
}

}  // namespace sozialraum::python
