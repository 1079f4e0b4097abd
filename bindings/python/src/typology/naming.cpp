#include "sozialraum/typology/naming.hpp"

#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_naming(py::module_& m) {
  using Flags = py::array_t<std::uint8_t, py::array::c_style | py::array::forcecast>;
  m.def(
      "name_parts",
      [](const Numbers& z_means, const std::vector<std::string>& columns, double noticeable,
         std::size_t parts, const std::vector<std::string>& dimensions, const Flags& words) {
        const auto names =
            typology::name_parts(span(z_means), columns,
                                 {.noticeable = noticeable,
                                  .parts = parts,
                                  .dimensions = dimensions,
                                  .words = {words.data(), static_cast<std::size_t>(words.size())}});
        py::list result;
        for (const auto& name : names) {
          py::list pairs;
          for (const auto& part : name) pairs.append(py::make_tuple(part.column, part.z));
          result.append(pairs);
        }
        return result;
      },
      py::arg("z_means"), py::arg("columns"), py::arg("noticeable"), py::arg("parts"),
      py::arg("dimensions"), py::arg("words"));
}

}  // namespace sozialraum::python
