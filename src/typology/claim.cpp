#include "sozialraum/typology/claim.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>

namespace sozialraum::typology {
namespace {

void require_shares(const Points& points, std::span<const double> shares) {
  if (shares.size() != points.areas()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} shares for {} areas", shares.size(), points.areas()),
         .place = {.argument = "shares"}});
  }
  for (const double share : shares) {
    if (share >= 0.0 && share <= 1.0) continue;
    core::invalid_argument("shares", fmt::format("hold {}; 0 to 1 is needed", share));
  }
}

}  // namespace

Claim claim_of(const Points& points, std::span<const double> shares) {
  require_shares(points, shares);
  Claim claim{.certainty = {shares.begin(), shares.end()}};
  std::vector<std::string> undecided;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i] >= kLeastClaim) continue;
    claim.certainty[i] = std::numeric_limits<double>::quiet_NaN();
    undecided.push_back(points.codes[i].text());
  }
  if (undecided.empty()) return claim;
  std::ranges::sort(undecided);
  claim.findings.push_back(
      {.code = "undecided_areas",
       .severity = core::Severity::kNote,
       .message = fmt::format("most draws speak against the type of {} areas; no figure is claimed",
                              undecided.size()),
       .hint = "say that these areas are undecided",
       .details = {{"areas", std::to_string(undecided.size())}},
       .areas = std::move(undecided)});
  return claim;
}

}  // namespace sozialraum::typology
