#include "sozialraum/typology/stability.hpp"

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/clustering.hpp"
#include "typology/points.hpp"
#include "typology/refit.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

template <class Kind>
std::vector<std::string> named(const std::vector<Kind>& kinds) {
  std::vector<std::string> names;
  for (const Kind kind : kinds) names.emplace_back(typology::name(kind));
  return names;
}

py::dict figures(const typology::Stability& found) {
  py::dict result;
  result["assignment"] = array(found.assignment);
  result["refit"] = array(found.refit);
  result["search"] = array(found.search);
  result["choices"] = array(found.choices);
  result["together"] = array(found.together);
  result["certainty"] = array(found.certainty);
  result["strictest"] = named(found.strictest);
  result["recurrence"] = array(found.recurrence);
  result["search_recurrence"] = array(found.search_recurrence);
  result["reading"] = named(found.reading);
  result["lost"] = array(found.lost);
  result["findings"] = to_python(found.findings);
  return result;
}

}  // namespace

void bind_stability(py::module_& m) {
  m.def(
      "stability",
      [](const PyPoints& points, const TypeNumbers& types, const Numbers& centres,
         const std::optional<Numbers>& standard_errors, const py::dict& asked,
         const std::optional<PyRefit>& refit, const std::optional<Numbers>& drawn,
         const std::vector<Numbers>& otherwise, unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        const auto clustering = with_centres(types, centres);
        const auto people = asked["people"].cast<std::optional<Numbers>>();
        const auto around = asked["around"].cast<std::optional<Numbers>>();
        const auto assignment = asked["assignment"].cast<std::optional<Numbers>>();
        typology::StabilityOptions options{.draws = asked["draws"].cast<std::size_t>(),
                                           .starts = asked["starts"].cast<std::size_t>(),
                                           .weight_shape = asked["weight_shape"].cast<double>(),
                                           .bootstrap = asked["bootstrap"].cast<bool>(),
                                           .other_counts = asked["other_counts"].cast<bool>(),
                                           .people = span(people),
                                           .refit = refit ? refit->again : typology::Refit{},
                                           .drawn = drawn_of(drawn),
                                           .around = span(around),
                                           .assignment = span(assignment),
                                           .seed = asked["seed"].cast<std::uint64_t>()};
        for (const Numbers& table : otherwise) options.otherwise.push_back(span(table));
        return figures(interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return typology::stability(view, clustering, span(standard_errors), options);
        }));
      },
      py::arg("points"), py::arg("types"), py::arg("centres"), py::arg("standard_errors"),
      py::arg("asked"), py::arg("refit"), py::arg("drawn"), py::arg("otherwise"),
      py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
