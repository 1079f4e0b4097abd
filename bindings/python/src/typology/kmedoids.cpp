#include "sozialraum/typology/kmedoids.hpp"

#include "core/area_code.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::dict to_python(const typology::Medoids& result) {
  py::dict told;
  told["types"] = array(result.types);
  told["medoids"] = array(result.medoids);
  told["distance"] = array(result.distance);
  told["cost"] = result.cost;
  told["start_cost"] = array(result.start_cost);
  told["share_of_best"] = result.share_of_best;
  told["findings"] = python::to_python(result.findings);
  return told;
}

}  // namespace

void bind_kmedoids(py::module_& m) {
  m.def(
      "kmedoids",
      [](const PyPoints& points, std::size_t types, std::size_t starts, std::uint64_t seed,
         unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        return to_python(interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::kmedoids(
              view, {.types = types, .starts = starts, .seed = seed, .execution = execution});
        }));
      },
      py::arg("points"), py::arg("types"), py::arg("starts"), py::arg("seed"), py::arg("threads"),
      py::arg("progress"));
  m.def(
      "kmedoids_of_distances",
      [](const std::vector<std::string>& codes, const Numbers& distances,
         const std::optional<Numbers>& weights, std::size_t types, std::size_t starts,
         std::uint64_t seed, unsigned threads, const py::object& progress) {
        const auto areas = area_codes(codes, core::CodeKind::kCustom);
        const typology::DistanceTable table{
            .codes = areas,
            .values = span(distances),
            .weights = weights ? span(*weights) : std::span<const double>{}};
        return to_python(interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::kmedoids(
              table, {.types = types, .starts = starts, .seed = seed, .execution = execution});
        }));
      },
      py::arg("codes"), py::arg("distances"), py::arg("weights"), py::arg("types"),
      py::arg("starts"), py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
