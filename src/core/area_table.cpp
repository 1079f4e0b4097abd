#include "sozialraum/core/area_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <functional>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace sozialraum::core {
namespace {

constexpr std::uint32_t kFree = 0xFFFFFFFF;

[[noreturn]] void duplicate_key(const AreaCode& code, AreaId first, AreaId second) {
  throw InvalidInput({.code = "duplicate_key",
                      .severity = Severity::kWarning,
                      .message = fmt::format(
                          "the key '{}' stands in rows {} and {}; every area may have one row only",
                          code.text(), index(first) + 1, index(second) + 1),
                      .place = {.row = index(second) + 1, .area = code.text()},
                      .hint = "correct the key, or take the right row only",
                      .details = {{"found", code.text()},
                                  {"first_row", std::to_string(index(first) + 1)},
                                  {"second_row", std::to_string(index(second) + 1)}},
                      .areas = {code.text()}});
}

[[noreturn]] void bad_column(std::string code, const std::string& column, std::string message) {
  throw InvalidInput({.code = std::move(code),
                      .severity = Severity::kWarning,
                      .message = std::move(message),
                      .place = {.column = column}});
}

}  // namespace

AreaTable::AreaTable(std::vector<AreaCode> codes)
    : codes_(std::move(codes)), slots_(std::bit_ceil(2 * codes_.size() + 1), kFree) {
  for (std::uint32_t i = 0; i < codes_.size(); ++i) {
    std::uint32_t& slot = slots_[slot_of(codes_[i].text())];
    if (slot != kFree) {
      duplicate_key(codes_[i], static_cast<AreaId>(slot), static_cast<AreaId>(i));
    }
    slot = i;
  }
}

std::size_t AreaTable::slot_of(std::string_view code) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = std::hash<std::string_view>()(code) & mask;
  while (slots_[at] != kFree && codes_[slots_[at]].text() != code) at = (at + 1) & mask;
  return at;
}

std::optional<AreaId> AreaTable::find(std::string_view code) const {
  const std::uint32_t row = slots_[slot_of(code)];
  if (row == kFree) return std::nullopt;
  return static_cast<AreaId>(row);
}

void AreaTable::add(Column column) {
  require_free_name(column.name(), column.size());
  columns_.push_back(std::move(column));
}

void AreaTable::add_text(std::string name, std::vector<std::string> cells) {
  require_free_name(name, cells.size());
  texts_.emplace_back(std::move(name), std::move(cells));
}

const Column& AreaTable::column(std::string_view name) const {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [name](const Column& c) { return c.name() == name; });
  if (found == columns_.end()) unknown_name("column", name, column_names());
  return *found;
}

std::span<const std::string> AreaTable::text(std::string_view name) const {
  const auto found =
      std::find_if(texts_.begin(), texts_.end(), [name](const auto& t) { return t.first == name; });
  if (found == texts_.end()) unknown_name("column", name, text_names());
  return found->second;
}

std::vector<std::string> AreaTable::column_names() const {
  std::vector<std::string> names;
  for (const Column& column : columns_) names.push_back(column.name());
  return names;
}

std::vector<std::string> AreaTable::text_names() const {
  std::vector<std::string> names;
  for (const auto& text : texts_) names.push_back(text.first);
  return names;
}

void AreaTable::require_free_name(const std::string& name, std::size_t cells) {
  if (cells != size()) {
    bad_column("length_mismatch", name,
               fmt::format("the column has {} cells, the table {} areas", cells, size()));
  }
  if (!names_.insert(name).second) {
    bad_column("duplicate_column", name, "the table already has a column of this name");
  }
}

}  // namespace sozialraum::core
