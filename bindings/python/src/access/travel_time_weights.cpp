#include "sozialraum/access/travel_time_weights.hpp"

#include <pybind11/stl.h>

#include "access/bind.hpp"
#include "core/area_code.hpp"
#include "reach/pairs.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

access::BothWays both_ways_of(const std::string& name) {
  if (name == "mean") return access::BothWays::kMean;
  if (name == "faster") return access::BothWays::kFaster;
  if (name == "slower") return access::BothWays::kSlower;
  if (name == "there") return access::BothWays::kThere;
  const std::vector<std::string> names{"mean", "faster", "slower", "there"};
  core::unknown_name("both_ways", name, names, {.argument = "both_ways"});
}

}  // namespace

void bind_travel_time_weights(py::module_& m) {
  m.def(
      "travel_time_weights",
      [](const Pairs& pairs, const std::vector<std::string>& texts, double limit,
         std::size_t nearest, const std::optional<access::Decay>& decay,
         const std::string& both_ways) {
        const auto codes = area_codes(texts, core::CodeKind::kCustom);
        access::TravelTimeWeightsOptions options{.limit = core::Minutes{limit},
                                                 .nearest = nearest,
                                                 .both_ways = both_ways_of(both_ways)};
        if (decay) options.decay = *decay;
        return pairs.ask([&](const reach::PairSource& source) {
          return access::travel_time_weights(source, codes, options);
        });
      },
      py::arg("pairs"), py::arg("codes"), py::arg("limit"), py::arg("nearest"), py::arg("decay"),
      py::arg("both_ways"));
}

}  // namespace sozialraum::python
