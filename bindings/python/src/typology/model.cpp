#include "sozialraum/typology/model.hpp"

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "typology/bind.hpp"
#include "typology/clustering.hpp"
#include "typology/mixture.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

typology::Bend bend(const std::string& name) {
  const std::vector<std::string> names{"none", "log", "sqrt", "asinh"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<typology::Bend>(i);
  }
  core::unknown_name("transformation", name, names, {.argument = "transform"});
}

/// (id, bend, mean, spread, weight)
using Indicator = std::tuple<std::string, std::string, double, double, double>;

std::vector<Indicator> told(const std::vector<typology::FrozenIndicator>& indicators) {
  std::vector<Indicator> result;
  for (const auto& one : indicators) {
    result.emplace_back(one.id, std::string(name(one.bend)), one.mean, one.spread, one.weight);
  }
  return result;
}

/// A frozen typology as its Python fields say it.
typology::FrozenTypes frozen(const py::dict& fields) {
  typology::FrozenTypes types{
      .clouds =
          mixture_model(fields["family"].cast<std::string>(), fields["shares"].cast<Numbers>(),
                        fields["means"].cast<Numbers>(), fields["covariances"].cast<Numbers>()),
      .letters = fields["letters"].cast<std::vector<std::string>>(),
      .names = fields["names"].cast<std::vector<std::string>>(),
      .rules = fields["rules"].cast<std::vector<std::string>>(),
      .inputs = fields["inputs"].cast<std::string>(),
      .note = fields["note"].cast<std::string>()};
  for (const auto& [id, bent, mean, spread, weight] :
       fields["indicators"].cast<std::vector<Indicator>>()) {
    types.indicators.push_back(
        {.id = id, .bend = bend(bent), .mean = mean, .spread = spread, .weight = weight});
  }
  return types;
}

py::dict fields_of(const typology::FrozenTypes& types) {
  py::dict result;
  result["indicators"] = told(types.indicators);
  result["family"] = std::string(name(types.clouds.family));
  result["shares"] = array(types.clouds.shares);
  result["means"] = matrix(types.clouds.means, types.clouds.columns);
  result["covariances"] = array(types.clouds.covariances);
  result["letters"] = types.letters;
  result["names"] = types.names;
  result["rules"] = types.rules;
  result["inputs"] = types.inputs;
  result["note"] = types.note;
  return result;
}

py::dict assigned(const typology::Assignment& found, std::size_t types) {
  py::dict result;
  result["membership"] = to_python(found.membership, types);
  result["types"] = array(found.types);
  result["kept"] = array(found.kept);
  result["outside"] = array(found.outside);
  result["findings"] = to_python(found.findings);
  return result;
}

}  // namespace

void bind_model(py::module_& m) {
  m.def(
      "typed_areas",
      [](const PyPoints& raw, const std::vector<std::string>& bends, const Numbers& weights) {
        std::vector<typology::Bend> known;
        for (const std::string& one : bends) known.push_back(bend(one));
        const auto found = typology::typed_areas(raw.view(), known, span(weights));
        return py::make_tuple(told(found.indicators),
                              matrix(found.values, found.indicators.size()));
      },
      py::arg("raw"), py::arg("bends"), py::arg("weights"));
  m.def(
      "typed_numbers",
      [](const PyPoints& raw, const std::vector<std::string>& bends, const Numbers& weights,
         const Numbers& values) {
        std::vector<typology::Bend> known;
        for (const std::string& one : bends) known.push_back(bend(one));
        const auto goalposts = typology::typed_areas(raw.view(), known, span(weights)).indicators;
        return array(typology::typed_numbers(goalposts, span(values)));
      },
      py::arg("raw"), py::arg("bends"), py::arg("weights"), py::arg("values"));
  m.def(
      "typed_by",
      [](const py::dict& fields, const Numbers& values) {
        return array(typology::typed_numbers(frozen(fields).indicators, span(values)));
      },
      py::arg("fields"), py::arg("values"));
  m.def(
      "clouds_of",
      [](const PyPoints& points, const TypeNumbers& types, const Numbers& centres) {
        const auto clouds = typology::clouds_of(points.view(), with_centres(types, centres));
        return py::make_tuple(array(clouds.shares), array(clouds.covariances));
      },
      py::arg("points"), py::arg("types"), py::arg("centres"));
  m.def(
      "require_frozen", [](const py::dict& fields) { typology::require_complete(frozen(fields)); },
      py::arg("fields"));
  m.def(
      "save_types",
      [](const std::string& path, const py::dict& fields) {
        typology::save_types(path, frozen(fields));
      },
      py::arg("path"), py::arg("fields"));
  m.def(
      "load_types", [](const std::string& path) { return fields_of(typology::load_types(path)); },
      py::arg("path"));
  m.def(
      "assign",
      [](const py::dict& fields, const PyPoints& values, const std::optional<Numbers>& errors,
         const std::optional<TypeNumbers>& before, const std::optional<TypeNumbers>& probable,
         double margin, double inside) {
        using Before = std::span<const std::uint32_t>;
        const typology::FrozenTypes types = frozen(fields);
        const typology::Points view = values.view();
        typology::AssignOptions options{
            .standard_errors = errors ? span(*errors) : std::span<const double>{},
            .before = before ? span(*before) : Before{},
            .probable_before = probable ? span(*probable) : Before{},
            .margin = margin,
            .inside = inside};
        return assigned(interruptible(py::none(), 0,
                                      [&](const core::Execution& execution) {
                                        options.execution = execution;
                                        return typology::assign(types, view, options);
                                      }),
                        types.clouds.types());
      },
      py::arg("fields"), py::arg("values"), py::arg("errors"), py::arg("before"),
      py::arg("probable_before"), py::arg("margin"), py::arg("inside"));
}

}  // namespace sozialraum::python
