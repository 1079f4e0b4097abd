#include "sozialraum/reach/place_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sozialraum::reach {
namespace {

void append(std::vector<core::Finding>& all, std::vector<core::Finding> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Is there anything to say? Numbers as names cost more than this look.
bool all_plain(std::span<const network::Snap> places) {
  return std::all_of(places.begin(), places.end(), [](const network::Snap& place) {
    return place.status == network::SnapStatus::kSnapped && place.metres <= place.nearest_metres &&
           !place.across_barrier;
  });
}

}  // namespace

std::vector<core::Finding> place_findings(std::span<const network::Snap> places,
                                          std::span<const std::string> names,
                                          std::string_view what) {
  if (all_plain(places)) return {};
  if (!names.empty()) return network::snap_findings(places, names, what);
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < places.size(); ++i) numbers.push_back(std::to_string(i));
  return network::snap_findings(places, numbers, what);
}

std::vector<core::Finding> no_facilities(std::size_t count, const char* argument) {
  if (count > 0) return {};
  return {{.code = "no_facilities",
           .severity = core::Severity::kWarning,
           .message = "there are no facilities at all, so nobody reaches one",
           .place = {.argument = argument},
           .hint = "was a filter too narrow, or a file empty?"}};
}

std::vector<core::Finding> cut_off(const Places& places) {
  std::vector<std::uint32_t> with_facility;
  for (const network::Snap& facility : places.facilities) {
    if (facility.status == network::SnapStatus::kSnapped) {
      with_facility.push_back(facility.component);
    }
  }
  std::sort(with_facility.begin(), with_facility.end());
  if (with_facility.empty() || with_facility.back() == network::kComponentUnknown) return {};
  std::vector<std::string> alone;
  for (std::size_t i = 0; i < places.origins.size(); ++i) {
    const network::Snap& origin = places.origins[i];
    if (origin.status != network::SnapStatus::kSnapped) continue;
    if (origin.component == network::kComponentUnknown) return {};
    if (!std::binary_search(with_facility.begin(), with_facility.end(), origin.component)) {
      alone.push_back(name_of(places.origin_names, i));
    }
  }
  if (alone.empty()) return {};
  return {{.code = "origin_cut_off",
           .severity = core::Severity::kWarning,
           .message = fmt::format(
               "{} of {} lie on roads that are not connected, there and back, with those of any "
               "facility: on an island, or cut off by a closed road",
               alone.size(), places.origins.size()),
           .hint = "a ferry, a bridge or a one-way tag may be missing in the road data",
           .areas = std::move(alone)}};
}

std::vector<core::Finding> place_findings(const Places& places) {
  auto findings = place_findings(places.origins, places.origin_names, "origin");
  append(findings, place_findings(places.facilities, places.facility_names, "facility"));
  append(findings, no_facilities(places.facilities.size()));
  append(findings, cut_off(places));
  return findings;
}

std::vector<core::Finding> without_facility(std::span<const core::Standing> standing,
                                            std::span<const std::string> names,
                                            std::string_view mode) {
  std::vector<std::string> lost;
  for (std::size_t i = 0; i < standing.size(); ++i) {
    if (core::is_out_of_reach(standing[i])) lost.push_back(name_of(names, i));
  }
  if (lost.empty()) return {};
  std::vector<std::pair<std::string, std::string>> details;
  if (!mode.empty()) details.emplace_back("mode", mode);
  return {{.code = "origin_without_facility",
           .severity = core::Severity::kWarning,
           .message = fmt::format("{} of {} reach no facility", lost.size(), standing.size()),
           .hint = "widen the limit, or check whether the facilities are on the network",
           .details = std::move(details),
           .areas = std::move(lost)}};
}

}  // namespace sozialraum::reach
