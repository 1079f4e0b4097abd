#include "sozialraum/indicator/mean.hpp"

#include <pybind11/stl.h>

#include <cstdint>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_mean(py::module_& m) {
  m.def(
      "t_interval",
      [](double mean, double sd, double size, double level) {
        const auto [lower, upper] = indicator::t_interval({mean, sd, size}, level);
        return std::pair(lower, upper);
      },
      py::arg("mean"), py::arg("sd"), py::arg("size"), py::arg("level"));
  m.def(
      "means",
      [](const FloatArray& mean, const FloatArray& sd, const FloatArray& size,
         const std::vector<std::string>& areas, double level) {
        auto made = indicator::means({view(mean), view(sd), view(size), areas}, level);
        return py::make_tuple(to_numpy(std::move(made.value)), to_numpy(std::move(made.lower)),
                              to_numpy(std::move(made.upper)), to_numpy(made.states),
                              to_python(made.findings));
      },
      py::arg("mean"), py::arg("sd"), py::arg("size"), py::arg("areas"), py::arg("level"));
  m.def(
      "samples_of",
      [](const FloatArray& values, const std::vector<std::size_t>& area, std::size_t areas) {
        std::vector<double> mean;
        std::vector<double> sd;
        std::vector<double> size;
        for (const auto& sample : indicator::samples_of(view(values), area, areas)) {
          mean.push_back(sample.mean);
          sd.push_back(sample.sd);
          size.push_back(sample.size);
        }
        return py::make_tuple(to_numpy(std::move(mean)), to_numpy(std::move(sd)),
                              to_numpy(std::move(size)));
      },
      py::arg("values"), py::arg("area"), py::arg("areas"));
}

}  // namespace sozialraum::python
