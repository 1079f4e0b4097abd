#pragma once

#include <pybind11/pybind11.h>

#include <vector>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::python {

/// The Python dataclass sozialraum.core.Finding of a finding.
[[nodiscard]] pybind11::object to_python(const core::Finding& finding);
[[nodiscard]] pybind11::list to_python(const std::vector<core::Finding>& findings);

/// Makes InvalidInput, UnknownName and Cancelled arrive as Python exceptions. Once per extension
/// module.
void register_errors();

}  // namespace sozialraum::python
