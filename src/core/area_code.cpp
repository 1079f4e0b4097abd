#include "sozialraum/core/area_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/grid_cell.hpp"
#include "sozialraum/core/spelling.hpp"

namespace sozialraum::core {
namespace {

constexpr std::array<std::string_view, 5> kNames{"kreis", "ags", "ars", "grid_cell", "custom"};

/// Digits of an official key; 0 for kinds that are not made of digits.
std::size_t digits_of(CodeKind kind) {
  switch (kind) {
    case CodeKind::kKreis:
      return 5;
    case CodeKind::kAgs:
      return 8;
    case CodeKind::kArs:
      return 12;
    default:
      return 0;
  }
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The sixteen Länder have the numbers 01 to 16.
bool names_a_land(std::string_view text) {
  if (text.size() < 2) return false;
  const int land = (text[0] - '0') * 10 + (text[1] - '0');
  return land >= 1 && land <= 16;
}

bool is_official(std::string_view text, CodeKind kind) {
  return text.size() == digits_of(kind) && all_digits(text) && names_a_land(text);
}

[[noreturn]] void bad_code(std::string code, std::string_view text, std::string message,
                           std::string hint) {
  throw InvalidInput({.code = std::move(code),
                      .severity = Severity::kWarning,
                      .message = std::move(message),
                      .place = {.area = std::string(text)},
                      .hint = std::move(hint),
                      .details = {{"found", std::string(text)}},
                      .areas = {std::string(text)}});
}

void require_official(std::string_view text, CodeKind kind) {
  if (is_official(text, kind)) return;
  if (const auto repaired = repair_leading_zero(text, kind)) {
    bad_code("lost_leading_zero", text,
             fmt::format("the key '{}' has lost its leading zero; the {} key is '{}'", text,
                         name(kind), *repaired),
             "read the keys as text, or allow the repair with repair_ags=True");
  }
  bad_code("bad_area_code", text,
           fmt::format("'{}' is not a key of kind {}: {} digits are expected, the first two a Land "
                       "from 01 to 16",
                       text, name(kind), digits_of(kind)),
           "check the key column and the kind of key");
}

void require_plain_text(std::string_view text) {
  const bool control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (text.empty() || control || text.front() == ' ' || text.back() == ' ') {
    bad_code(
        "bad_area_code", text,
        fmt::format("'{}' cannot name an area: it is empty, or has blanks at its ends or control "
                    "characters",
                    text),
        "clean the key column");
  }
}

}  // namespace

std::string_view name(CodeKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::optional<CodeKind> code_kind_from_name(std::string_view name) {
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<CodeKind>(found - kNames.begin());
}

AreaCode AreaCode::parse(std::string_view text, CodeKind kind) {
  if (has_other_spelling(text)) return parse(one_spelling(text), kind);
  switch (kind) {
    case CodeKind::kKreis:
    case CodeKind::kAgs:
    case CodeKind::kArs:
      require_official(text, kind);
      break;
    case CodeKind::kGridCell:
      return code(parse_grid_cell(text));
    case CodeKind::kCustom:
      require_plain_text(text);
      break;
  }
  return AreaCode(std::string(text), kind);
}

std::optional<std::string> repair_leading_zero(std::string_view text, CodeKind kind) {
  std::string repaired = "0" + std::string(text);
  if (digits_of(kind) == 0 || !is_official(repaired, kind)) return std::nullopt;
  return repaired;
}

CodeKind guess_code_kind(std::string_view text) {
  for (const CodeKind kind : {CodeKind::kKreis, CodeKind::kAgs, CodeKind::kArs}) {
    if (is_official(text, kind)) return kind;
  }
  try {
    static_cast<void>(parse_grid_cell(text));
    return CodeKind::kGridCell;
  } catch (const InvalidInput&) {
    return CodeKind::kCustom;
  }
}

}  // namespace sozialraum::core
