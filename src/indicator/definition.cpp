#include "sozialraum/indicator/definition.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::indicator {
namespace {

constexpr std::array<std::string_view, 11> kNames{"share", "rate",    "ratio",   "percentage",
                                                  "value", "mean",    "density", "balance",
                                                  "count", "minutes", "clock"};
constexpr std::array<std::string_view, 3> kReferences{"", "residence", "facility"};

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

bool is_read_as_it_stands(Kind kind) {
  return kind == Kind::kValue || kind == Kind::kMinutes || kind == Kind::kClock;
}

void require_columns(const Definition& definition) {
  const Kind kind = definition.kind;
  const bool without_base = is_read_as_it_stands(kind) || kind == Kind::kCount;
  const bool one_column = is_read_as_it_stands(kind) || kind == Kind::kPercentage;
  if (definition.numerator.empty()) refuse(definition, "numerator", "names no column");
  if (one_column && definition.numerator.size() > 1) {
    refuse(definition, "numerator", "names more than one column");
  }
  if (!without_base && kind != Kind::kPercentage && definition.denominator.empty()) {
    refuse(definition, "denominator", "names no column");
  }
  if (without_base && !definition.denominator.empty()) {
    refuse(definition, "denominator", fmt::format("has no meaning for a {}", name(kind)));
  }
  if ((kind == Kind::kBalance) == definition.minus.empty()) {
    refuse(definition, "minus",
           kind == Kind::kBalance ? "names no column" : "has a meaning for a balance alone");
  }
}

void require_not_below_zero(const Definition& definition, const char* field, double number) {
  if (number >= 0.0 && !std::isinf(number)) return;
  refuse(definition, field, fmt::format("is {}; it cannot be below 0", number));
}

void require_one_reference(const Definition& definition) {
  if (!reference_is_mixed(definition)) return;
  if (definition.kind == Kind::kShare || definition.kind == Kind::kPercentage) {
    refuse(definition, "base_reference",
           fmt::format("is the {} and the reference the {}: commuters are in one and not in the "
                       "other, so it is no share but a rate or ratio",
                       name(definition.base_reference), name(definition.reference)));
  }
  if (definition.caveat_de.empty() && definition.caveat_en.empty()) {
    refuse(definition, "caveat_de",
           "is missing, but counts at one place are divided by those at another: say so there");
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

std::string_view name(Reference reference) {
  return kReferences[static_cast<std::size_t>(reference)];
}

std::optional<Reference> reference_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kReferences.size(); ++i) {
    if (kReferences[i] == name) return static_cast<Reference>(i);
  }
  return std::nullopt;
}

bool reference_is_mixed(const Definition& definition) {
  return definition.reference != Reference::kNotStated &&
         definition.base_reference != Reference::kNotStated &&
         definition.reference != definition.base_reference;
}

void require_complete(const Definition& definition) {
  require_text(definition, "id", definition.id);
  require_columns(definition);
  if (!(definition.scale > 0.0) || std::isinf(definition.scale)) {
    refuse(definition, "scale", fmt::format("is {}; it must be above 0", definition.scale));
  }
  require_not_below_zero(definition, "rounding", definition.rounding);
  require_not_below_zero(definition, "base_rounding", definition.base_rounding);
  require_not_below_zero(definition, "noise", definition.noise);
  require_not_below_zero(definition, "minimum_base", definition.minimum_base);
  require_one_reference(definition);
}

}  // namespace sozialraum::indicator
