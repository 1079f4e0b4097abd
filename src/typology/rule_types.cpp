#include "sozialraum/typology/rule_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace sozialraum::typology {
namespace {

constexpr std::size_t kMostCombinations = 4096;
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();

[[noreturn]] void refuse(std::string code, std::string argument, std::string message,
                         std::vector<std::string> areas = {}) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = std::move(argument)},
                            .areas = std::move(areas)});
}

/// The combinations of classes: the last axis runs fastest.
struct Table {
  std::vector<std::size_t> classes{};  // of each axis
  std::vector<std::size_t> step{};     // between neighbouring classes of each axis
  std::vector<std::uint32_t> types{};  // of each combination
  std::size_t type_count = 0;

  [[nodiscard]] std::size_t combinations() const { return types.size(); }
  [[nodiscard]] std::size_t class_of(std::size_t combination, std::size_t axis) const {
    return combination / step[axis] % classes[axis];
  }
};

void require_limits(const RuleAxis& axis) {
  for (std::size_t i = 0; i < axis.limits.size(); ++i) {
    const double value = axis.limits[i].value;
    if (std::isfinite(value) && (i == 0 || value > axis.limits[i - 1].value)) continue;
    core::invalid_argument("limits", fmt::format("of '{}' do not rise at {}", axis.name, value));
  }
}

void require_values(const RuleAxis& axis, std::size_t areas, const core::RowNames& names) {
  if (axis.values.size() != areas || (!axis.errors.empty() && axis.errors.size() != areas)) {
    refuse("length_mismatch", "axes", fmt::format("'{}' has not one value an area", axis.name));
  }
  for (std::size_t i = 0; i < areas; ++i) {
    if (std::isinf(axis.values[i])) {
      refuse("invalid_argument", "values", fmt::format("of '{}' hold an infinite one", axis.name),
             {names[i]});
    }
    if (axis.errors.empty() || std::isnan(axis.values[i])) continue;
    if (std::isfinite(axis.errors[i]) && axis.errors[i] >= 0.0) continue;
    refuse("bad_standard_error", "errors",
           fmt::format("the standard error of '{}' is {}; 0 or more is needed", axis.name,
                       axis.errors[i]),
           {names[i]});
  }
}

void require_areas(std::span<const RuleAxis> axes, const RuleTypeOptions& options) {
  if (axes.empty()) core::invalid_argument("axes", "is empty; at least one is needed");
  const std::size_t areas = axes.front().values.size();
  if (areas == 0) refuse("no_areas", "axes", "there are no areas");
  options.areas.require_rows(areas);
  for (const RuleAxis& axis : axes) {
    require_limits(axis);
    require_values(axis, areas, options.areas);
  }
  if (options.weights.empty()) return;
  if (options.weights.size() != areas) {
    refuse("length_mismatch", "weights", "has not one number an area");
  }
  for (std::size_t i = 0; i < areas; ++i) {
    if (std::isfinite(options.weights[i]) && options.weights[i] >= 0.0) continue;
    refuse("negative_weight", "weights", "a weight is below 0 or no number", {options.areas[i]});
  }
}

Table table_of(std::span<const RuleAxis> axes, std::span<const std::uint32_t> types) {
  Table table;
  std::size_t combinations = 1;
  for (const RuleAxis& axis : axes) {
    table.classes.push_back(axis.limits.size() + 1);
    combinations *= table.classes.back();
    if (combinations <= kMostCombinations) continue;
    core::invalid_argument(
        "limits", fmt::format("make more than {} combinations of classes", kMostCombinations));
  }
  table.step.resize(axes.size());
  std::size_t step = 1;
  for (std::size_t a = axes.size(); a-- > 0; step *= table.classes[a]) table.step[a] = step;
  table.types.assign(types.begin(), types.end());
  if (types.empty()) {
    table.types.resize(combinations);
    std::iota(table.types.begin(), table.types.end(), 0U);
  }
  if (table.types.size() != combinations) {
    refuse("length_mismatch", "types",
           fmt::format("{} types for {} combinations of classes", types.size(), combinations));
  }
  table.type_count = std::size_t{std::ranges::max(table.types)} + 1;
  for (std::uint32_t type = 0; type < table.type_count; ++type) {
    if (table.type_count <= combinations && std::ranges::count(table.types, type) > 0) continue;
    core::invalid_argument("types", fmt::format("type {} is of no combination; number them 0, 1, "
                                                "2, ... without a gap",
                                                type));
  }
  return table;
}

std::uint32_t class_of(const RuleAxis& axis, double value) {
  if (std::isnan(value)) return kNoType;
  std::uint32_t found = 0;
  for (const ClassLimit& limit : axis.limits) {
    if (limit.at_belongs_above ? value < limit.value : value <= limit.value) break;
    ++found;
  }
  return found;
}

/// Does the combination agree with the classes that are known?
bool agrees(const Table& table, std::size_t combination, std::span<const std::uint32_t> classes) {
  for (std::size_t a = 0; a < classes.size(); ++a) {
    if (classes[a] != kNoType && table.class_of(combination, a) != classes[a]) return false;
  }
  return true;
}

/// The type that all combinations which agree with the known classes share, or none.
std::uint32_t type_of(const Table& table, std::span<const std::uint32_t> classes) {
  std::uint32_t type = kNoType;
  for (std::size_t c = 0; c < table.combinations(); ++c) {
    if (!agrees(table, c, classes)) continue;
    if (type != kNoType && table.types[c] != type) return kNoType;
    type = table.types[c];
  }
  return type;
}

std::size_t combination_of(const Table& table, std::span<const std::uint32_t> classes) {
  std::size_t combination = 0;
  for (std::size_t a = 0; a < classes.size(); ++a) combination += table.step[a] * classes[a];
  return combination;
}

/// Probability that a normal value lies below the limit.
double below(double limit, double value, double error) {
  return 0.5 * std::erfc((value - limit) / (error * std::numbers::sqrt2));
}

/// Probability of each class of one axis.
std::vector<double> class_shares(const RuleAxis& axis, std::size_t area, std::uint32_t own) {
  std::vector<double> shares(axis.limits.size() + 1, 0.0);
  if (axis.errors.empty() || axis.errors[area] == 0.0) {
    shares[own] = 1.0;
    return shares;
  }
  double before = 0.0;
  for (std::size_t c = 0; c < axis.limits.size(); ++c) {
    const double up_to = below(axis.limits[c].value, axis.values[area], axis.errors[area]);
    shares[c] = up_to - before;
    before = up_to;
  }
  shares.back() = 1.0 - before;
  return shares;
}

/// How far from the nearest limit of the axis beyond which the type is another.
double margin_of(const Table& table, std::span<const RuleAxis> axes, std::size_t axis,
                 std::span<const std::uint32_t> classes, double value) {
  const std::size_t own = combination_of(table, classes);
  const std::vector<ClassLimit>& limits = axes[axis].limits;
  double margin = kInfinite;
  for (std::size_t c = 0; c < table.classes[axis]; ++c) {
    const std::size_t there = own + table.step[axis] * c - table.step[axis] * classes[axis];
    if (table.types[there] == table.types[own]) continue;
    const double limit = c < classes[axis] ? limits[c].value : limits[c - 1].value;
    margin = std::min(margin, std::abs(value - limit));
  }
  return margin;
}

class Typing {
 public:
  Typing(std::span<const RuleAxis> axes, const RuleTypeOptions& options)
      : axes_(axes), options_(options), table_(table_of(axes, options.types)) {
    result_.axes = axes.size();
    result_.type_count = table_.type_count;
    result_.sizes.assign(table_.combinations(), 0);
    result_.weights.assign(table_.combinations(), 0.0);
  }

  RuleTypes run() {
    const std::size_t areas = axes_.front().values.size();
    std::vector<std::string> open;
    for (std::size_t area = 0; area < areas; ++area) {
      type(area);
      if (result_.types.back() == kNoType) open.push_back(options_.areas[area]);
    }
    if (!open.empty()) {
      result_.findings.push_back(
          {.code = "no_type",
           .severity = core::Severity::kWarning,
           .message = fmt::format("{} of {} areas have no type, because a value is missing",
                                  open.size(), areas),
           .details = {{"areas", std::to_string(open.size())}},
           .areas = std::move(open)});
    }
    return std::move(result_);
  }

 private:
  void type(std::size_t area) {
    std::vector<std::uint32_t> classes;
    for (const RuleAxis& axis : axes_) classes.push_back(class_of(axis, axis.values[area]));
    const bool whole = std::ranges::find(classes, kNoType) == classes.end();
    result_.types.push_back(type_of(table_, classes));
    result_.classes.insert(result_.classes.end(), classes.begin(), classes.end());
    const std::size_t row = result_.probability.size();
    result_.probability.resize(row + table_.type_count, whole ? 0.0 : kMissing);
    for (std::size_t a = 0; a < axes_.size(); ++a) {
      const double value = axes_[a].values[area];
      result_.margin.push_back(whole ? margin_of(table_, axes_, a, classes, value) : kMissing);
    }
    if (!whole) return;
    const std::size_t own = combination_of(table_, classes);
    ++result_.sizes[own];
    result_.weights[own] += options_.weights.empty() ? 1.0 : options_.weights[area];
    add_probabilities(area, classes, std::span(result_.probability).subspan(row));
  }

  void add_probabilities(std::size_t area, std::span<const std::uint32_t> classes,
                         std::span<double> probability) const {
    std::vector<std::vector<double>> shares;
    for (std::size_t a = 0; a < axes_.size(); ++a) {
      shares.push_back(class_shares(axes_[a], area, classes[a]));
    }
    for (std::size_t c = 0; c < table_.combinations(); ++c) {
      double share = 1.0;
      for (std::size_t a = 0; a < axes_.size(); ++a) share *= shares[a][table_.class_of(c, a)];
      probability[table_.types[c]] += share;
    }
  }

  std::span<const RuleAxis> axes_;
  const RuleTypeOptions& options_;
  Table table_;
  RuleTypes result_{};
};

}  // namespace

RuleTypes rule_types(std::span<const RuleAxis> axes, const RuleTypeOptions& options) {
  require_areas(axes, options);
  return Typing(axes, options).run();
}

}  // namespace sozialraum::typology
