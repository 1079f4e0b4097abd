#include "sozialraum/typology/peers.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_peers(py::module_& m) {
  m.def(
      "peers",
      [](const PyPoints& points, std::size_t count, const std::vector<std::size_t>& among,
         unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        const auto found = interruptible(progress, threads, [&](const core::Execution& execution) {
          return typology::peers(view, {.count = count, .among = among, .execution = execution});
        });
        std::vector<std::int64_t> rows;
        rows.reserve(found.area.size());
        for (const std::size_t area : found.area) {
          rows.push_back(area == typology::Peers::kNobody ? -1 : static_cast<std::int64_t>(area));
        }
        return py::make_tuple(matrix(rows, found.count), matrix(found.distance, found.count));
      },
      py::arg("points"), py::arg("count"), py::arg("among"), py::arg("threads"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
