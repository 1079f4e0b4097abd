#include "sozialraum/spatial/weights.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "core/area_code.hpp"
#include "core/array.hpp"
#include "core/finding.hpp"
#include "spatial/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using Rows = py::array_t<std::int64_t, py::array::c_style | py::array::forcecast>;

/// Weights from the three arrays of a CSR matrix.
spatial::Weights from_csr(const std::vector<std::string>& codes, const Rows& indptr,
                          const Rows& indices, const FloatArray& data) {
  if (indptr.size() != static_cast<py::ssize_t>(codes.size()) + 1 ||
      indices.size() != data.size()) {
    core::invalid_argument("indptr", "does not fit the codes, the indices and the data");
  }
  std::vector<std::vector<spatial::Neighbour>> rows(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    for (auto p = indptr.data()[i]; p < indptr.data()[i + 1]; ++p) {
      if (p < 0 || p >= indices.size()) core::invalid_argument("indptr", "points past the data");
      const std::int64_t area = indices.data()[p];
      if (area < 0) core::invalid_argument("indices", "holds a negative row number");
      rows[i].push_back({static_cast<core::AreaId>(area), data.data()[p]});
    }
  }
  return {area_codes(codes, core::CodeKind::kCustom), std::move(rows)};
}

py::tuple to_csr(const spatial::Weights& weights) {
  std::vector<std::int64_t> indptr{0};
  std::vector<std::int64_t> indices;
  std::vector<double> data;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    for (const auto& [area, weight] : weights.neighbours(static_cast<core::AreaId>(i))) {
      indices.push_back(static_cast<std::int64_t>(core::index(area)));
      data.push_back(weight);
    }
    indptr.push_back(static_cast<std::int64_t>(indices.size()));
  }
  const auto array = [](const auto& values) {
    return py::array(static_cast<py::ssize_t>(values.size()), values.data());
  };
  return py::make_tuple(array(indptr), array(indices), array(data));
}

std::vector<std::string> codes_of(const spatial::Weights& weights) {
  std::vector<std::string> texts;
  for (const core::AreaCode& code : weights.codes()) texts.push_back(code.text());
  return texts;
}

std::vector<std::string> islands_of(const spatial::Weights& weights) {
  std::vector<std::string> texts;
  for (const core::AreaId area : weights.islands()) {
    texts.push_back(weights.codes()[core::index(area)].text());
  }
  return texts;
}

}  // namespace

void bind_weights(py::module_& m) {
  py::class_<spatial::Weights>(m, "Weights")
      .def(py::init(&from_csr), py::arg("codes"), py::arg("indptr"), py::arg("indices"),
           py::arg("data"))
      .def("csr", &to_csr)
      .def("codes", &codes_of)
      .def("islands", &islands_of)
      .def("components", &spatial::Weights::components)
      .def("row_standardised", &spatial::Weights::row_standardised)
      .def("findings",
           [](const spatial::Weights& weights) { return to_python(weights.findings()); });
}

}  // namespace sozialraum::python
