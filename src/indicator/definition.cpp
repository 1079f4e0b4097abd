#include "sozialraum/indicator/definition.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::indicator {
namespace {

constexpr std::array<std::string_view, 5> kNames{"share", "rate", "ratio", "percentage", "value"};

[[noreturn]] void refuse(const Definition& definition, const char* field, std::string trouble) {
  throw core::InvalidInput(
      {.code = "bad_definition",
       .severity = core::Severity::kWarning,
       .message = fmt::format("indicator '{}': {} {}", definition.id, field, std::move(trouble)),
       .place = {.argument = field},
       .details = {{"indicator", definition.id}, {"field", field}}});
}

void require_text(const Definition& definition, const char* field, const std::string& text) {
  if (text.empty()) refuse(definition, field, "is missing");
}

void require_columns(const Definition& definition) {
  const std::size_t numerators = definition.numerator.size();
  const std::size_t denominators = definition.denominator.size();
  const bool one_column = definition.kind == Kind::kPercentage || definition.kind == Kind::kValue;
  if (numerators == 0) refuse(definition, "numerator", "names no column");
  if (one_column && numerators > 1) refuse(definition, "numerator", "names more than one column");
  if (!one_column && denominators == 0) refuse(definition, "denominator", "names no column");
  if (definition.kind == Kind::kValue && denominators > 0) {
    refuse(definition, "denominator", "has no meaning for a value column");
  }
}

}  // namespace

std::string_view name(Kind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

void require_complete(const Definition& definition) {
  require_text(definition, "id", definition.id);
  require_columns(definition);
  if (!(definition.scale > 0.0) || std::isinf(definition.scale)) {
    refuse(definition, "scale", fmt::format("is {}; it must be above 0", definition.scale));
  }
  if (!(definition.rounding >= 0.0) || std::isinf(definition.rounding)) {
    refuse(definition, "rounding", fmt::format("is {}; it cannot be below 0", definition.rounding));
  }
}

}  // namespace sozialraum::indicator
