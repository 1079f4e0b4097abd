#include "sozialraum/access/catchment_size.hpp"

#include <pybind11/stl.h>

#include "access/bind.hpp"
#include "core/array.hpp"
#include "core/finding.hpp"
#include "reach/pairs.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_catchment_size(py::module_& m) {
  m.def(
      "catchment_sizes",
      [](const Pairs& pairs, bool facilities_grow, const FloatArray& amounts, double enough,
         const std::vector<double>& sizes) {
        access::CatchmentSizeOptions options{
            .growing = facilities_grow ? access::Growing::kFacilities : access::Growing::kOrigins,
            .amounts = view(amounts),
            .enough = enough,
            .sizes = {}};
        for (const double size : sizes) options.sizes.push_back(core::Minutes{size});
        const auto result = pairs.ask([&](const reach::PairSource& source) {
          return access::catchment_sizes(source, options);
        });
        std::vector<double> minutes;
        for (const core::Minutes size : result.minutes) minutes.push_back(size.value);
        return py::make_tuple(to_numpy(std::move(minutes)), to_python(result.findings));
      },
      py::arg("pairs"), py::arg("facilities_grow"), py::arg("amounts"), py::arg("enough"),
      py::arg("sizes"));
}

}  // namespace sozialraum::python
