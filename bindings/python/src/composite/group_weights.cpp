#include "sozialraum/composite/group_weights.hpp"

#include "composite/bind.hpp"
#include "core/array.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::dict told(composite::GroupWeights&& found) {
  py::dict result;
  result["weight"] = to_numpy(std::move(found.weights));
  result["least"] = to_numpy(std::move(found.least));
  result["lower"] = to_numpy(std::move(found.lower));
  result["median"] = to_numpy(std::move(found.median));
  result["upper"] = to_numpy(std::move(found.upper));
  result["most"] = to_numpy(std::move(found.most));
  py::list settled;
  for (const bool one : found.settled) settled.append(one);
  result["settled"] = settled;
  result["agreement"] = found.agreement;
  return result;
}

}  // namespace

void bind_group_weights(py::module_& m) {
  m.def(
      "budget_allocation",
      [](const FloatArray& points, std::size_t items, double settled) {
        return told(
            composite::budget_allocation({.values = view(points), .items = items}, settled));
      },
      py::arg("points"), py::arg("items"), py::arg("settled"));
  m.def(
      "delphi_round",
      [](const FloatArray& scores, std::size_t items, double settled) {
        return told(composite::delphi_round({.values = view(scores), .items = items}, settled));
      },
      py::arg("scores"), py::arg("items"), py::arg("settled"));
}

}  // namespace sozialraum::python
