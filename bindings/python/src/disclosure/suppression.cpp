#include "sozialraum/disclosure/suppression.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "disclosure/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_suppression(py::module_& m) {
  m.def(
      "suppress",
      [](const FloatArray& count, const FloatArray& base, const std::vector<std::uint32_t>& total,
         const std::vector<std::uint8_t>& secret, const std::vector<std::string>& cells,
         double least_count, bool tell_nobody, bool tell_everybody) {
        auto result = disclosure::suppress({view(count), view(base), total, secret, cells},
                                           {.least_count = least_count,
                                            .tell_nobody = tell_nobody,
                                            .tell_everybody = tell_everybody});
        std::vector<int> why;
        why.reserve(result.why.size());
        for (const auto reason : result.why) why.push_back(static_cast<int>(reason));
        return py::make_tuple(why, result.secret_totals, to_python(result.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("total"), py::arg("secret"), py::arg("cells"),
      py::arg("least_count"), py::arg("tell_nobody"), py::arg("tell_everybody"));
}

}  // namespace sozialraum::python
