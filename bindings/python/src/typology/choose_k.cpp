#include "sozialraum/typology/choose_k.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_choose_k(py::module_& m) {
  m.def(
      "choose_k",
      [](const PyPoints& points, const std::vector<std::size_t>& types, std::size_t starts,
         std::uint64_t seed, unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        const auto rows = interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::choose_k(view, types,
                                    {.starts = starts, .seed = seed, .execution = execution});
        });
        py::list result;
        for (const typology::KRow& row : rows) {
          py::dict entry;
          entry["k"] = row.types;
          entry["silhouette"] = row.silhouette;
          entry["weighted_silhouette"] = row.weighted_silhouette;
          entry["squared_silhouette"] = row.squared_silhouette;
          entry["calinski_harabasz"] = row.calinski_harabasz;
          entry["davies_bouldin"] = row.davies_bouldin;
          entry["dunn"] = row.dunn;
          entry["inertia"] = row.inertia;
          entry["explained"] = row.explained;
          entry["smallest_type"] = row.smallest_size;
          entry["smallest_weight"] = row.smallest_weight;
          entry["share_of_best"] = row.share_of_best;
          entry["silhouette_areas"] = row.silhouette_areas;
          result.append(entry);
        }
        return result;
      },
      py::arg("points"), py::arg("types"), py::arg("starts"), py::arg("seed"), py::arg("threads"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
