#include "sozialraum/composite/mazziotta_pareto.hpp"

#include <pybind11/stl.h>

#include <optional>
#include <utility>

#include "composite/bind.hpp"
#include "core/array.hpp"
#include "core/finding.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using Posts = std::optional<std::pair<double, double>>;
using ScaledColumns = std::vector<std::tuple<std::string, FloatArray, int, Posts, StateArray>>;

composite::Polarity polarity_of(const std::string& name) {
  if (name == "bad") return composite::Polarity::kBad;
  if (name == "good") return composite::Polarity::kGood;
  const std::vector<std::string> names{"bad", "good"};
  core::unknown_name("polarity", name, names, {.argument = "polarity"});
}

}  // namespace

void bind_mazziotta_pareto(py::module_& m) {
  m.def(
      "mazziotta_pareto",
      [](const ScaledColumns& columns, const std::string& polarity,
         const std::vector<std::string>& areas) {
        std::vector<composite::Pillar> pillars;
        for (const auto& [name, values, direction, posts, states] : columns) {
          composite::Pillar pillar{
              .name = name, .values = cells(values, states), .direction = direction};
          if (posts) pillar.goalposts = composite::Goalposts{posts->first, posts->second};
          pillars.push_back(std::move(pillar));
        }
        auto result = composite::mazziotta_pareto(
            pillars, {.polarity = polarity_of(polarity), .areas = areas});
        return py::make_tuple(to_numpy(std::move(result.values)), to_numpy(result.states),
                              to_python(result.findings));
      },
      py::arg("columns"), py::arg("polarity"), py::arg("areas"));
}

}  // namespace sozialraum::python
