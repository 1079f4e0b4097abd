#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/area_code.hpp"

namespace sozialraum::core {

/// What is a row called in a message?
///
/// A view on the codes or names of all rows; left empty, rows are counted from 1 ("row 4"). Every
/// function that may have to name an area takes one:
///
///     const std::vector<std::string> areas{"Hafen", "Wald"};
///     rates({.count = count, .base = base, .areas = areas});     // "... in Wald"
///
/// The lists must outlive it. Names may also be told on demand, for lists that are dear to copy and
/// mostly not needed.
class RowNames {
 public:
  RowNames() = default;
  RowNames(std::span<const std::string> names) : names_(names), size_(names.size()) {}  // NOLINT
  RowNames(const std::vector<std::string>& names)                                       // NOLINT
      : RowNames(std::span(names)) {}
  RowNames(std::span<const AreaCode> codes) : codes_(codes), size_(codes.size()) {}  // NOLINT
  RowNames(const std::vector<AreaCode>& codes) : RowNames(std::span(codes)) {}       // NOLINT
  /// `tell(row)` is asked when a row is to be named, and in no other case.
  RowNames(std::size_t rows, std::function<std::string(std::size_t)> tell);

  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// The name of a row, or "row 4" for the row number 3.
  [[nodiscard]] std::string operator[](std::size_t row) const;
  /// The names of some rows, in the order of the rows given.
  [[nodiscard]] std::vector<std::string> of(std::span<const std::size_t> rows) const;

  /// Throws InvalidInput "length_mismatch" for the argument unless there are no names, or one a
  /// row.
  void require_rows(std::size_t rows, const std::string& argument = "areas") const;

 private:
  std::span<const std::string> names_{};
  std::span<const AreaCode> codes_{};
  std::shared_ptr<const std::function<std::string(std::size_t)>> tell_{};
  std::size_t size_ = 0;
};

}  // namespace sozialraum::core
