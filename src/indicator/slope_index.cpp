#include "sozialraum/indicator/slope_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/magnitude.hpp"

namespace sozialraum::indicator {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

void require_length(std::size_t found, std::size_t wanted, const char* argument) {
  if (found == wanted) return;
  throw core::InvalidInput({.code = "length_mismatch",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("{} numbers for {} values", found, wanted),
                            .place = {.argument = argument}});
}

void require_column(std::span<const double> column, const char* argument, double least,
                    const core::RowNames& groups) {
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (std::isfinite(column[i]) && column[i] >= least) continue;
    const bool below = column[i] < least && std::isfinite(column[i]);
    throw core::InvalidInput(
        {.code = below ? "negative_count" : "not_finite",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} is {} in {}", argument, column[i], groups[i]),
         .place = {.argument = argument},
         .hint = "a line needs the value of every group",
         .areas = {groups[i]}});
  }
}

void require_groups(const RankedGroups& groups) {
  const std::size_t n = groups.value.size();
  require_length(groups.people.size(), n, "people");
  require_length(groups.rank.size(), n, "rank_by");
  if (!groups.error.empty()) require_length(groups.error.size(), n, "error");
  groups.groups.require_rows(n, "groups");
  constexpr double kAny = -std::numeric_limits<double>::infinity();
  require_column(groups.value, "value", kAny, groups.groups);
  require_column(groups.people, "people", 0.0, groups.groups);
  require_column(groups.rank, "rank_by", kAny, groups.groups);
  require_column(groups.error, "error", 0.0, groups.groups);
  core::require_magnitude(groups.error, "error", groups.groups);
}

/// The share of people who are worse off, at the middle of each group; equal ranks share theirs.
std::vector<double> places(const RankedGroups& groups, double people) {
  std::vector<std::size_t> order(groups.rank.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return groups.rank[i]; });
  std::vector<double> place(order.size());
  core::ExactSum below;
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    core::ExactSum here;
    while (last < order.size() && groups.rank[order[last]] == groups.rank[order[first]]) {
      here.add(groups.people[order[last++]]);
    }
    const double middle = (below.value() + here.value() / 2.0) / people;
    for (; first < last; ++first) {
      place[order[first]] = middle;
      below.add(groups.people[order[first]]);
    }
  }
  return place;
}

template <class Term>
double total(std::size_t n, Term term) {
  core::ExactSum sum;
  for (std::size_t i = 0; i < n; ++i) sum.add(term(i));
  return sum.value();
}

/// What of each value goes into one end of the line: its weight in the sum.
struct Ends {
  std::vector<double> worst{};
  std::vector<double> best{};
};

Ends ends_of(const RankedGroups& groups) {
  const std::size_t n = groups.value.size();
  const double people = total(n, [&](std::size_t i) { return groups.people[i]; });
  const std::vector<double> place = people > 0.0 ? places(groups, people) : std::vector(n, 0.0);
  const double middle =
      total(n, [&](std::size_t i) { return groups.people[i] * place[i]; }) / people;
  const auto square = [&](std::size_t i) {
    return groups.people[i] * (place[i] - middle) * (place[i] - middle);
  };
  const double spread = total(n, square);
  if (!(spread > 0.0)) {
    throw core::InvalidInput({.code = "fewer_areas_than_needed",
                              .severity = core::Severity::kWarning,
                              .message = "a line needs people in at least two groups of different "
                                         "rank",
                              .place = {.argument = "people"}});
  }
  Ends ends;
  for (std::size_t i = 0; i < n; ++i) {
    const double mean = groups.people[i] / people;
    const double slope = groups.people[i] * (place[i] - middle) / spread;
    ends.worst.push_back(mean - middle * slope);
    ends.best.push_back(mean + (1.0 - middle) * slope);
  }
  return ends;
}

/// Where best - ratio x worst is no farther from 0 than chance makes it (Fieller 1954).
Interval ratio_limits(const Ends& ends, const RankedGroups& groups, const SlopeIndex& line,
                      double deviate) {
  const auto covariance = [&](const std::vector<double>& a, const std::vector<double>& b) {
    return total(a.size(),
                 [&](std::size_t i) { return a[i] * b[i] * groups.error[i] * groups.error[i]; });
  };
  const double z2 = deviate * deviate;
  const double a = line.worst_off * line.worst_off - z2 * covariance(ends.worst, ends.worst);
  const double b = line.worst_off * line.best_off - z2 * covariance(ends.worst, ends.best);
  const double c = line.best_off * line.best_off - z2 * covariance(ends.best, ends.best);
  if (!(a > 0.0) || line.worst_off < 0.0) return {kMissing, kMissing};
  const double root = std::sqrt(std::max(0.0, b * b - a * c));
  return {(b - root) / a, (b + root) / a};
}

}  // namespace

SlopeIndex slope_index(const RankedGroups& groups, double level) {
  const double deviate = normal_deviate(level);
  require_groups(groups);
  const Ends ends = ends_of(groups);
  const std::size_t n = groups.value.size();
  SlopeIndex line;
  line.worst_off = total(n, [&](std::size_t i) { return ends.worst[i] * groups.value[i]; });
  line.best_off = total(n, [&](std::size_t i) { return ends.best[i] * groups.value[i]; });
  line.slope = line.best_off - line.worst_off;
  line.ratio = line.worst_off > 0.0 ? line.best_off / line.worst_off : kMissing;
  line.slope_interval = {kMissing, kMissing};
  line.ratio_interval = {kMissing, kMissing};
  if (groups.error.empty()) return line;
  const double variance = total(n, [&](std::size_t i) {
    const double part = (ends.best[i] - ends.worst[i]) * groups.error[i];
    return part * part;
  });
  const double half = deviate * std::sqrt(variance);
  line.slope_interval = {line.slope - half, line.slope + half};
  line.ratio_interval = ratio_limits(ends, groups, line, deviate);
  return line;
}

}  // namespace sozialraum::indicator
