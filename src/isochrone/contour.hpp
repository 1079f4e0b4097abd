#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sozialraum::isochrone {

/// Samples of a raster that are inside or not; the first and last column must be outside.
class SampleSet {
 public:
  SampleSet() = default;
  SampleSet(std::uint32_t rows, std::uint32_t words)
      : words_(words), bits_(std::size_t{rows} * words, 0) {}

  /// Words of 64 columns in a row.
  [[nodiscard]] std::uint32_t words() const { return words_; }
  /// Outside of these rows nothing is inside.
  [[nodiscard]] std::uint32_t first_row() const { return first_ < last_ ? row_of(first_) : 0; }
  [[nodiscard]] std::uint32_t rows() const {
    return first_ < last_ ? row_of(last_ - 1) - row_of(first_) + 1 : 0;
  }
  [[nodiscard]] const std::uint64_t* row(std::uint32_t row) const {
    return bits_.data() + std::size_t{row} * words_;
  }
  [[nodiscard]] bool has(std::uint32_t column, std::uint32_t row) const {
    const std::size_t word = std::size_t{row} * words_ + column / 64;
    return word < bits_.size() && ((bits_[word] >> (column % 64)) & 1U) != 0;
  }

  /// Takes in the cells [first, first + length) of one row.
  void add(std::uint32_t first, std::uint32_t length) {
    const std::uint32_t last = first + length - 1;
    first_ = first < first_ ? first : first_;
    last_ = last >= last_ ? last + 1 : last_;
    const std::uint64_t from = ~std::uint64_t{0} << (first % 64);
    const std::uint64_t to = ~std::uint64_t{0} >> (63 - last % 64);
    if (first / 64 == last / 64) {
      bits_[first / 64] |= from & to;
      return;
    }
    bits_[first / 64] |= from;
    for (std::uint32_t word = first / 64 + 1; word < last / 64; ++word) bits_[word] = ~0ULL;
    bits_[last / 64] |= to;
  }

  /// Costs only the rows in use.
  void clear() {
    if (first_ < last_) {
      std::fill(bits_.begin() + first_ / 64, bits_.begin() + (last_ - 1) / 64 + 1, 0);
    }
    first_ = 0xffffffffU;
    last_ = 0;
  }

 private:
  [[nodiscard]] std::uint32_t row_of(std::uint32_t cell) const { return cell / 64 / words_; }

  std::uint32_t words_ = 0;
  std::vector<std::uint64_t> bits_{};
  std::uint32_t first_ = 0xffffffffU;  // cell
  std::uint32_t last_ = 0;             // one beyond the last cell
};

/// A sample of the raster.
struct RasterCell {
  std::uint32_t column = 0;
  std::uint32_t row = 0;

  friend bool operator==(const RasterCell&, const RasterCell&) = default;
};

/// A place between samples, in parts of a step.
struct ContourPoint {
  std::int64_t x = 0;
  std::int64_t y = 0;
};

/// The rings around a set of samples.
///
/// Ring r is `points[begin[r] .. begin[r + 1])`, not closed, with the inside on its left, so that
/// outlines run counter-clockwise and holes clockwise. `outline[r]` is the outline to which ring r
/// belongs, r itself if it is one. Rings stand in the order of their first crossing from south to
/// north, then from west to east.
struct Contour {
  std::vector<ContourPoint> points{};
  std::vector<std::uint32_t> begin{0};
  std::vector<std::uint32_t> outline{};
};

/// Draws rings around samples: marching squares (Lorensen and Cline 1987) by walking along the
/// border. Diagonal neighbours inside are joined. Every crossing lies on its own side of a square,
/// strictly between its ends, so rings neither touch nor cross. Scratch memory; one a thread.
class ContourTracer {
 public:
  /// `crossing(inside, outside)` tells after how many parts of the step between two neighbouring
  /// samples the border runs, 1..parts-1; it is asked once for each pair that the border separates.
  template <class Crossing>
  const Contour& trace(const SampleSet& inside, std::int64_t parts, Crossing crossing) {
    contour_ = {};
    along_rows_.clear();
    gates_.clear();
    find_crossings(inside);
    for (std::uint32_t row = 0; row < inside.rows(); ++row) {
      for (std::uint32_t word = 0; word < inside.words(); ++word) {
        const std::size_t place = std::size_t{row} * inside.words() + word;
        while (crossings_[place] != 0) {
          const auto bit = static_cast<std::uint32_t>(std::countr_zero(crossings_[place]));
          walk(inside, {word * 64 + bit, inside.first_row() + row});
        }
      }
    }
    put_holes_into_outlines(inside.rows());
    cross(parts, crossing);
    return contour_;
  }

 private:
  /// A step of the walk: between an inside sample on the left and an outside one on the right.
  struct Gate {
    RasterCell left;
    RasterCell right;
    int dx = 0;
    int dy = 0;
  };
  /// Ring that runs between a column and the next, in some row.
  struct AlongRow {
    std::uint32_t row = 0;
    std::uint32_t column = 0;
    std::uint32_t ring = 0;
  };

  /// Marks in each row the columns whose next one is on the other side of the border.
  void find_crossings(const SampleSet& inside) {
    const std::uint32_t words = inside.words();
    crossings_.resize(std::size_t{inside.rows()} * words);
    for (std::uint32_t row = 0; row < inside.rows(); ++row) {
      const std::uint64_t* bits = inside.row(inside.first_row() + row);
      std::uint64_t* out = crossings_.data() + std::size_t{row} * words;
      for (std::uint32_t word = 0; word < words; ++word) {
        const std::uint64_t next = word + 1 < words ? bits[word + 1] << 63U : 0;
        out[word] = bits[word] ^ ((bits[word] >> 1U) | next);
      }
    }
  }

  static RasterCell moved(RasterCell cell, int dx, int dy) {
    return {cell.column + static_cast<std::uint32_t>(dx),
            cell.row + static_cast<std::uint32_t>(dy)};
  }

  static void turn_left(Gate& gate) {
    const int dx = gate.dx;
    gate.dx = -gate.dy;
    gate.dy = dx;
  }
  static void turn_right(Gate& gate) {
    const int dx = gate.dx;
    gate.dx = gate.dy;
    gate.dy = -dx;
  }

  static void step(const SampleSet& inside, Gate& gate) {
    const RasterCell left = moved(gate.left, gate.dx, gate.dy);
    const RasterCell right = moved(gate.right, gate.dx, gate.dy);
    if (inside.has(right.column, right.row)) {  // also if only it is inside: diagonals are joined
      gate.left = right;
      turn_right(gate);
    } else if (inside.has(left.column, left.row)) {
      gate.left = left;
      gate.right = right;
    } else {
      gate.right = left;
      turn_left(gate);
    }
  }

  void walk(const SampleSet& inside, RasterCell west) {
    const auto ring = static_cast<std::uint32_t>(contour_.outline.size());
    const RasterCell east = moved(west, 1, 0);
    const bool hole = inside.has(west.column, west.row);
    const Gate start = hole ? Gate{west, east, 0, 1} : Gate{east, west, 0, -1};
    Gate gate = start;
    do {
      if (gate.dx == 0) pass(inside, gate, ring);
      gates_.emplace_back(gate.left, gate.right);
      step(inside, gate);
    } while (!(gate.left == start.left && gate.right == start.right));
    contour_.begin.push_back(static_cast<std::uint32_t>(gates_.size()));
    contour_.outline.push_back(hole ? kOpen : ring);
  }

  /// After the walk and in a loop of its own, so that the processor fetches the times of many gates
  /// at once.
  template <class Crossing>
  void cross(std::int64_t parts, Crossing& crossing) {
    contour_.points.reserve(gates_.size());
    for (const auto& [left, right] : gates_) {
      const std::int64_t part = crossing(left, right);
      const auto along = [&](std::uint32_t from, std::uint32_t to) {
        return std::int64_t{from} * parts + part * (std::int64_t{to} - std::int64_t{from});
      };
      contour_.points.push_back({along(left.column, right.column), along(left.row, right.row)});
    }
  }

  void pass(const SampleSet& inside, const Gate& gate, std::uint32_t ring) {
    const std::uint32_t column =
        gate.left.column < gate.right.column ? gate.left.column : gate.right.column;
    const std::uint32_t row = gate.left.row - inside.first_row();
    crossings_[std::size_t{row} * inside.words() + column / 64] &=
        ~(std::uint64_t{1} << (column % 64));
    along_rows_.push_back({row, column, ring});
  }

  /// West of a hole's first crossing is land; the next ring to the west bounds that land: it is its
  /// outline, or another hole of it, which began earlier.
  void put_holes_into_outlines(std::uint32_t rows) {
    std::vector<std::uint32_t>& outline = contour_.outline;
    std::vector<std::uint32_t> row_begin(std::size_t{rows} + 1, 0);
    for (const AlongRow& entry : along_rows_) ++row_begin[entry.row + 1];
    for (std::size_t r = 0; r < rows; ++r) row_begin[r + 1] += row_begin[r];
    by_row_.resize(along_rows_.size());
    std::vector<std::uint32_t> next(row_begin.begin(), row_begin.end() - 1);
    for (const AlongRow& entry : along_rows_) by_row_[next[entry.row]++] = entry;
    for (std::uint32_t ring = 0, i = 0; ring < outline.size(); ++ring) {
      while (along_rows_[i].ring != ring) ++i;  // a ring's first crossing is its first entry
      if (outline[ring] != kOpen) continue;
      AlongRow west{.row = along_rows_[i].row, .column = 0, .ring = kOpen};
      for (std::uint32_t k = row_begin[west.row]; k < row_begin[west.row + 1]; ++k) {
        const AlongRow& entry = by_row_[k];
        if (entry.column >= along_rows_[i].column) continue;
        if (west.ring == kOpen || entry.column > west.column) west = entry;
      }
      outline[ring] = outline[west.ring];
    }
  }

  static constexpr std::uint32_t kOpen = 0xffffffffU;

  Contour contour_;
  std::vector<std::uint64_t> crossings_;
  std::vector<AlongRow> along_rows_;
  std::vector<AlongRow> by_row_;
  std::vector<std::pair<RasterCell, RasterCell>> gates_;  // inside, outside
};

}  // namespace sozialraum::isochrone
