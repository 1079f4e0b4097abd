#include "sozialraum/equity/aggregate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <type_traits>

#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::equity {
namespace {

using core::Standing;

/// What the figures tell apart, in the order of the rows.
constexpr int kReached = 0;
constexpr int kOutOfReach = 1;
constexpr int kNotKnown = 2;

int group(Standing standing) {
  if (core::is_reached(standing)) return kReached;
  return core::is_out_of_reach(standing) ? kOutOfReach : kNotKnown;
}

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void require_length(const char* argument, std::size_t found, std::size_t cells) {
  if (found == cells) return;
  core::invalid_argument(argument,
                         fmt::format("has {} entries, but there are {} cells", found, cells));
}

void require_cells(const Cells& cells, std::size_t areas) {
  const std::size_t n = cells.area.size();
  require_length("people", cells.people.size(), n);
  require_length("minutes", cells.minutes.size(), n);
  require_length("standing", cells.standing.size(), n);
  for (std::size_t i = 0; i < n; ++i) {
    if (core::index(cells.area[i]) >= areas) {
      core::invalid_argument("area", fmt::format("is {} in row {}, but there are {} areas",
                                                 core::index(cells.area[i]), i, areas));
    }
    if (!std::isfinite(cells.people[i]) || cells.people[i] < 0.0) {
      core::invalid_argument("people", fmt::format("is {} in row {}", cells.people[i], i),
                             "people are finite and not negative");
    }
    const bool reached = core::is_reached(cells.standing[i]);
    if (reached && (!std::isfinite(cells.minutes[i]) || cells.minutes[i] < 0.0)) {
      core::invalid_argument("minutes", fmt::format("is {} in row {}", cells.minutes[i], i),
                             "say by the standing of the cell that it is unreachable or unknown");
    }
  }
}

void require_limits(const std::vector<core::Minutes>& limits) {
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const double limit = limits[i].value;
    const bool rises = i == 0 || limits[i - 1].value < limit;
    if (std::isfinite(limit) && limit >= 0.0 && rises) continue;
    core::invalid_argument("limits", fmt::format("has {} at position {}", limit, i),
                           "limits are finite, not negative, and rise");
  }
}

/// Inhabited cells, grouped by area, the nearest first; unreachable ones behind, then unknown ones.
std::vector<std::size_t> order_by_area_and_time(const Cells& cells) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < cells.area.size(); ++i) {
    if (cells.people[i] > 0.0) rows.push_back(i);
  }
  std::sort(rows.begin(), rows.end(), [&cells](std::size_t a, std::size_t b) {
    if (cells.area[a] != cells.area[b]) return cells.area[a] < cells.area[b];
    if (group(cells.standing[a]) != group(cells.standing[b])) {
      return group(cells.standing[a]) < group(cells.standing[b]);
    }
    if (core::is_reached(cells.standing[a]) && cells.minutes[a] != cells.minutes[b]) {
      return cells.minutes[a] < cells.minutes[b];
    }
    return a < b;
  });
  return rows;
}

double people_of(const Cells& cells, std::span<const std::size_t> rows) {
  core::ExactSum sum;
  for (const std::size_t row : rows) sum.add(cells.people[row]);
  return sum.value();
}

/// The rows of one group; `rows` are in the order of the groups.
std::span<const std::size_t> with_group(const Cells& cells, std::span<const std::size_t> rows,
                                        int wanted) {
  const auto begin = std::lower_bound(
      rows.begin(), rows.end(), wanted,
      [&](std::size_t row, int value) { return group(cells.standing[row]) < value; });
  const auto end = std::upper_bound(begin, rows.end(), wanted, [&](int value, std::size_t row) {
    return value < group(cells.standing[row]);
  });
  return {begin, end};
}

void take_mean(AreaMinutes& area, const Cells& cells, std::span<const std::size_t> reached) {
  const bool known = area.people_reached + area.people_unreachable > 0.0;
  area.mean_standing = !known                      ? Standing::kUnknown
                       : area.people_reached > 0.0 ? Standing::kOnNetwork
                                                   : Standing::kBeyondLimit;
  area.mean = kNone;
  if (area.mean_standing != Standing::kOnNetwork) return;
  core::ExactSum person_minutes;
  for (const std::size_t row : reached) person_minutes.add(cells.people[row] * cells.minutes[row]);
  area.mean = person_minutes.value() / area.people_reached;
}

/// `reached` by rising minutes. Whoever has no way stands behind all of them.
void take_median(AreaMinutes& area, const Cells& cells, std::span<const std::size_t> reached) {
  area.median = kNone;
  area.median_standing = Standing::kUnknown;
  const double known = area.people_reached + area.people_unreachable;
  if (!(known > 0.0)) return;
  area.median_standing = Standing::kBeyondLimit;
  core::ExactSum people;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    people.add(cells.people[reached[i]]);
    const double twice = 2.0 * people.value();
    if (twice < known) continue;
    const bool exactly_half = twice == known;
    if (exactly_half && i + 1 == reached.size()) return;  // the next person has no way
    area.median_standing = Standing::kOnNetwork;
    area.median = cells.minutes[reached[i]];
    if (exactly_half) area.median = (area.median + cells.minutes[reached[i + 1]]) / 2.0;
    return;
  }
}

Coverage cover(const AreaMinutes& area, const Cells& cells, std::span<const std::size_t> reached,
               core::Minutes limit) {
  const auto end = std::partition_point(reached.begin(), reached.end(), [&](std::size_t row) {
    return cells.minutes[row] <= limit.value;
  });
  const auto within = static_cast<std::size_t>(end - reached.begin());
  Coverage coverage{.within = people_of(cells, reached.first(within)),
                    .unknown = area.people_unknown};
  core::ExactSum beyond;
  for (const std::size_t row : reached.subspan(within)) beyond.add(cells.people[row]);
  beyond.add(area.people_unreachable);
  coverage.beyond = beyond.value();
  const double known = coverage.within + coverage.beyond;
  coverage.share = known > 0.0 ? coverage.within / known : kNone;
  return coverage;
}

AreaMinutes describe_area(const Cells& cells, std::span<const std::size_t> rows,
                          const std::vector<core::Minutes>& limits) {
  const auto reached = with_group(cells, rows, kReached);
  AreaMinutes area;
  area.people_reached = people_of(cells, reached);
  area.people_unreachable = people_of(cells, with_group(cells, rows, kOutOfReach));
  area.people_unknown = people_of(cells, with_group(cells, rows, kNotKnown));
  take_mean(area, cells, reached);
  take_median(area, cells, reached);
  for (const core::Minutes limit : limits)
    area.coverage.push_back(cover(area, cells, reached, limit));
  return area;
}

std::vector<AreaMinutes> describe_areas(const Cells& cells, std::span<const std::size_t> rows,
                                        const AggregateOptions& options) {
  std::vector<AreaMinutes> areas;
  for (std::size_t area = 0, begin = 0, end = 0; area < options.areas; ++area, begin = end) {
    while (end < rows.size() && core::index(cells.area[rows[end]]) == area) ++end;
    areas.push_back(describe_area(cells, rows.subspan(begin, end - begin), options.limits));
  }
  return areas;
}

AreaMinutes describe_all(const Cells& cells, std::vector<std::size_t> rows,
                         const std::vector<core::Minutes>& limits) {
  std::sort(rows.begin(), rows.end(), [&cells](std::size_t a, std::size_t b) {
    if (group(cells.standing[a]) != group(cells.standing[b])) {
      return group(cells.standing[a]) < group(cells.standing[b]);
    }
    if (!core::is_reached(cells.standing[a])) return a < b;
    return cells.minutes[a] != cells.minutes[b] ? cells.minutes[a] < cells.minutes[b] : a < b;
  });
  return describe_area(cells, rows, limits);
}

std::vector<Outside> list_outside(const Cells& cells, std::vector<std::size_t> rows,
                                  const std::vector<core::Minutes>& limits) {
  std::sort(rows.begin(), rows.end(), [&cells](std::size_t a, std::size_t b) {
    return cells.area[a] != cells.area[b] ? cells.area[a] < cells.area[b] : a < b;
  });
  std::vector<Outside> outside;
  for (std::size_t limit = 0; limit < limits.size(); ++limit) {
    for (const std::size_t row : rows) {
      const bool reached = core::is_reached(cells.standing[row]);
      if (reached && cells.minutes[row] <= limits[limit].value) continue;
      outside.push_back({.limit = limit,
                         .area = cells.area[row],
                         .cell = row,
                         .people = cells.people[row],
                         .minutes = reached ? cells.minutes[row] : kNone,
                         .standing = cells.standing[row]});
    }
  }
  return outside;
}

void tell(std::vector<core::Finding>& findings, const char* code, double people,
          const std::string& message) {
  if (!(people > 0.0)) return;
  findings.push_back({.code = code,
                      .severity = core::Severity::kWarning,
                      .message = fmt::format("{} of the people {}", people, message),
                      .details = {{"people", fmt::format("{}", people)}}});
}

}  // namespace

Aggregate aggregate(const Cells& cells, const AggregateOptions& options) {
  require_cells(cells, options.areas);
  require_limits(options.limits);
  const std::vector<std::size_t> rows = order_by_area_and_time(cells);
  Aggregate result;
  result.areas = describe_areas(cells, rows, options);
  result.all = describe_all(cells, rows, options.limits);
  result.outside = list_outside(cells, rows, options.limits);
  tell(result.findings, "people_unreachable", result.all.people_unreachable,
       "have no way to any facility: they are beyond every limit and not in the means");
  tell(result.findings, "people_unknown", result.all.people_unknown,
       "live in cells without a time: they are in no share, mean or median");
  return result;
}

}  // namespace sozialraum::equity
