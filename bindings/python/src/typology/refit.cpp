#include "typology/refit.hpp"

#include <algorithm>
#include <memory>

#include "typology/bind.hpp"
#include "typology/bounds.hpp"
#include "typology/mixture.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

/// The bounds and the views of them, as long as somebody makes types with them.
struct HeldBounds {
  explicit HeldBounds(std::vector<PyBound> given)
      : bounds(std::move(given)), views(bound_views(bounds)) {}

  std::vector<PyBound> bounds;
  std::vector<typology::Bound> views;
};

}  // namespace

typology::DrawnNumbers drawn_of(const std::optional<Numbers>& draws) {
  if (!draws) return {};
  const std::span<const double> all = span(*draws);
  return [all](std::size_t draw, std::span<double> numbers) {
    std::ranges::copy(all.subspan(draw * numbers.size(), numbers.size()), numbers.begin());
  };
}

void bind_refit(py::module_& m) {
  py::class_<PyRefit>(m, "Refit", "How types are made anew.");
  m.def("refit_by_ward", [] { return PyRefit{typology::refit_by_ward()}; });
  m.def(
      "refit_with_bounds",
      [](std::vector<PyBound> bounds, std::size_t starts) {
        const auto held = std::make_shared<const HeldBounds>(std::move(bounds));
        return PyRefit{[held, again = typology::refit_with_bounds(held->views, starts)](
                           const typology::RefitTask& task) { return again(task); }};
      },
      py::arg("bounds"), py::arg("starts"));
  m.def(
      "refit_as_mixture",
      [](const std::string& family, const std::optional<Numbers>& variances, std::size_t starts) {
        const auto given = span(variances);
        const auto held = std::make_shared<const std::vector<double>>(given.begin(), given.end());
        return PyRefit{[held, again = typology::refit_as_mixture(covariance_family(family),
                                                                 {.variances = *held}, starts)](
                           const typology::RefitTask& task) { return again(task); }};
      },
      py::arg("family"), py::arg("variances"), py::arg("starts"));
  m.def(
      "refit_as_regions",
      [](const typology::RegionGraph& graph, typology::RegionLinkage linkage, bool full_order,
         bool cuts, std::vector<PyBound> bounds) {
        const auto held = std::make_shared<const HeldBounds>(std::move(bounds));
        const auto links = std::make_shared<const typology::RegionGraph>(graph);
        const typology::RegionOptions options{
            .linkage = linkage,
            .order = full_order ? typology::RegionOrder::kFull : typology::RegionOrder::kFirst,
            .reading = cuts ? typology::RegionReading::kCuts : typology::RegionReading::kMerges,
            .bounds = held->views};
        return PyRefit{[held, links, again = typology::refit_as_regions(*links, options)](
                           const typology::RefitTask& task) { return again(task); }};
      },
      py::arg("graph"), py::arg("linkage"), py::arg("full_order"), py::arg("cuts"),
      py::arg("bounds"));
}

}  // namespace sozialraum::python
