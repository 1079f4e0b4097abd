#include "sozialraum/smallarea/table_draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string_view>

#include "sozialraum/core/draws.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"

namespace sozialraum::smallarea {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kPurpose = "small area estimates";
constexpr std::size_t kAreasAtOnce = 16;
constexpr std::size_t kMapNumbers = std::size_t{1} << 24U;  // of a spatial model, at a time
/// Beyond this a gamma or beta law is normal to a thousandth of its standard deviation, and the sum
/// of two gammas would lose digits.
constexpr double kNearlyNormal = 1e9;

bool is_normal(Law law) { return law == Law::kNormal || law == Law::kLogitNormal; }

bool fits(const DrawnColumn& column, std::size_t area) {
  const double mean = column.mean[area];
  const double variance = column.variance[area];
  if (std::isnan(mean) || std::isnan(variance)) return true;
  if (!(variance >= 0.0) || std::isinf(variance) || std::isinf(mean)) return false;
  if (is_normal(column.law)) return true;
  return mean >= 0.0 && (column.law == Law::kGamma || mean <= 1.0);
}

/// The rows of the areas among those of a spatial model.
std::vector<std::size_t> rows_in(const SpatialDraws& map, const DrawnColumn& column,
                                 std::span<const std::string> areas) {
  std::map<std::string_view, std::size_t> known;
  for (const std::string& code : map.codes()) known.emplace(code, known.size());
  std::vector<std::size_t> rows;
  for (const std::string& area : areas) {
    const auto found = known.find(area);
    if (found == known.end()) {
      throw core::InvalidInput(
          {.code = "unknown_area",
           .severity = core::Severity::kWarning,
           .message = fmt::format("the map of '{}' does not know the area {}", column.name, area),
           .place = {.argument = "columns", .column = column.name},
           .areas = {area}});
    }
    rows.push_back(found->second);
  }
  return rows;
}

void require_column(const DrawnColumn& column, std::span<const std::string> areas) {
  if (column.map) {
    if (column.whole.empty() && column.mean.empty() && column.variance.empty()) return;
    core::invalid_argument("columns", fmt::format("'{}' has a map and a law", column.name),
                           "leave mean, variance and whole empty");
  }
  if (column.mean.size() != areas.size() || column.variance.size() != areas.size()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} means and {} variances for {} areas", column.mean.size(),
                                column.variance.size(), areas.size()),
         .place = {.argument = "columns", .column = column.name}});
  }
  for (std::size_t area = 0; area < areas.size(); ++area) {
    if (fits(column, area)) continue;
    throw core::InvalidInput(
        {.code = "bad_standard_error",
         .severity = core::Severity::kWarning,
         .message = fmt::format("mean {} and variance {} in {} fit no distribution of its kind",
                                column.mean[area], column.variance[area], areas[area]),
         .place = {.argument = "columns", .column = column.name},
         .areas = {areas[area]}});
  }
}

void require_different(std::span<const std::string> names, const std::string& code,
                       const std::string& argument) {
  std::set<std::string_view> seen;
  for (const std::string& name : names) {
    if (seen.insert(name).second) continue;
    throw core::InvalidInput({.code = code,
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("'{}' is there twice", name),
                              .place = {.argument = argument},
                              .areas = {name}});
  }
}

void require_parts(const std::vector<DrawnColumn>& columns) {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const auto& whole = columns[c].part_of;
    if (whole && *whole >= c) {
      core::invalid_argument(
          "columns", fmt::format("'{}' is a part of itself or of a later column", columns[c].name),
          "put the whole before its parts");
    }
  }
}

}  // namespace

/// Draws of one area, column by column.
class TableDraws::Filler {
 public:
  Filler(const TableDraws& table, const DrawBlock& block)
      : table_(table),
        block_(block),
        draws_(table.seed_, kPurpose),
        values_(table.columns() * block.draws),
        second_(table_.columns() * block.draws),
        totals_(block.draws) {}

  /// Into the rows of the area in a table of draws x areas x columns.
  /// The columns of spatial models are there already.
  void fill(std::size_t area, std::span<double> into) {
    const std::size_t columns = table_.columns();
    const std::size_t row = area - block_.first_area;
    wanted_.clear();
    pending_.clear();
    for (std::size_t c = 0; c < columns; ++c) {
      if (!table_.columns_[c].map) {
        draw(area, c);
        continue;
      }
      for (std::size_t d = 0; d < block_.draws; ++d) {
        of(c)[d] = into[(d * block_.areas + row) * columns + c];
      }
    }
    draws_.gamma(wanted_, first());  // of all columns at once
    for (const Pending& one : pending_) finish(one);
    add_up_wholes();
    for (std::size_t c = 0; c < columns; ++c) {
      const auto& whole = table_.columns_[c].part_of;
      if (!whole) continue;
      for (std::size_t d = 0; d < block_.draws; ++d) of(c)[d] *= of(*whole)[d];
    }
    for (std::size_t d = 0; d < block_.draws; ++d) {
      double* to = &into[(d * block_.areas + row) * columns];
      for (std::size_t c = 0; c < columns; ++c) to[c] = of(c)[d];
    }
  }

 private:
  std::span<double> of(std::size_t column) {
    return std::span(values_).subspan(column * block_.draws, block_.draws);
  }

  /// For the second gamma of a beta.
  std::span<double> second(std::size_t column) {
    return std::span(second_).subspan(column * block_.draws, block_.draws);
  }

  void draw(std::size_t area, std::size_t c) {
    const DrawnColumn& column = table_.columns_[c];
    const double mean = column.mean[area];
    const double variance = column.variance[area];
    const auto into = of(c);
    const core::DrawCell cell{table_.areas_[area], table_.hashes_[c]};
    if (std::isnan(mean) || std::isnan(variance)) {
      std::ranges::fill(into, kMissing);
    } else if (!column.whole.empty()) {
      draw_share_of_whole(cell, mean, variance, into);
    } else if (column.law == Law::kLogitNormal) {
      draws_.normal(cell, first(), into);
      for (double& x : into) x = 1.0 / (1.0 + std::exp(-(mean + std::sqrt(variance) * x)));
    } else if (variance == 0.0 || (column.law != Law::kNormal && mean == 0.0)) {
      std::ranges::fill(into, mean);
    } else if (column.law == Law::kGamma && mean * mean / variance < kNearlyNormal) {
      wanted_.push_back({cell, mean * mean / variance, into});
      pending_.push_back({.column = c, .scale = variance / mean});
    } else if (column.law == Law::kBeta && mean < 1.0 &&
               mean * (1.0 - mean) / variance < kNearlyNormal) {
      const double persons = std::max(1e-9, mean * (1.0 - mean) / variance - 1.0);
      wanted_.push_back({cell, mean * persons, into});
      wanted_.push_back(
          {{table_.areas_[area], table_.rest_hashes_[c]}, (1.0 - mean) * persons, second(c)});
      pending_.push_back({.column = c, .mean = mean, .beta = true});
    } else {
      draws_.normal(cell, first(), into);
      for (double& x : into) x = mean + std::sqrt(variance) * x;
    }
  }

  /// What is made of gamma draws once they are there.
  struct Pending {
    std::size_t column = 0;
    double scale = 1.0;
    double mean = 0.0;
    bool beta = false;
  };

  void finish(const Pending& one) {
    const auto into = of(one.column);
    if (!one.beta) {
      for (double& x : into) x *= one.scale;
      return;
    }
    const auto rest = second(one.column);
    for (std::size_t d = 0; d < into.size(); ++d) {
      const double sum = into[d] + rest[d];
      // Both below the smallest number: all or nothing.
      into[d] = sum > 0.0 ? into[d] / sum : one.mean;
    }
  }

  /// One gamma of a Dirichlet distribution; add_up_wholes() divides by the sum.
  void draw_share_of_whole(const core::DrawCell& cell, double mean, double variance,
                           std::span<double> into) {
    const double even = mean * (1.0 - mean);
    if (variance <= 0.0 || even <= 0.0) {
      std::ranges::fill(into, mean);
      return;
    }
    wanted_.push_back({cell, mean * std::max(1e-9, even / variance - 1.0), into});
  }

  void add_up_wholes() {
    const std::size_t none = table_.columns();
    for (std::size_t c = 0; c < table_.columns(); ++c) {
      if (table_.whole_[c] == none || table_.whole_[c] != c) continue;  // told by its first column
      std::ranges::fill(totals_, 0.0);
      for (std::size_t k = c; k < table_.columns(); ++k) {
        if (table_.whole_[k] != c) continue;
        for (std::size_t d = 0; d < block_.draws; ++d) totals_[d] += of(k)[d];
      }
      for (std::size_t k = c; k < table_.columns(); ++k) {
        if (table_.whole_[k] != c) continue;
        for (std::size_t d = 0; d < block_.draws; ++d) of(k)[d] /= totals_[d];
      }
    }
  }

  [[nodiscard]] std::uint32_t first() const {
    return static_cast<std::uint32_t>(block_.first_draw);
  }

  const TableDraws& table_;
  const DrawBlock& block_;
  core::Draws draws_;
  std::vector<double> values_;  // columns x draws of one area
  std::vector<double> second_;
  std::vector<core::WantedGamma> wanted_;
  std::vector<Pending> pending_;
  std::vector<double> totals_;
};

TableDraws::TableDraws(std::span<const std::string> areas, std::vector<DrawnColumn> columns,
                       std::uint64_t seed)
    : columns_(std::move(columns)), seed_(seed) {
  require_different(areas, "duplicate_key", "areas");
  std::vector<std::string> names;
  for (const DrawnColumn& column : columns_) {
    require_column(column, areas);
    names.push_back(column.name);
    hashes_.push_back(core::hash_of(column.name));
    rest_hashes_.push_back(core::hash_of(column.name + "\x1frest"));
    rows_in_map_.push_back(column.map ? rows_in(*column.map, column, areas)
                                      : std::vector<std::size_t>{});
  }
  require_different(names, "duplicate_column", "columns");
  require_parts(columns_);
  for (DrawnColumn& column : columns_) {
    if (column.map) column.map = column.map->named({.indicator = column.name, .seed = seed});
  }
  for (const std::string& area : areas) areas_.push_back(core::hash_of(area));
  std::map<std::string, std::size_t> first;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const std::string& whole = columns_[c].whole;
    whole_.push_back(whole.empty() ? columns_.size() : first.emplace(whole, c).first->second);
  }
}

std::vector<core::Finding> TableDraws::findings() const {
  std::set<std::size_t> separate;  // a whole counts once, a part with its whole
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    if (columns_[c].part_of) continue;
    separate.insert(whole_[c] == columns_.size() ? c : whole_[c]);
  }
  if (separate.size() < 2) return {};
  core::Finding finding{
      .code = "independent_draws",
      .severity = core::Severity::kNote,
      .message = fmt::format("{} indicators are drawn independently of each other; where the same "
                             "people stand behind several, sums and types are less sure than the "
                             "draws show",
                             separate.size())};
  for (const std::size_t c : separate) {
    finding.details.emplace_back("column",
                                 columns_[c].whole.empty() ? columns_[c].name : columns_[c].whole);
  }
  return {finding};
}

void TableDraws::fill_map(std::size_t column, const DrawBlock& block, std::span<double> into,
                          const core::Execution& execution) const {
  const SpatialDraws& map = *columns_[column].map;
  const std::vector<std::size_t>& rows = rows_in_map_[column];
  const std::size_t known = map.areas();
  if (block.areas == 0 || known == 0) return;
  const std::size_t together = std::clamp<std::size_t>(kMapNumbers / known, 1, block.draws);
  std::vector<double> drawn;
  for (std::size_t done = 0; done < block.draws; done += together) {
    const std::size_t some = std::min(together, block.draws - done);
    drawn.resize(some * known);
    map.fill(block.first_draw + done, some, drawn, execution);
    for (std::size_t d = 0; d < some; ++d) {
      double* to = &into[(done + d) * block.areas * columns() + column];
      for (std::size_t row = 0; row < block.areas; ++row) {
        to[row * columns()] = drawn[d * known + rows[block.first_area + row]];
      }
    }
  }
}

void TableDraws::fill(const DrawBlock& block, std::span<double> into,
                      const core::Execution& execution) const {
  if (block.first_area > areas() || block.areas > areas() - block.first_area) {
    core::invalid_argument("block", fmt::format("asks for areas {} to {} of {}", block.first_area,
                                                block.first_area + block.areas, areas()));
  }
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  if (block.first_draw > kMost || block.draws > kMost - block.first_draw) {
    core::invalid_argument("block", "asks for draws beyond 2^32");
  }
  if (into.size() != block.draws * block.areas * columns()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} draws of {} areas and {} columns do not fit into {} numbers",
                                block.draws, block.areas, columns(), into.size()),
         .place = {.argument = "into"}});
  }
  for (std::size_t c = 0; c < columns(); ++c) {
    if (columns_[c].map) fill_map(c, block, into, execution);
  }
  execution.expect(block.areas);
  core::parallel_for(block.areas, kAreasAtOnce, execution, [&](std::size_t begin, std::size_t end) {
    Filler filler(*this, block);
    for (std::size_t row = begin; row < end; ++row) {
      filler.fill(block.first_area + row, into);
    }
    execution.advance(end - begin);
  });
}

}  // namespace sozialraum::smallarea
