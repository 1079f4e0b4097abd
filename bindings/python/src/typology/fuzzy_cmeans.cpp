#include "sozialraum/typology/fuzzy_cmeans.hpp"

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::dict to_python(const typology::FuzzyTypes& found) {
  py::dict result;
  result["types"] = array(found.types);
  result["membership"] = matrix(found.membership, found.type_count());
  result["centres"] = matrix(found.centres, found.columns);
  result["weights"] = array(found.weights);
  result["objective"] = found.objective;
  result["partition_coefficient"] = found.partition_coefficient;
  result["start_objective"] = array(found.start_objective);
  result["share_of_best"] = found.share_of_best;
  result["passes"] = found.passes;
  result["converged"] = found.converged;
  result["findings"] = python::to_python(found.findings);
  return result;
}

}  // namespace

void bind_fuzzy_cmeans(py::module_& m) {
  m.def(
      "fuzzy_cmeans",
      [](const PyPoints& points, std::size_t types, double fuzzifier, std::size_t starts,
         std::size_t passes, double tolerance, std::uint64_t seed, unsigned threads,
         const py::object& progress) {
        const typology::Points view = points.view();
        typology::FuzzyOptions options{.types = types,
                                       .fuzzifier = fuzzifier,
                                       .starts = starts,
                                       .passes = passes,
                                       .tolerance = tolerance,
                                       .seed = seed};
        return to_python(interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return typology::fuzzy_cmeans(view, options);
        }));
      },
      py::arg("points"), py::arg("types"), py::arg("fuzzifier"), py::arg("starts"),
      py::arg("passes"), py::arg("tolerance"), py::arg("seed"), py::arg("threads"),
      py::arg("progress"));
  m.def(
      "fuzzy_membership",
      [](const PyPoints& points, const Numbers& centres, double fuzzifier) {
        const std::size_t columns = points.view().columns();
        const std::vector<double> shares =
            typology::fuzzy_membership(points.view(), span(centres), fuzzifier);
        return matrix(shares, span(centres).size() / columns);
      },
      py::arg("points"), py::arg("centres"), py::arg("fuzzifier"));
}

}  // namespace sozialraum::python
