#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "sozialraum/core/area_code.hpp"
#include "sozialraum/core/column.hpp"
#include "sozialraum/core/ids.hpp"

namespace sozialraum::core {

/// What do we know about all areas of one level?
///
/// Rows are areas (a unique AreaCode each), columns are numbers with states, or plain text such as
/// names. Column order is the order of adding.
class AreaTable {
 public:
  /// Throws InvalidInput "duplicate_key" with the key and both rows.
  explicit AreaTable(std::vector<AreaCode> codes);

  [[nodiscard]] std::size_t size() const noexcept { return codes_.size(); }
  [[nodiscard]] std::span<const AreaCode> codes() const noexcept { return codes_; }

  /// The row of an area, or nothing if it is not in the table. O(1).
  [[nodiscard]] std::optional<AreaId> find(std::string_view code) const;

  /// Throws InvalidInput if the length differs from size() ("length_mismatch") or the name is taken
  /// ("duplicate_column").
  void add(Column column);
  void add_text(std::string name, std::vector<std::string> cells);

  /// Throw UnknownName with the nearest existing name.
  [[nodiscard]] const Column& column(std::string_view name) const;
  [[nodiscard]] std::span<const std::string> text(std::string_view name) const;

  [[nodiscard]] std::span<const Column> columns() const noexcept { return columns_; }
  [[nodiscard]] std::vector<std::string> column_names() const;
  [[nodiscard]] std::vector<std::string> text_names() const;

 private:
  void require_free_name(const std::string& name, std::size_t cells);
  /// Where a code stands in `slots_`, or the free place for it.
  [[nodiscard]] std::size_t slot_of(std::string_view code) const;

  std::vector<AreaCode> codes_;
  std::vector<std::uint32_t> slots_;  ///< rows by the hash of their code; at most half are taken
  std::unordered_set<std::string> names_;
  std::vector<Column> columns_;
  std::vector<std::pair<std::string, std::vector<std::string>>> texts_;
};

}  // namespace sozialraum::core
