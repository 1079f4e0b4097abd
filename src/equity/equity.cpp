#include "sozialraum/equity/equity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/magnitude.hpp"

namespace sozialraum::equity {
namespace {

/// All people who share one value (or one rank), and what they have together.
struct Level {
  double key = 0.0;
  double people = 0.0;
  double total = 0.0;
};

/// The people of the areas by rising key. Levels do not depend on the order of the rows.
struct Levels {
  std::vector<Level> levels;
  double people = 0.0;
  double people_missing = 0.0;
  double total = 0.0;
};

void require_people(PeopleWith areas) {
  if (areas.value.size() != areas.people.size()) {
    core::invalid_argument("people", fmt::format("has {} entries, but there are {} values",
                                                 areas.people.size(), areas.value.size()));
  }
  for (std::size_t i = 0; i < areas.people.size(); ++i) {
    if (std::isfinite(areas.people[i]) && areas.people[i] >= 0.0) continue;
    core::invalid_argument("people", fmt::format("is {} in row {}", areas.people[i], i),
                           "people are finite and not negative");
  }
  core::require_magnitude(areas.people, "people");
  for (std::size_t i = 0; i < areas.value.size(); ++i) {
    if (!std::isinf(areas.value[i])) continue;
    core::invalid_argument(
        "value", fmt::format("is infinite in row {}", i),
        "mark what cannot be reached as missing, or count it by the share beyond "
        "a limit");
  }
}

void require_not_negative(PeopleWith areas) {
  for (std::size_t i = 0; i < areas.value.size(); ++i) {
    if (!(areas.value[i] < 0.0)) continue;
    core::invalid_argument("value", fmt::format("is {} in row {}", areas.value[i], i),
                           "this measure is made for what cannot be negative");
  }
}

Level add_up(PeopleWith areas, std::span<const std::size_t> rows, double key) {
  core::ExactSum people;
  core::ExactSum total;
  for (const std::size_t row : rows) {
    people.add(areas.people[row]);
    total.add(areas.people[row] * areas.value[row]);
  }
  return {.key = key, .people = people.value(), .total = total.value()};
}

Levels sort_into_levels(PeopleWith areas, std::span<const double> key) {
  std::vector<std::size_t> rows;
  core::ExactSum missing;
  for (std::size_t i = 0; i < areas.value.size(); ++i) {
    if (std::isnan(areas.value[i]) || std::isnan(key[i])) {
      missing.add(areas.people[i]);
    } else if (areas.people[i] > 0.0) {
      rows.push_back(i);
    }
  }
  std::sort(rows.begin(), rows.end(), [key](auto a, auto b) { return key[a] < key[b]; });

  Levels result;
  result.people_missing = missing.value();
  core::ExactSum people;
  core::ExactSum total;
  for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
    while (end < rows.size() && key[rows[end]] == key[rows[begin]]) ++end;
    const auto same = std::span(rows).subspan(begin, end - begin);
    result.levels.push_back(add_up(areas, same, key[rows[begin]]));
    people.add(result.levels.back().people);
    total.add(result.levels.back().total);
  }
  result.people = people.value();
  result.total = total.value();
  return result;
}

Inequality answer(const Levels& levels, double value) {
  const bool defined = levels.people > 0.0 && std::isfinite(value);
  return {.value = defined ? value : std::numeric_limits<double>::quiet_NaN(),
          .state = defined ? core::CellState::kReported : core::CellState::kUndefined,
          .people = levels.people,
          .people_missing = levels.people_missing};
}

/// 2 cov(x, r) / mean with r the middle of each level's share of people.
double concentration(const Levels& levels) {
  if (!(levels.total > 0.0)) return std::nan("");
  core::ExactSum sum;
  double below = 0.0;
  for (const Level& level : levels.levels) {
    // 2 r - 1 in people, so that equal values give exactly 0.
    sum.add(level.total * (2.0 * below + level.people - levels.people));
    below += level.people;
  }
  return sum.value() / (levels.total * levels.people);
}

/// What the poorest `people` have together; the level on the border is divided.
double held_by_poorest(const Levels& levels, double people) {
  core::ExactSum held;
  for (const Level& level : levels.levels) {
    if (people <= 0.0) break;
    held.add(level.people <= people ? level.total : level.total * (people / level.people));
    people -= level.people;
  }
  return held.value();
}

}  // namespace

Inequality gini(PeopleWith areas) {
  require_people(areas);
  require_not_negative(areas);
  const Levels levels = sort_into_levels(areas, areas.value);
  return answer(levels, concentration(levels));
}

Inequality palma(PeopleWith areas) {
  require_people(areas);
  require_not_negative(areas);
  const Levels levels = sort_into_levels(areas, areas.value);
  const double bottom = held_by_poorest(levels, 0.4 * levels.people);
  const double top = levels.total - held_by_poorest(levels, 0.9 * levels.people);
  return answer(levels, bottom > 0.0 ? top / bottom : std::nan(""));
}

Inequality concentration_index(PeopleWith areas, std::span<const double> rank_by) {
  require_people(areas);
  require_not_negative(areas);
  if (rank_by.size() != areas.value.size()) {
    core::invalid_argument("rank_by", fmt::format("has {} entries, but there are {} values",
                                                  rank_by.size(), areas.value.size()));
  }
  const Levels levels = sort_into_levels(areas, rank_by);
  return answer(levels, concentration(levels));
}

Inequality poverty(PeopleWith areas, PovertyLine line) {
  require_people(areas);
  if (!(line.line > 0.0) || !std::isfinite(line.line)) {
    core::invalid_argument("line", fmt::format("is {}; it must be above zero", line.line));
  }
  if (!(line.alpha >= 0.0) || !std::isfinite(line.alpha)) {
    core::invalid_argument("alpha", fmt::format("is {}; it must be zero or more", line.alpha));
  }
  const Levels levels = sort_into_levels(areas, areas.value);
  core::ExactSum gap;
  for (const Level& level : levels.levels) {
    if (level.key >= line.line) break;
    gap.add(level.people * std::pow((line.line - level.key) / line.line, line.alpha));
  }
  return answer(levels, levels.people > 0.0 ? gap.value() / levels.people : std::nan(""));
}

Lorenz lorenz(PeopleWith areas) {
  require_people(areas);
  require_not_negative(areas);
  const Levels levels = sort_into_levels(areas, areas.value);
  if (!(levels.total > 0.0)) return {};
  Lorenz curve{.people_share = {0.0}, .value_share = {0.0}};
  core::ExactSum people;
  core::ExactSum total;
  for (const Level& level : levels.levels) {
    people.add(level.people);
    total.add(level.total);
    curve.people_share.push_back(people.value() / levels.people);
    curve.value_share.push_back(total.value() / levels.total);
  }
  return curve;
}

}  // namespace sozialraum::equity
