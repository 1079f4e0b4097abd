#include "sozialraum/core/row_names.hpp"

#include <fmt/format.h>

#include <utility>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {

RowNames::RowNames(std::size_t rows, std::function<std::string(std::size_t)> tell)
    : tell_(std::make_shared<const std::function<std::string(std::size_t)>>(std::move(tell))),
      size_(rows) {}

std::string RowNames::operator[](std::size_t row) const {
  if (!names_.empty()) return names_[row];
  if (!codes_.empty()) return codes_[row].text();
  if (size_ > 0) return (*tell_)(row);
  return fmt::format("row {}", row + 1);
}

std::vector<std::string> RowNames::of(std::span<const std::size_t> rows) const {
  std::vector<std::string> result;
  result.reserve(rows.size());
  for (const std::size_t row : rows) result.push_back((*this)[row]);
  return result;
}

void RowNames::require_rows(std::size_t rows, const std::string& argument) const {
  if (empty() || size_ == rows) return;
  throw InvalidInput(
      {.code = "length_mismatch",
       .severity = Severity::kWarning,
       .message = fmt::format("has {} codes for {} areas", size_, rows),
       .place = {.argument = argument},
       .hint = "give one a row, or none",
       .details = {{"found", std::to_string(size_)}, {"expected", std::to_string(rows)}}});
}

}  // namespace sozialraum::core
