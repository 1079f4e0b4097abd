#include "sozialraum/spatial/gabriel.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "core/area_code.hpp"
#include "core/array.hpp"
#include "spatial/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using Rows = py::array_t<std::uint32_t, py::array::c_style | py::array::forcecast>;

/// Rows of both ends, and how far apart they are.
py::tuple told(const std::vector<spatial::Pair>& pairs) {
  const auto size = static_cast<py::ssize_t>(pairs.size());
  py::array_t<std::int64_t> one(size);
  py::array_t<std::int64_t> other(size);
  py::array_t<double> apart(size);
  for (py::ssize_t i = 0; i < size; ++i) {
    const spatial::Pair& pair = pairs[static_cast<std::size_t>(i)];
    one.mutable_at(i) = static_cast<std::int64_t>(core::index(pair.one));
    other.mutable_at(i) = static_cast<std::int64_t>(core::index(pair.other));
    apart.mutable_at(i) = pair.apart;
  }
  return py::make_tuple(one, other, apart);
}

}  // namespace

void bind_gabriel(py::module_& m) {
  m.def(
      "gabriel_pairs",
      [](std::size_t areas, const Rows& one, const Rows& other, const FloatArray& apart) {
        std::vector<spatial::Pair> pairs;
        for (py::ssize_t i = 0; i < apart.size(); ++i) {
          pairs.push_back({static_cast<core::AreaId>(one.at(i)),
                           static_cast<core::AreaId>(other.at(i)), apart.at(i)});
        }
        return told([&] {
          const py::gil_scoped_release release;
          return spatial::gabriel_pairs(areas, pairs);
        }());
      },
      py::arg("areas"), py::arg("one"), py::arg("other"), py::arg("apart"));
  m.def(
      "bridges",
      [](const std::vector<std::string>& texts, const FloatArray& x, const FloatArray& y,
         const spatial::Weights& weights) {
        const auto codes = area_codes(texts, core::CodeKind::kCustom);
        const spatial::Places places{.codes = codes, .x = view(x), .y = view(y)};
        return told([&] {
          const py::gil_scoped_release release;
          return spatial::bridges(places, weights);
        }());
      },
      py::arg("codes"), py::arg("x"), py::arg("y"), py::arg("weights"));
}

}  // namespace sozialraum::python
