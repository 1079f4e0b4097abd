#include "typology/best_start.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace sozialraum::typology {
namespace {

constexpr double kSameOptimum = 1e-6;

}  // namespace

std::size_t reached_best(std::span<const double> costs, double best) {
  const double limit = best * (1.0 + kSameOptimum);
  return static_cast<std::size_t>(
      std::ranges::count_if(costs, [&](double cost) { return cost <= limit; }));
}

std::vector<core::Finding> best_reached_once(std::size_t reached, std::size_t starts) {
  if (starts < 2 || reached > 1) return {};
  return {{.code = "best_reached_once",
           .severity = core::Severity::kWarning,
           .message = fmt::format(
               "only one of {} starts reached the best partition; a better one may exist", starts),
           .hint = "make more starts, or choose another number of types",
           .details = {{"starts", std::to_string(starts)}}}};
}

}  // namespace sozialraum::typology
