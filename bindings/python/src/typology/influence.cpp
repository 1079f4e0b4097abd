#include "sozialraum/typology/influence.hpp"

#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/clustering.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_influence(py::module_& m) {
  m.def(
      "smallest_change",
      [](const PyPoints& points, const TypeNumbers& types, const Numbers& centres) {
        const auto found = typology::smallest_change(points.view(), with_centres(types, centres));
        return py::make_tuple(array(found.column), array(found.change), array(found.type));
      },
      py::arg("points"), py::arg("types"), py::arg("centres"));
  m.def(
      "drop_one",
      [](const PyPoints& points, const TypeNumbers& types, const Numbers& centres,
         const std::optional<Numbers>& people, std::size_t starts, std::uint64_t seed,
         unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        const auto clustering = with_centres(types, centres);
        typology::DropOneOptions options{
            .starts = starts,
            .people = people ? span(*people) : std::span<const double>{},
            .seed = seed};
        const auto found = interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return typology::drop_one(view, clustering, options);
        });
        return py::make_tuple(array(found.moved), array(found.moved_people),
                              matrix(found.moves, view.areas()));
      },
      py::arg("points"), py::arg("types"), py::arg("centres"), py::arg("people"), py::arg("starts"),
      py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
