#pragma once

#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/area_code.hpp"

namespace sozialraum::python {

/// The kind of key of a Python argument `kind`; throws UnknownName naming the nearest kind.
[[nodiscard]] core::CodeKind code_kind(const std::string& name);

/// Checks every key and makes codes of them.
[[nodiscard]] std::vector<core::AreaCode> area_codes(const std::vector<std::string>& texts,
                                                     core::CodeKind kind);

}  // namespace sozialraum::python
