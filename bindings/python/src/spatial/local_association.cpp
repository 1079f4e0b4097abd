#include "sozialraum/spatial/local_association.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "spatial/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::array_t<double> column(const std::vector<double>& values) {
  return py::array_t<double>(static_cast<py::ssize_t>(values.size()), values.data());
}

py::dict to_python(const spatial::LocalAssociation& found) {
  std::vector<std::uint8_t> quadrants;
  for (const spatial::Quadrant quadrant : found.quadrant) {
    quadrants.push_back(static_cast<std::uint8_t>(quadrant));
  }
  py::dict result;
  result["moran"] = column(found.moran);
  result["moran_sample"] = column(found.moran_sample);
  result["expectation"] = column(found.expectation);
  result["variance"] = column(found.variance);
  result["geary"] = column(found.geary);
  result["g"] = column(found.g);
  result["g_star"] = column(found.g_star);
  result["p"] = column(found.p);
  result["quadrant"] =
      py::array_t<std::uint8_t>(static_cast<py::ssize_t>(quadrants.size()), quadrants.data());
  result["geary_all"] = found.geary_all;
  result["findings"] = python::to_python(found.findings);
  return result;
}

}  // namespace

void bind_local_association(py::module_& m) {
  m.def(
      "local_association",
      [](const FloatArray& values, const spatial::Weights& weights, bool row_standardise,
         std::size_t permutations, std::uint64_t seed, unsigned threads,
         const py::object& progress) {
        const auto numbers = cells(values, std::nullopt);
        return to_python(interruptible(progress, threads, [&](const core::Execution& execution) {
          return spatial::local_association(numbers, weights,
                                            {.row_standardise = row_standardise,
                                             .permutations = permutations,
                                             .seed = seed,
                                             .execution = execution});
        }));
      },
      py::arg("values"), py::arg("weights"), py::arg("row_standardise"), py::arg("permutations"),
      py::arg("seed"), py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
