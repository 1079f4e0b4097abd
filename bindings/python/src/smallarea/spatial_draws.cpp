#include "sozialraum/smallarea/spatial_draws.hpp"

#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/spatial_told.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_spatial_draws(py::module_& m) {
  py::class_<smallarea::SpatialDraws>(m, "SpatialDraws")
      .def(py::init([](const FloatArray& count, const FloatArray& base,
                       const spatial::Weights& weights, const FloatArray& covariates,
                       const std::vector<std::string>& names, const ToldModel& told,
                       unsigned threads, const py::object& progress, const StateArray& count_states,
                       const StateArray& base_states, const std::string& indicator,
                       std::uint64_t seed) {
             smallarea::SpatialModelOptions options = options_of(told, covariates, names);
             return interruptible(progress, threads, [&](const core::Execution& execution) {
               options.execution = execution;
               return std::make_unique<smallarea::SpatialDraws>(
                   indicator::Counts{.count = cells(count, count_states),
                                     .base = cells(base, base_states)},
                   weights, options, smallarea::DrawName{.indicator = indicator, .seed = seed});
             });
           }),
           py::arg("count"), py::arg("base"), py::arg("weights"), py::arg("covariates"),
           py::arg("names"), py::arg("model"), py::arg("threads"), py::arg("progress"),
           py::arg("count_states"), py::arg("base_states"), py::arg("indicator"), py::arg("seed"))
      .def("model",
           [](const smallarea::SpatialDraws& self) {
             return to_python(smallarea::SpatialModelResult(self.model()));
           })
      .def(
          "fill",
          [](const smallarea::SpatialDraws& self, std::size_t first, std::size_t draws,
             unsigned threads, const py::object& progress) {
            py::array_t<double> into(std::vector<py::ssize_t>{
                static_cast<py::ssize_t>(draws), static_cast<py::ssize_t>(self.areas())});
            const std::span<double> numbers(into.mutable_data(), draws * self.areas());
            interruptible(progress, threads, [&](const core::Execution& execution) {
              self.fill(first, draws, numbers, execution);
              return true;
            });
            return into;
          },
          py::arg("first"), py::arg("draws"), py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
