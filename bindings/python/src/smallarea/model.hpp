#pragma once

#include <string>
#include <vector>

#include "sozialraum/core/nearest_name.hpp"
#include "sozialraum/smallarea/prior.hpp"

namespace sozialraum::python {

/// The model of a Python argument `model`; throws UnknownName naming the nearest.
[[nodiscard]] inline smallarea::Model model_of(const std::string& name) {
  if (name == "poisson") return smallarea::Model::kPoisson;
  if (name == "binomial") return smallarea::Model::kBinomial;
  const std::vector<std::string> names{"poisson", "binomial"};
  core::unknown_name("model", name, names, {.argument = "model"});
}

}  // namespace sozialraum::python
