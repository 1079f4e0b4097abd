#include "sozialraum/typology/membership.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

/// The types and centres alone: all that distances to centres need.
typology::Clustering with_centres(const TypeNumbers& types, const Numbers& centres) {
  const auto count = static_cast<std::size_t>(centres.shape(0));
  const auto areas = span(types);
  const auto values = span(centres);
  return {.types = {areas.begin(), areas.end()},
          .columns = count == 0 ? 0 : values.size() / count,
          .centres = {values.begin(), values.end()},
          .sizes = std::vector<std::size_t>(count),
          .weights = std::vector<double>(count)};
}

}  // namespace

void bind_membership(py::module_& m) {
  m.def(
      "second_best",
      [](const PyPoints& points, const TypeNumbers& types, const Numbers& centres) {
        const auto best = typology::second_best(points.view(), with_centres(types, centres));
        return py::make_tuple(array(best.second), array(best.distance), array(best.second_distance),
                              array(best.margin));
      },
      py::arg("points"), py::arg("types"), py::arg("centres"));
  m.def(
      "membership",
      [](const PyPoints& points, const TypeNumbers& types, const Numbers& centres,
         const Numbers& standard_errors, std::size_t draws, std::uint64_t seed, unsigned threads,
         const py::object& progress) {
        const typology::Points view = points.view();
        const auto clustering = with_centres(types, centres);
        const auto errors = span(standard_errors);
        const auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::membership(view, clustering, errors,
                                      {.draws = draws, .seed = seed, .execution = execution});
        });
        return py::make_tuple(matrix(result.probability, result.types), array(result.certainty));
      },
      py::arg("points"), py::arg("types"), py::arg("centres"), py::arg("standard_errors"),
      py::arg("draws"), py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
