#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/standing.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/reach/travel.hpp"

namespace sozialraum::reach {

/// What should be said about places before anything is asked: network::snap_findings() by name or
/// by number. `what` is "origin", "facility" or "place".
[[nodiscard]] std::vector<core::Finding> place_findings(std::span<const network::Snap> places,
                                                        std::span<const std::string> names,
                                                        std::string_view what);

/// "no_facilities" if there are none at all; `argument` is the list that is empty.
[[nodiscard]] std::vector<core::Finding> no_facilities(std::size_t count,
                                                       const char* argument = "facilities");

/// "origin_cut_off": origins on roads that are not connected, there and back, with those of any
/// facility: on an island, behind a closed bridge or a wrong one-way tag. It is the reason why they
/// reach none, or none but one way. Nothing if there are no facilities on the network, or if a
/// place was given by node, whose component nobody looked up. O((origins + facilities) log
/// facilities).
[[nodiscard]] std::vector<core::Finding> cut_off(const Places& places);

/// All of them about both lists of a question.
[[nodiscard]] std::vector<core::Finding> place_findings(const Places& places);

/// "origin_without_facility": those that are on the network, but reach none (by `mode`, if told).
[[nodiscard]] std::vector<core::Finding> without_facility(std::span<const core::Standing> standing,
                                                          std::span<const std::string> names,
                                                          std::string_view mode = {});

}  // namespace sozialraum::reach
