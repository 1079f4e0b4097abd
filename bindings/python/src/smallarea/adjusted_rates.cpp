#include "sozialraum/smallarea/adjusted_rates.hpp"

#include <pybind11/stl.h>

#include <array>
#include <string_view>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "smallarea/bind.hpp"
#include "smallarea/model.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

smallarea::Target target_of(const std::string& name) {
  const std::vector<std::string> names{"none", "all", "region", "neighbours"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<smallarea::Target>(i);
  }
  core::unknown_name("target", name, names, {.argument = "target"});
}

py::list words_of(const std::vector<smallarea::Moved>& why) {
  constexpr std::array<std::string_view, 3> kWords{"", "few_people", "far_from_target"};
  py::list words;
  for (const smallarea::Moved one : why) words.append(kWords[static_cast<std::size_t>(one)]);
  return words;
}

}  // namespace

void bind_adjusted_rates(py::module_& m) {
  m.def(
      "adjusted_rates",
      [](const FloatArray& count, const FloatArray& base, const std::vector<std::string>& areas,
         const std::string& target, const std::string& model, double level,
         const std::vector<std::string>& regions, const py::object& weights,
         const std::string& form, unsigned threads, const py::object& progress,
         std::optional<bool> part_of_base, const StateArray& count_states,
         const StateArray& base_states, const FloatArray& count_variance) {
        smallarea::AdjustedRatesOptions options{
            .target = target_of(target),
            .model = model_of(model),
            .level = level,
            .regions = regions,
            .weights = weights.is_none() ? nullptr : weights.cast<const spatial::Weights*>(),
            .form = form == "spdep" ? smallarea::LocalForm::kSpdep : smallarea::LocalForm::kGeoda};
        if (part_of_base) {
          options.bound =
              *part_of_base ? indicator::CountBound::kPartOfBase : indicator::CountBound::kFree;
        }
        options.count_variance = {count_variance.data(),
                                  static_cast<std::size_t>(count_variance.size())};
        auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return smallarea::adjusted_rates(
              {cells(count, count_states), cells(base, base_states), areas}, options);
        });
        py::dict columns;
        columns["raw"] = to_numpy(std::move(result.raw));
        columns["rate"] = to_numpy(std::move(result.rate));
        columns["weight"] = to_numpy(std::move(result.weight));
        columns["pulled_to"] = to_numpy(std::move(result.target));
        columns["lower"] = to_numpy(std::move(result.lower));
        columns["upper"] = to_numpy(std::move(result.upper));
        columns["moved"] = to_numpy(std::move(result.moved));
        columns["why"] = words_of(result.why);
        columns["posterior_mean"] = to_numpy(std::move(result.posterior_mean));
        columns["posterior_variance"] = to_numpy(std::move(result.posterior_variance));
        columns["state"] = to_numpy(result.states);
        return py::make_tuple(columns, to_python(result.findings));
      },
      py::arg("count"), py::arg("base"), py::arg("areas"), py::arg("target"), py::arg("model"),
      py::arg("level"), py::arg("regions"), py::arg("weights"), py::arg("form"), py::arg("threads"),
      py::arg("progress"), py::arg("part_of_base") = py::none(),
      py::arg("count_states") = py::none(), py::arg("base_states") = py::none(),
      py::arg("count_variance") = FloatArray(0));
}

}  // namespace sozialraum::python
