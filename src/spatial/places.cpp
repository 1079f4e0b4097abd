#include "spatial/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::spatial {
namespace {

[[noreturn]] void refuse(std::string code, std::string message, std::string hint,
                         std::vector<std::string> areas = {}) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = "places"},
                            .hint = std::move(hint),
                            .areas = std::move(areas)});
}

}  // namespace

void require_lengths(const Places& places) {
  const std::size_t areas = places.codes.size();
  if (places.x.size() == areas && places.y.size() == areas) return;
  refuse("length_mismatch",
         fmt::format("{} x and {} y for {} areas", places.x.size(), places.y.size(), areas),
         "give one place per area");
}

void require_metres(const Places& places) {
  std::vector<std::string> nowhere;
  bool like_degrees = true;
  for (std::size_t i = 0; i < places.x.size(); ++i) {
    if (!std::isfinite(places.x[i]) || !std::isfinite(places.y[i])) {
      nowhere.push_back(places.codes[i].text());
    }
    like_degrees = like_degrees && std::abs(places.x[i]) <= 180.0 && std::abs(places.y[i]) <= 90.0;
  }
  if (!nowhere.empty()) {
    std::ranges::sort(nowhere);
    refuse("missing_values", fmt::format("{} areas have no place", nowhere.size()),
           "give coordinates, or leave these areas out", nowhere);
  }
  if (like_degrees && places.x.size() > 1) {
    refuse("degrees_not_metres", "the coordinates look like degrees, not metres",
           "transform them to a projected CRS such as EPSG:25832");
  }
}

}  // namespace sozialraum::spatial
