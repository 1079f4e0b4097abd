#include "sozialraum/typology/constraints.hpp"

#include "core/area_code.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/bounds.hpp"
#include "typology/clustering.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

/// Id, kind, area, other, hard, cost.
using PyWish = std::tuple<std::string, std::string, std::string, std::string, bool, double>;

std::vector<typology::Wish> wishes_of(const std::vector<PyWish>& wishes) {
  using typology::WishKind;
  std::vector<typology::Wish> result;
  for (const auto& [id, kind, area, other, hard, cost] : wishes) {
    WishKind known = WishKind::kTogether;
    for (const WishKind one :
         {WishKind::kTogether, WishKind::kApart, WishKind::kOfType, WishKind::kNotOfType}) {
      if (typology::name(one) == kind) known = one;
    }
    const auto codes = area_codes({area, other}, core::CodeKind::kCustom);
    result.push_back(
        {.id = id, .kind = known, .area = codes[0], .other = codes[1], .hard = hard, .cost = cost});
  }
  return result;
}

/// All that a task needs besides the points, as the core takes it; owns what it views.
class PyWishTask {
 public:
  PyWishTask(const std::vector<PyWish>& wishes, std::vector<PyBound> bounds,
             const std::vector<std::string>& examples, const std::vector<PyWish>& decided)
      : wishes_(wishes_of(wishes)),
        decided_(wishes_of(decided)),
        bounds_(std::move(bounds)),
        views_(bound_views(bounds_)),
        examples_(area_codes(examples, core::CodeKind::kCustom)) {}

  [[nodiscard]] std::span<const typology::Wish> wishes() const { return wishes_; }
  [[nodiscard]] std::span<const core::AreaCode> examples() const { return examples_; }
  [[nodiscard]] std::size_t bounds() const { return views_.size(); }
  [[nodiscard]] typology::WishOptions options(const py::dict& options) const {
    return {.types = options["types"].cast<std::size_t>(),
            .bounds = views_,
            .examples = examples_,
            .decided = decided_,
            .starts = options["starts"].cast<std::size_t>(),
            .seed = options["seed"].cast<std::uint64_t>(),
            .prove_up_to = options["prove_up_to"].cast<std::size_t>(),
            .sets = options["sets"].cast<std::uint64_t>()};
  }

 private:
  std::vector<typology::Wish> wishes_;
  std::vector<typology::Wish> decided_;
  std::vector<PyBound> bounds_;
  std::vector<typology::Bound> views_;
  std::vector<core::AreaCode> examples_;
};

py::dict to_python(const typology::WishedClustering& result, std::size_t bounds) {
  py::dict told = python::to_python(result.clustering);
  told["totals"] = matrix(result.totals, bounds);
  told["broken"] = result.broken;
  told["penalty"] = result.penalty;
  told["proven"] = result.proven;
  told["lower_bound"] = result.lower_bound;
  return told;
}

py::dict to_python(const typology::WishPrice& price) {
  py::dict told;
  told["price"] = price.price;
  told["percent"] = price.percent;
  told["lowest"] = price.lowest;
  told["highest"] = price.highest;
  told["proven"] = price.proven;
  told["rules"] = price.rules;
  told["broken"] = price.broken;
  told["types"] = array(price.types);
  told["moved"] = price.moved;
  told["smallest_type"] = price.smallest_size;
  told["smallest_weight"] = price.smallest_weight;
  return told;
}

}  // namespace

void bind_constraints(py::module_& m) {
  py::class_<PyWishTask>(m, "WishTask")
      .def(py::init<const std::vector<PyWish>&, std::vector<PyBound>,
                    const std::vector<std::string>&, const std::vector<PyWish>&>(),
           py::arg("wishes"), py::arg("bounds"), py::arg("examples"), py::arg("decided"));
  m.def(
      "conflicts_of",
      [](const PyPoints& points, const PyWishTask& task) {
        py::list result;
        for (const auto& conflict :
             typology::conflicts_of(points.view(), task.wishes(), task.examples())) {
          result.append(py::make_tuple(conflict.wishes, conflict.message));
        }
        return result;
      },
      py::arg("points"), py::arg("task"));
  m.def(
      "kmeans_with_wishes",
      [](const PyPoints& points, const PyWishTask& task, const py::dict& options, unsigned threads,
         const py::object& progress) {
        const typology::Points view = points.view();
        typology::WishOptions wanted = task.options(options);
        const auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          wanted.execution = execution;
          return typology::kmeans_with_wishes(view, task.wishes(), wanted);
        });
        return to_python(result, task.bounds());
      },
      py::arg("points"), py::arg("task"), py::arg("options"), py::arg("threads"),
      py::arg("progress"));
  m.def(
      "prices_of_wishes",
      [](const PyPoints& points, const PyWishTask& task, const py::dict& options, unsigned threads,
         const py::object& progress) {
        const typology::Points view = points.view();
        typology::WishOptions wanted = task.options(options);
        const auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          wanted.execution = execution;
          return typology::prices_of_wishes(view, task.wishes(), wanted);
        });
        py::list alone;
        for (const typology::WishPrice& price : result.alone) alone.append(to_python(price));
        return py::make_tuple(to_python(result.draft, task.bounds()), alone,
                              to_python(result.together), python::to_python(result.findings));
      },
      py::arg("points"), py::arg("task"), py::arg("options"), py::arg("threads"),
      py::arg("progress"));
}

}  // namespace sozialraum::python
