#include "sozialraum/typology/change_causes.hpp"

#include "core/area_code.hpp"
#include "core/finding.hpp"
#include "typology/bind.hpp"
#include "typology/points.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

std::span<const std::uint32_t> types_of(const std::optional<TypeNumbers>& types) {
  return types ? span(*types) : std::span<const std::uint32_t>{};
}

}  // namespace

void bind_change_causes(py::module_& m) {
  m.def(
      "change_causes",
      [](const std::vector<std::string>& codes, const TypeNumbers& before,
         const std::optional<TypeNumbers>& boundaries, const std::optional<TypeNumbers>& definition,
         const TypeNumbers& after, const std::optional<Numbers>& noise, double level,
         std::size_t draws, std::uint64_t seed, unsigned threads) {
        const std::vector<core::AreaCode> areas = area_codes(codes, core::CodeKind::kCustom);
        const typology::TypeSteps steps{.codes = areas,
                                        .before = span(before),
                                        .boundaries = types_of(boundaries),
                                        .definition = types_of(definition),
                                        .after = span(after),
                                        .noise = noise ? span(*noise) : std::span<const double>{}};
        typology::ChangeOptions options{.level = level, .draws = draws, .seed = seed};
        options.execution.threads = threads;
        const auto found = [&] {
          const py::gil_scoped_release free;
          return typology::change_causes(steps, options);
        }();
        py::dict result;
        result["changed"] = py::make_tuple(found.changed, found.changed_lower, found.changed_upper);
        py::list causes;
        for (const auto& cause : found.causes) {
          causes.append(py::make_tuple(std::string(name(cause.cause)), cause.share, cause.lower,
                                       cause.upper, cause.told_apart));
        }
        result["causes"] = causes;
        result["findings"] = to_python(found.findings);
        return result;
      },
      py::arg("codes"), py::arg("before"), py::arg("boundaries"), py::arg("definition"),
      py::arg("after"), py::arg("noise"), py::arg("level"), py::arg("draws"), py::arg("seed"),
      py::arg("threads"));
}

}  // namespace sozialraum::python
