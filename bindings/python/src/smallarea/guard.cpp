#include "sozialraum/smallarea/guard.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/model.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::array_t<std::uint8_t> numbers(const std::vector<smallarea::Guarded>& kinds) {
  py::array_t<std::uint8_t> result(static_cast<py::ssize_t>(kinds.size()));
  auto* cells = result.mutable_data();
  for (std::size_t i = 0; i < kinds.size(); ++i) cells[i] = static_cast<std::uint8_t>(kinds[i]);
  return result;
}

}  // namespace

void bind_guard(py::module_& m) {
  m.def(
      "guard",
      [](const FloatArray& count, const FloatArray& base, const std::vector<std::string>& areas,
         const std::string& model, double threshold, bool guard_rest) {
        auto safe = smallarea::guard(
            {view(count), view(base), areas},
            {.model = model_of(model), .threshold = threshold, .guard_rest = guard_rest});
        return py::make_tuple(to_numpy(std::move(safe.count)), to_numpy(std::move(safe.variance)),
                              numbers(safe.guarded), safe.prior.mean, safe.prior.variance,
                              to_python(safe.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("areas"), py::arg("model"), py::arg("threshold"),
      py::arg("guard_rest"));
}

}  // namespace sozialraum::python
