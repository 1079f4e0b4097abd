#include "sozialraum/typology/stability.hpp"

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/clustering.hpp"
#include "typology/points.hpp"

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
         const Numbers& standard_errors, const std::optional<Numbers>& people, std::size_t draws,
         std::size_t starts, double weight_shape, bool bootstrap, bool other_counts,
         std::uint64_t seed, unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        const auto clustering = with_centres(types, centres);
        const auto errors = span(standard_errors);
        typology::StabilityOptions options{
            .draws = draws,
            .starts = starts,
            .weight_shape = weight_shape,
            .bootstrap = bootstrap,
            .other_counts = other_counts,
            .people = people ? span(*people) : std::span<const double>{},
            .seed = seed};
        return figures(interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return typology::stability(view, clustering, errors, options);
        }));
      },
      py::arg("points"), py::arg("types"), py::arg("centres"), py::arg("standard_errors"),
      py::arg("people"), py::arg("draws"), py::arg("starts"), py::arg("weight_shape"),
      py::arg("bootstrap"), py::arg("other_counts"), py::arg("seed"), py::arg("threads"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
