#include "typology/aligned.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/matching.hpp"

namespace sozialraum::typology {

Aligned align(std::span<const std::uint32_t> first, std::span<const std::uint32_t> second,
              std::size_t count, std::span<const double> people) {
  Aligned result{.types = std::vector<std::uint32_t>(second.size()),
                 .similarity = std::vector<double>(count),
                 .shared = overlap(first, second, count, people)};
  const std::vector<std::size_t> partner = heaviest_matching(result.shared);
  std::vector<double> before(count, 0.0);
  std::vector<double> now(count, 0.0);
  for (std::size_t i = 0; i < result.shared.size(); ++i) {
    before[i / count] += result.shared[i];
    now[i % count] += result.shared[i];
  }
  std::vector<std::uint32_t> name(count, static_cast<std::uint32_t>(count));
  for (std::size_t type = 0; type < count; ++type) {
    const double common = result.shared[type * count + partner[type]];
    if (!(common > 0.0)) continue;
    name[partner[type]] = static_cast<std::uint32_t>(type);
    result.similarity[type] = common / (before[type] + now[partner[type]] - common);
  }
  for (std::size_t i = 0; i < second.size(); ++i) result.types[i] = name[second[i]];
  return result;
}

std::vector<double> people_of(const Points& points, std::span<const double> people) {
  std::vector<double> result;
  if (!people.empty() && people.size() != points.areas()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} numbers of people for {} areas", people.size(), points.areas()),
         .place = {.argument = "people"}});
  }
  for (std::size_t i = 0; i < points.areas(); ++i) {
    const double one = people.empty() ? points.weight(i) : people[i];
    if (!(one >= 0.0) || std::isinf(one)) {
      core::invalid_argument("people", fmt::format("is {} in {}; a number not below 0 is needed",
                                                   one, points.codes[i].text()));
    }
    result.push_back(one);
  }
  if (std::ranges::all_of(result, [](double one) { return one == 0.0; })) {
    std::ranges::fill(result, 1.0);
  }
  return result;
}

}  // namespace sozialraum::typology
