#include "sozialraum/core/join.hpp"

#include <pybind11/stl.h>

#include "core/area_code.hpp"
#include "core/bind.hpp"
#include "core/finding.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

std::vector<std::size_t> rows(const std::vector<core::AreaId>& areas) {
  std::vector<std::size_t> result;
  for (const core::AreaId area : areas) result.push_back(core::index(area));
  return result;
}

}  // namespace

void bind_join(py::module_& m) {
  m.def(
      "join",
      [](const std::vector<std::string>& left, const std::vector<std::string>& right,
         const std::string& left_kind, const std::string& right_kind) {
        const core::Join joined = core::join(area_codes(left, code_kind(left_kind)),
                                             area_codes(right, code_kind(right_kind)));
        std::vector<std::pair<std::size_t, std::size_t>> matched;
        for (const auto& [a, b] : joined.matched)
          matched.emplace_back(core::index(a), core::index(b));
        return py::make_tuple(matched, rows(joined.left_only), rows(joined.right_only),
                              to_python(joined.findings));
      },
      py::arg("left"), py::arg("right"), py::arg("left_kind"), py::arg("right_kind"));
}

}  // namespace sozialraum::python
