#include "sozialraum/indicator/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "catalogue_checks.hpp"
#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/indicator/interval.hpp"
#include "sozialraum/indicator/rate.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

void require_unique_ids(const std::vector<Definition>& definitions) {
  std::set<std::string> seen;
  for (const Definition& definition : definitions) {
    if (seen.insert(definition.id).second) continue;
    throw core::InvalidInput(
        {.code = "duplicate_indicator",
         .severity = core::Severity::kWarning,
         .message = fmt::format("the indicator id '{}' is used twice", definition.id),
         .place = {.argument = "id"},
         .hint = "give every indicator an id of its own",
         .details = {{"indicator", definition.id}}});
  }
}

/// The sum of some columns with the states carried on.
struct Sum {
  std::vector<double> values;
  std::vector<CellState> states;
};

const core::Column& column_of(const core::AreaTable& table, const std::string& name,
                              const Definition& definition) {
  const std::vector<std::string> names = table.column_names();
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    core::unknown_name("column", name, names,
                       {.argument = fmt::format("indicator {}", definition.id), .column = name});
  }
  return table.column(name);
}

Sum sum_of(const core::AreaTable& table, const std::vector<std::string>& names,
           const Definition& definition) {
  std::vector<const core::Column*> columns;
  for (const std::string& name : names) columns.push_back(&column_of(table, name, definition));

  Sum sum{std::vector(table.size(), kMissing), std::vector(table.size(), CellState::kNotReported)};
  std::vector<double> cells(columns.size());
  std::vector<CellState> states(columns.size());
  for (std::size_t row = 0; row < table.size(); ++row) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      cells[k] = columns[k]->values()[row];
      states[k] = columns[k]->states()[row];
    }
    // The mark of a single cell ("nothing", "below half a unit") is kept; a sum has a mark of its
    // own.
    sum.states[row] = columns.size() == 1 ? states.front() : core::combine(states);
    if (core::has_value(sum.states[row])) sum.values[row] = core::exact_sum(cells);
  }
  return sum;
}

IntervalMethod interval_method(Kind kind) {
  switch (kind) {
    case Kind::kShare:
    case Kind::kPercentage:
      return IntervalMethod::kWilson;
    case Kind::kRate:
      return IntervalMethod::kPoisson;
    default:
      break;
  }
  return IntervalMethod::kNone;
}

/// Says in every finding which indicator it speaks of.
core::Finding about(const Definition& definition, core::Finding finding) {
  finding.message = fmt::format("indicator '{}': {}", definition.id, finding.message);
  finding.details.insert(finding.details.begin(), {"indicator", definition.id});
  if (finding.place.column.empty()) finding.place.column = definition.numerator.front();
  return finding;
}

/// How well percentage x base gave whole numbers of persons.
struct Reconstruction {
  std::size_t areas = 0;
  std::size_t unexplained = 0;  // farther from a whole number than the rounded percentage allows
  double largest_gap = 0.0;
};

/// Computes the indicators of one table, one definition after the other.
class Computation {
 public:
  Computation(const core::AreaTable& table, const ComputeOptions& options)
      : table_(table), options_(options) {
    for (const core::AreaCode& code : table.codes()) areas_.push_back(code.text());
  }

  Indicator compute(const Definition& definition) {
    require_level(definition, options_.area_level);
    Indicator indicator = of_kind(definition);
    note_all(definition, mixed_reference(definition));
    note_all(definition, mark_small_bases(definition, areas_, indicator));
    return indicator;
  }

  [[nodiscard]] const std::vector<std::string>& areas() const { return areas_; }

  std::vector<core::Finding> take_findings() { return std::move(findings_); }

 private:
  Indicator of_kind(const Definition& definition) {
    switch (definition.kind) {
      case Kind::kValue:
      case Kind::kMinutes:
      case Kind::kClock:
      case Kind::kCount:
        return value_indicator(definition);
      case Kind::kPercentage:
        return percentage_indicator(definition);
      case Kind::kBalance:
        return balance_indicator(definition);
      default:
        return rate_indicator(definition);
    }
  }

  Indicator rate_indicator(const Definition& definition) {
    const Sum count = sum_of(table_, definition.numerator, definition);
    const Sum base = sum_of(table_, definition.denominator, definition);
    const Counts counts{{count.values, count.states}, {base.values, base.states}, areas_};
    Rates made = rates_of(definition, counts, definition.rounding);
    note_all(definition, made.findings);
    return finished(definition, std::move(made), counts);
  }

  Indicator value_indicator(const Definition& definition) {
    Sum sum = sum_of(table_, definition.numerator, definition);
    Indicator result = empty(definition);
    result.states = std::move(sum.states);
    if (definition.kind == Kind::kCount) result.count = sum.values;
    const double half_step = definition.rounding * definition.scale / 2.0;
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      result.value[i] = sum.values[i] * definition.scale;
      if (half_step == 0.0) continue;
      result.lower[i] = result.value[i] - half_step;
      result.upper[i] = result.value[i] + half_step;
    }
    note_if_all_missing(definition, result);
    return result;
  }

  /// Those who came less those who left, per base.
  Indicator balance_indicator(const Definition& definition) {
    const Sum came = sum_of(table_, definition.numerator, definition);
    const Sum left = sum_of(table_, definition.minus, definition);
    const Sum base = sum_of(table_, definition.denominator, definition);
    Rates in =
        rates_of(definition, {{came.values, came.states}, {base.values, base.states}, areas_},
                 definition.rounding);
    const Rates out =
        rates_of(definition, {{left.values, left.states}, {base.values, base.states}, areas_}, 0.0);
    note_all(definition, in.findings);
    Indicator result = empty(definition);
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      result.states[i] = core::combine(std::array{in.states[i], out.states[i]});
      if (!core::has_value(result.states[i])) continue;
      const auto [lower, upper] =
          difference_of_counts(came.values[i], left.values[i], options_.level);
      const double per_base = definition.scale / base.values[i];
      // Each of the two counts may be half a step off, and as much as it was changed.
      const double off = definition.rounding + 2.0 * definition.noise;
      result.value[i] = (came.values[i] - left.values[i]) * per_base;
      result.lower[i] = (lower - off) * per_base;
      result.upper[i] = (upper + off) * per_base;
      result.count[i] = came.values[i] - left.values[i];
    }
    result.base = base.values;
    note_if_all_missing(definition, result);
    return result;
  }

  Indicator percentage_indicator(const Definition& definition) {
    const Sum percentage = sum_of(table_, definition.numerator, definition);
    require_percentages(definition, percentage.values);
    Indicator result =
        definition.denominator.empty() ? empty(definition) : reconstructed(definition, percentage);
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      if (result.base[i] == 0.0 && core::has_value(percentage.states[i])) {
        result.states[i] = CellState::kUndefined;
        result.value[i] = kMissing;
        continue;
      }
      result.states[i] = percentage.states[i];
      result.value[i] = percentage.values[i] / 100.0 * definition.scale;
    }
    note_if_all_missing(definition, result);
    return result;
  }

  /// Count, base and interval behind delivered percentages.
  Indicator reconstructed(const Definition& definition, const Sum& percentage) {
    const Sum base = sum_of(table_, definition.denominator, definition);
    std::vector<double> count(areas_.size(), kMissing);
    Reconstruction reconstruction;
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      const double exact = percentage.values[i] / 100.0 * base.values[i];
      if (std::isnan(exact)) continue;
      count[i] = std::round(exact);
      const double gap = std::abs(exact - count[i]);
      reconstruction.largest_gap = std::max(reconstruction.largest_gap, gap);
      ++reconstruction.areas;
      // Half a step of the percentage, in persons, and a crumb for the multiplication.
      const double explained = definition.rounding / 200.0 * base.values[i] + 1e-9;
      if (definition.rounding > 0.0 && gap > explained) ++reconstruction.unexplained;
    }
    Indicator result = empty(definition);
    const Rates made = rates_of(definition, {count, base.values, areas_}, 0.0);
    note_all(definition, made.findings);
    note_reconstruction(definition, reconstruction);
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      // A rounded percentage blurs the count in proportion to the base.
      const double half_step = definition.rounding / 200.0;
      result.lower[i] = std::max(0.0, made.lower[i] - half_step) * definition.scale;
      result.upper[i] = std::min(1.0, made.upper[i] + half_step) * definition.scale;
      if (std::isnan(made.lower[i])) result.lower[i] = result.upper[i] = kMissing;
    }
    result.count = std::move(count);
    result.base = base.values;
    return result;
  }

  Rates rates_of(const Definition& definition, const Counts& counts, double rounding) {
    try {
      return rates(counts, {.interval = interval_method(definition.kind),
                            .level = options_.level,
                            .rounding = rounding,
                            .base_rounding = definition.base_rounding,
                            .noise = definition.noise,
                            .base_noise = definition.noise,
                            .execution = options_.execution});
    } catch (const core::InvalidInput& error) {
      throw core::InvalidInput(about(definition, error.finding()));
    }
  }

  Indicator finished(const Definition& definition, Rates made, const Counts& counts) {
    Indicator result = empty(definition);
    result.states = std::move(made.states);
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      result.value[i] = made.value[i] * definition.scale;
      result.lower[i] = made.lower[i] * definition.scale;
      result.upper[i] = made.upper[i] * definition.scale;
    }
    result.count.assign(counts.count.values().begin(), counts.count.values().end());
    result.base.assign(counts.base.values().begin(), counts.base.values().end());
    note_if_all_missing(definition, result);
    return result;
  }

  [[nodiscard]] Indicator empty(const Definition& definition) const {
    const std::vector<double> nothing(areas_.size(), kMissing);
    return {.id = definition.id,
            .value = nothing,
            .lower = nothing,
            .upper = nothing,
            .states = std::vector(areas_.size(), CellState::kNotReported),
            .count = nothing,
            .base = nothing};
  }

  void require_percentages(const Definition& definition, std::span<const double> values) const {
    std::vector<std::string> bad;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i] < 0.0 || values[i] > 100.0) bad.push_back(areas_[i]);
    }
    if (bad.empty()) return;
    throw core::InvalidInput(about(
        definition,
        {.code = "not_a_percentage",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} area(s), first {}, have a percentage outside 0..100",
                                bad.size(), bad.front()),
         .place = {.area = bad.front()},
         .hint =
             "if -1 or -9 stand for missing values, declare them as such when the table is read",
         .areas = bad}));
  }

  void note_all(const Definition& definition, const std::vector<core::Finding>& findings) {
    for (const core::Finding& finding : findings) findings_.push_back(about(definition, finding));
  }

  void note_reconstruction(const Definition& definition, const Reconstruction& reconstruction) {
    if (reconstruction.areas == 0) return;
    std::string message = fmt::format(
        "counts of {} area(s) are percentage x base, rounded to whole persons; at most {:.2f} away",
        reconstruction.areas, reconstruction.largest_gap);
    if (reconstruction.unexplained > 0) {
      message += fmt::format(
          "; in {} of them farther than the rounding of the percentage explains, so base and "
          "percentage do not belong together exactly",
          reconstruction.unexplained);
    }
    findings_.push_back(about(
        definition, {.code = "count_reconstructed",
                     .message = std::move(message),
                     .details = {{"areas", std::to_string(reconstruction.areas)},
                                 {"largest_gap", fmt::format("{:.4f}", reconstruction.largest_gap)},
                                 {"unexplained", std::to_string(reconstruction.unexplained)}}}));
  }

  void note_if_all_missing(const Definition& definition, const Indicator& indicator) {
    const bool any = std::any_of(indicator.states.begin(), indicator.states.end(), core::has_value);
    if (any || indicator.states.empty()) return;
    findings_.push_back(about(definition, {.code = "all_missing",
                                           .severity = core::Severity::kWarning,
                                           .message = "no area has a value",
                                           .hint = "leave it out: it cannot tell areas apart"}));
  }

  const core::AreaTable& table_;
  const ComputeOptions& options_;
  std::vector<std::string> areas_;
  std::vector<core::Finding> findings_;
};

}  // namespace

Catalogue::Catalogue(std::vector<Definition> definitions) : definitions_(std::move(definitions)) {
  for (const Definition& definition : definitions_) require_complete(definition);
  require_unique_ids(definitions_);
}

std::vector<std::string> Catalogue::columns() const {
  std::vector<std::string> result;
  std::set<std::string> seen;
  for (const Definition& definition : definitions_) {
    for (const auto* names : {&definition.numerator, &definition.minus, &definition.denominator}) {
      for (const std::string& name : *names) {
        if (seen.insert(name).second) result.push_back(name);
      }
    }
  }
  return result;
}

Indicators Catalogue::compute(const core::AreaTable& table, const ComputeOptions& options) const {
  Computation computation(table, options);
  Indicators result;
  for (const Definition& definition : definitions_) {
    result.indicators.push_back(computation.compute(definition));
  }
  result.findings = computation.take_findings();
  for (const auto& more :
       {uneven_compositions(definitions_, computation.areas(), result.indicators),
        unconfirmed(definitions_)}) {
    result.findings.insert(result.findings.end(), more.begin(), more.end());
  }
  return result;
}

}  // namespace sozialraum::indicator
