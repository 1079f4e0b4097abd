#include "sozialraum/smallarea/table_draws.hpp"

#include <pybind11/stl.h>

#include <utility>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

smallarea::Law law_of(const std::string& name) {
  if (name == "gamma") return smallarea::Law::kGamma;
  if (name == "beta") return smallarea::Law::kBeta;
  if (name == "normal") return smallarea::Law::kNormal;
  if (name == "logit_normal") return smallarea::Law::kLogitNormal;
  const std::vector<std::string> names{"gamma", "beta", "normal", "logit_normal"};
  core::unknown_name("law", name, names, {.argument = "law"});
}

/// A column as the face tells it: name, law ("map": of a spatial model), mean, variance, whole,
/// spatial model, part of.
using ToldColumn = std::tuple<std::string, std::string, FloatArray, FloatArray, std::string,
                              std::optional<smallarea::SpatialDraws>, std::optional<std::size_t>>;

/// The draws with the arrays they look at.
class OwningDraws {
 public:
  OwningDraws(const std::vector<std::string>& areas, std::vector<ToldColumn> columns,
              std::uint64_t seed)
      : told_(std::move(columns)), draws_(areas, views(), seed) {}

  [[nodiscard]] const smallarea::TableDraws& draws() const { return draws_; }

 private:
  [[nodiscard]] std::vector<smallarea::DrawnColumn> views() const {
    std::vector<smallarea::DrawnColumn> columns;
    for (const auto& [name, law, mean, variance, whole, map, part_of] : told_) {
      columns.push_back({.name = name,
                         .law = map ? smallarea::Law::kGamma : law_of(law),
                         .mean = view(mean),
                         .variance = view(variance),
                         .whole = whole,
                         .map = map,
                         .part_of = part_of});
    }
    return columns;
  }

  std::vector<ToldColumn> told_;
  smallarea::TableDraws draws_;
};

}  // namespace

void bind_table_draws(py::module_& m) {
  py::class_<OwningDraws>(m, "TableDraws")
      .def(py::init<const std::vector<std::string>&, std::vector<ToldColumn>, std::uint64_t>(),
           py::arg("areas"), py::arg("columns"), py::arg("seed"))
      .def("findings", [](const OwningDraws& self) { return to_python(self.draws().findings()); })
      .def(
          "fill",
          [](const OwningDraws& self, std::size_t first_draw, std::size_t draws,
             std::size_t first_area, std::size_t areas, unsigned threads,
             const py::object& progress) {
            const smallarea::DrawBlock block{first_draw, draws, first_area, areas};
            const std::size_t columns = self.draws().columns();
            py::array_t<double> into(std::vector<py::ssize_t>{static_cast<py::ssize_t>(draws),
                                                              static_cast<py::ssize_t>(areas),
                                                              static_cast<py::ssize_t>(columns)});
            const std::span<double> numbers(into.mutable_data(), draws * areas * columns);
            interruptible(progress, threads, [&](const core::Execution& execution) {
              self.draws().fill(block, numbers, execution);
              return true;
            });
            return into;
          },
          py::arg("first_draw"), py::arg("draws"), py::arg("first_area"), py::arg("areas"),
          py::arg("threads"), py::arg("progress"));
}

}  // namespace sozialraum::python
