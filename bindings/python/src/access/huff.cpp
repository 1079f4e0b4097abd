#include "sozialraum/access/huff.hpp"

#include <pybind11/stl.h>

#include "access/bind.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "network/snaps.hpp"
#include "reach/names.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

py::tuple as_tuple(access::Huff&& result) {
  return py::make_tuple(to_numpy(std::move(result.visitors)),
                        to_numpy(std::move(result.attraction)), to_numpy(std::move(result.shares)),
                        to_python(result.findings));
}

}  // namespace

void bind_huff(py::module_& m) {
  m.def(
      "huff",
      [](const reach::TravelTimes& times, const FloatArray& population, const FloatArray& supply,
         const access::Decay& decay, double size_exponent,
         const std::vector<std::string>& origin_ids) {
        access::Huff result;
        {
          const auto people = view(population);
          const auto sizes = view(supply);
          const py::gil_scoped_release release;
          result = access::huff(
              times, people, sizes,
              {.decay = decay, .size_exponent = size_exponent, .origin_ids = origin_ids});
        }
        return as_tuple(std::move(result));
      },
      py::arg("times"), py::arg("population"), py::arg("supply"), py::arg("decay"),
      py::arg("size_exponent"), py::arg("origin_ids"));
  m.def(
      "huff_on_roads",
      [](const network::RoadGraph& graph, const network::Hierarchy* hierarchy, const Snaps& origins,
         const Snaps& facilities, const FloatArray& population, const FloatArray& supply,
         const access::Decay& decay, double size_exponent,
         const std::vector<std::string>& origin_ids, const std::string& direction, double limit,
         unsigned threads, const py::object& progress) {
        access::HuffOptions options{.decay = decay,
                                    .size_exponent = size_exponent,
                                    .origin_ids = origin_ids,
                                    .travel = {.direction = direction_of(direction),
                                               .limit = core::Minutes{limit},
                                               .hierarchy = hierarchy}};
        return as_tuple(interruptible(progress, threads, [&](const core::Execution& execution) {
          options.travel.execution = execution;
          return access::huff(graph, {origins.rows, view(population)},
                              {facilities.rows, view(supply)}, options);
        }));
      },
      py::arg("graph"), py::arg("hierarchy"), py::arg("origins"), py::arg("facilities"),
      py::arg("population"), py::arg("supply"), py::arg("decay"), py::arg("size_exponent"),
      py::arg("origin_ids"), py::arg("direction"), py::arg("limit"), py::arg("threads"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
