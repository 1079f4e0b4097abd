#include "sozialraum/typology/model.hpp"

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "typology/bind.hpp"
#include "typology/clustering.hpp"
#include "typology/mixture.hpp"
#include "typology/typed_numbers.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

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
  types.indicators = frozen_indicators(fields["indicators"].cast<std::vector<ToldIndicator>>());
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
