#include "sozialraum/typology/certainty.hpp"

#include <limits>

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "sozialraum/typology/claim.hpp"
#include "typology/bind.hpp"
#include "typology/clustering.hpp"
#include "typology/points.hpp"
#include "typology/refit.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::dict figures(const typology::Certainty& certainty) {
  py::dict result;
  result["assignment"] = array(certainty.assignment);
  result["refit"] = array(certainty.refit);
  result["assignment_probability"] = matrix(certainty.assignment_probability, certainty.types);
  result["refit_probability"] = matrix(certainty.refit_probability, certainty.types);
  result["recurrence"] = array(certainty.recurrence);
  result["lost"] = array(certainty.lost);
  result["starts"] = certainty.starts;
  result["findings"] = to_python(certainty.findings);
  return result;
}

}  // namespace

void bind_certainty(py::module_& m) {
  m.def(
      "certainty",
      [](const PyPoints& points, const TypeNumbers& types, const Numbers& centres,
         const std::optional<Numbers>& standard_errors, const std::optional<Numbers>& people,
         bool ward, const std::optional<Numbers>& drawn, std::size_t draws, std::size_t starts,
         double weight_shape, std::uint64_t seed, unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        const auto clustering = with_centres(types, centres);
        const auto errors = span(standard_errors);
        typology::CertaintyOptions options{
            .draws = draws,
            .method = ward ? typology::Method::kWard : typology::Method::kKMeans,
            .starts = starts,
            .weight_shape = weight_shape,
            .people = span(people),
            .drawn = drawn_of(drawn),
            .seed = seed};
        return figures(interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return typology::certainty(view, clustering, errors, options);
        }));
      },
      py::arg("points"), py::arg("types"), py::arg("centres"), py::arg("standard_errors"),
      py::arg("people"), py::arg("ward"), py::arg("drawn"), py::arg("draws"), py::arg("starts"),
      py::arg("weight_shape"), py::arg("seed"), py::arg("threads"), py::arg("progress"));
  m.def(
      "membership",
      [](const PyPoints& points, const TypeNumbers& types, const Numbers& centres,
         const Numbers& standard_errors, std::size_t draws, std::uint64_t seed, unsigned threads,
         const py::object& progress) {
        const typology::Points view = points.view();
        const auto clustering = with_centres(types, centres);
        const auto errors = span(standard_errors);
        const auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::certainty(view, clustering, errors,
                                     {.draws = draws,
                                      .starts = 0,
                                      .weight_shape = std::numeric_limits<double>::infinity(),
                                      .seed = seed,
                                      .execution = execution});
        });
        const typology::Claim claim = typology::claim_of(view, result.assignment);
        return py::make_tuple(matrix(result.assignment_probability, result.types),
                              array(claim.certainty), to_python(claim.findings));
      },
      py::arg("points"), py::arg("types"), py::arg("centres"), py::arg("standard_errors"),
      py::arg("draws"), py::arg("seed"), py::arg("threads"), py::arg("progress"));
  m.def("people_can_carry", &typology::people_can_carry, py::arg("people"));
}

}  // namespace sozialraum::python
