#include "sozialraum/indicator/pool.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "indicator/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_pool(py::module_& m) {
  m.def(
      "pool",
      [](const std::vector<FloatArray>& count, const std::vector<FloatArray>& base,
         const std::vector<StateArray>& count_states, const std::vector<StateArray>& base_states,
         const std::vector<std::string>& areas, bool the_others) {
        std::vector<indicator::Counts> years;
        for (std::size_t i = 0; i < count.size(); ++i) {
          years.push_back(
              {cells(count[i], count_states[i]), cells(base[i], base_states[i]), areas});
        }
        auto made = indicator::pool(years, the_others ? indicator::MissingYear::kTheOthers
                                                      : indicator::MissingYear::kNoValue);
        return py::make_tuple(to_numpy(std::move(made.count)), to_numpy(std::move(made.base)),
                              to_numpy(std::move(made.years)), to_numpy(made.states),
                              to_python(made.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("count_states"), py::arg("base_states"),
      py::arg("areas"), py::arg("the_others"));
}

}  // namespace sozialraum::python
