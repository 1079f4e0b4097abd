#pragma once

#include <cmath>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/gis/table.hpp"

namespace sozialraum::gis {

/// A column as the file has it, before we type it.
struct RawColumn {
  std::string name{};
  std::vector<std::string_view> cells{};
  /// Only for files that type their cells: the number, or NaN where the cell is empty or text.
  std::vector<double> numbers{};

  [[nodiscard]] bool is_number(std::size_t row) const {
    return !numbers.empty() && !std::isnan(numbers[row]);
  }
};

/// A table as the file has it. Owns the text its cells point into; may be moved, not copied.
struct RawTable {
  std::string file{};
  std::vector<RawColumn> columns{};
  std::vector<std::uint64_t> lines{};  ///< row of the file of each row, from 1
  std::vector<core::Finding> findings{};
  std::unique_ptr<std::string> buffer = std::make_unique<std::string>();
  std::deque<std::string> pool{};  ///< texts that are not in the buffer

  [[nodiscard]] std::size_t rows() const { return lines.size(); }
  [[nodiscard]] std::vector<std::string> names() const;
  /// Throws UnknownName with the nearest.
  [[nodiscard]] std::size_t find(std::string_view name, std::string_view argument) const;
  /// The cell as text; a typed number in its shortest form, whole numbers without a point.
  [[nodiscard]] std::string text(std::size_t column, std::size_t row) const;
};

/// A note about a file.
[[nodiscard]] core::Finding file_note(std::string code, std::string_view path, std::string message);

/// A row of cells before it is known which row is the header; cells are views.
struct GridRow {
  std::uint64_t line = 0;
  bool hidden = false;
  std::vector<std::string_view> cells{};
  std::vector<double> numbers{};  ///< empty, or one per cell as in RawColumn
};

/// Header, data and what is dropped: the same for CSV and spreadsheet. Fills columns, lines and
/// findings of `table` from the rows.
void arrange(RawTable& table, std::vector<GridRow> rows, const TableOptions& options);

/// Reads a file by the extension of its path. Throws InvalidInput that names the file.
[[nodiscard]] RawTable read_raw(const std::string& path, const TableOptions& options);

/// What to do with a column of numbers like 17.511 beside decimal points in others.
enum class ThousandsLike : std::uint8_t {
  kAsk,   ///< which are they: thousands or decimals?
  kTell,  ///< coordinates have no thousands: read as decimals, with a warning
};

/// Keys checked, repaired if allowed, unique; then typed columns of the given names (all but the
/// key and `but_not` if `options.columns` is empty).
[[nodiscard]] std::vector<core::AreaCode> keys_of(RawTable& table, const TableOptions& options);
[[nodiscard]] TableResult type_table(RawTable table, const TableOptions& options,
                                     const std::vector<std::string>& but_not = {},
                                     ThousandsLike thousands = ThousandsLike::kAsk);

}  // namespace sozialraum::gis
