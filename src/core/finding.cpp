#include "sozialraum/core/finding.hpp"

#include <fmt/format.h>

namespace sozialraum::core {
namespace {

std::string describe(const Place& place) {
  std::string text;
  const auto append = [&text](std::string_view label, const std::string& value) {
    if (value.empty()) return;
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {}", label, value);
  };
  append("file", place.file);
  append("row", place.row ? std::to_string(*place.row) : "");
  append("column", place.column);
  append("area", place.area);
  append("argument", place.argument);
  return text;
}

}  // namespace

std::string describe(const Finding& finding) {
  std::string text = describe(finding.place);
  if (!text.empty()) text += ": ";
  text += finding.message;
  if (!finding.hint.empty()) text += ". Hint: " + finding.hint;
  return text;
}

InvalidInput::InvalidInput(Finding finding)
    : std::runtime_error(describe(finding)), finding_(std::move(finding)) {}

void invalid_argument(std::string argument, const std::string& trouble, std::string hint) {
  throw InvalidInput({.code = "invalid_argument",
                      .severity = Severity::kWarning,
                      .message = trouble,
                      .place = {.argument = std::move(argument)},
                      .hint = std::move(hint)});
}

}  // namespace sozialraum::core
