#include "sozialraum/typology/validity.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_validity(py::module_& m) {
  m.def(
      "silhouette",
      [](const PyPoints& points, const TypeNumbers& types, std::size_t count, unsigned threads,
         const py::object& progress) {
        const typology::Points view = points.view();
        const auto clustering = typology::describe_partition(view, span(types), count);
        const auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::silhouette(view, clustering, execution);
        });
        return py::make_tuple(array(result.width), result.mean, result.weighted_mean);
      },
      py::arg("points"), py::arg("types"), py::arg("count"), py::arg("threads"),
      py::arg("progress"));
  m.def(
      "squared_silhouette",
      [](const PyPoints& points, const TypeNumbers& types, std::size_t count) {
        const typology::Points view = points.view();
        const auto clustering = typology::describe_partition(view, span(types), count);
        typology::Silhouette result;
        {
          const py::gil_scoped_release release;
          result = typology::squared_silhouette(view, clustering);
        }
        return py::make_tuple(array(result.width), result.mean, result.weighted_mean);
      },
      py::arg("points"), py::arg("types"), py::arg("count"));
  m.def(
      "calinski_harabasz",
      [](const PyPoints& points, const TypeNumbers& types, std::size_t count) {
        const typology::Points view = points.view();
        return typology::calinski_harabasz(view,
                                           typology::describe_partition(view, span(types), count));
      },
      py::arg("points"), py::arg("types"), py::arg("count"));
  m.def(
      "davies_bouldin",
      [](const PyPoints& points, const TypeNumbers& types, std::size_t count) {
        const typology::Points view = points.view();
        return typology::davies_bouldin(view,
                                        typology::describe_partition(view, span(types), count));
      },
      py::arg("points"), py::arg("types"), py::arg("count"));
}

}  // namespace sozialraum::python
