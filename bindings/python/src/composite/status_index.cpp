#include "sozialraum/composite/status_index.hpp"

#include <pybind11/stl.h>

#include "composite/bind.hpp"
#include "core/array.hpp"
#include "core/finding.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using ShareColumns = std::vector<std::tuple<std::string, FloatArray, StateArray>>;

std::vector<composite::Share> shares_of(const ShareColumns& columns) {
  std::vector<composite::Share> shares;
  for (const auto& [name, values, states] : columns) {
    shares.push_back({name, cells(values, states)});
  }
  return shares;
}

/// -1 = no class, as the codes of a pandas categorical.
template <class Class>
py::array_t<std::int8_t> codes(const std::vector<std::optional<Class>>& classes) {
  std::vector<std::int8_t> result;
  result.reserve(classes.size());
  for (const auto& c : classes) {
    result.push_back(c ? static_cast<std::int8_t>(*c) : std::int8_t{-1});
  }
  return to_numpy(std::move(result));
}

py::tuple steps(composite::SumOfZ& made, const py::array_t<std::int8_t>& classes) {
  py::list z;
  for (auto& column : made.z) z.append(to_numpy(std::move(column)));
  return py::make_tuple(z, to_numpy(std::move(made.sum)), to_numpy(std::move(made.index)), classes,
                        to_python(made.findings), to_numpy(made.states));
}

}  // namespace

void bind_status_index(py::module_& m) {
  m.def(
      "status_index",
      [](const ShareColumns& columns, const std::vector<bool>& included,
         const std::vector<std::string>& areas) {
        auto made =
            composite::status_index(shares_of(columns), {.included = included, .areas = areas});
        return steps(made, codes(made.status));
      },
      py::arg("shares"), py::arg("included"), py::arg("areas"));
  m.def(
      "dynamics_index",
      [](const ShareColumns& columns, const std::vector<bool>& included,
         const std::vector<std::string>& areas) {
        auto made =
            composite::dynamics_index(shares_of(columns), {.included = included, .areas = areas});
        return steps(made, codes(made.dynamics));
      },
      py::arg("changes"), py::arg("included"), py::arg("areas"));
  m.def("status_labels", [] {
    py::list labels;
    for (int i = 0; i < 4; ++i) {
      labels.append(composite::label_de(static_cast<composite::Status>(i)));
    }
    return labels;
  });
  m.def("dynamics_labels", [] {
    py::list labels;
    for (int i = 0; i < 3; ++i) {
      labels.append(composite::label_de(static_cast<composite::Dynamics>(i)));
    }
    return labels;
  });
  m.def("overlay_labels", [] {
    py::list labels;
    for (int i = 0; i < 12; ++i) labels.append(composite::overlay_label(i));
    return labels;
  });
}

}  // namespace sozialraum::python
