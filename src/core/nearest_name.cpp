#include "sozialraum/core/nearest_name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace sozialraum::core {
namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

/// Steps in halves: a replaced letter costs 2, a letter in the wrong case 1.
std::size_t replacement_cost(char a, char b) {
  if (a == b) return 0;
  return lower(a) == lower(b) ? 1 : 2;
}

/// Optimal string alignment distance, in half steps.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = 2 * j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = 2 * i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min(
          {last[j] + 2, row[j - 1] + 2, last[j - 1] + replacement_cost(a[i - 1], b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 2);
      }
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest_name(std::string_view wanted, std::span<const std::string> candidates) {
  std::string best;
  std::size_t best_distance = wanted.size() + 1;  // half steps: more than half of the wanted length
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(wanted, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

void unknown_name(std::string_view kind, std::string_view wanted,
                  std::span<const std::string> candidates, Place place) {
  const std::string nearest = nearest_name(wanted, candidates);
  throw UnknownName({.code = fmt::format("unknown_{}", kind),
                     .severity = Severity::kWarning,
                     .message = fmt::format("there is no {} '{}'", kind, wanted),
                     .place = std::move(place),
                     .hint = candidates.empty() ? std::string("there are none")
                             : nearest.empty()
                                 ? fmt::format("there are: {}", fmt::join(candidates, ", "))
                                 : fmt::format("did you mean '{}'?", nearest),
                     .details = {{"found", std::string(wanted)},
                                 {"nearest", nearest},
                                 {"expected", fmt::format("{}", fmt::join(candidates, ", "))}}});
}

}  // namespace sozialraum::core
