#include "typology/clustering.hpp"

#include "core/finding.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

py::dict to_python(const typology::Clustering& clustering) {
  py::dict result;
  result["types"] = array(clustering.types);
  result["centres"] = matrix(clustering.centres, clustering.columns);
  result["sizes"] = array(clustering.sizes);
  result["weights"] = array(clustering.weights);
  result["inertia"] = clustering.inertia;
  result["start_inertia"] = array(clustering.start_inertia);
  result["share_of_best"] = clustering.share_of_best;
  result["findings"] = to_python(clustering.findings);
  return result;
}

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

void bind_clustering(py::module_& m) {
  m.def(
      "number_types",
      [](const PyPoints& points, const TypeNumbers& types, std::size_t count,
         const std::optional<Numbers>& key) {
        return array(typology::number_types(points.view(), span(types), count,
                                            key ? span(*key) : std::span<const double>{}));
      },
      py::arg("points"), py::arg("types"), py::arg("count"), py::arg("key") = py::none());
  m.def(
      "describe_partition",
      [](const PyPoints& points, const TypeNumbers& types, std::size_t count) {
        return to_python(typology::describe_partition(points.view(), span(types), count));
      },
      py::arg("points"), py::arg("types"), py::arg("count"));
}

}  // namespace sozialraum::python
