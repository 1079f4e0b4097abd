#include "sozialraum/spatial/gabriel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

#include "sozialraum/core/finding.hpp"
#include "spatial/places.hpp"

namespace sozialraum::spatial {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

[[noreturn]] void refuse(std::string code, std::string message) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = "pairs"}});
}

void require_pairs(std::size_t areas, std::span<const Pair> pairs) {
  for (const auto& [one, other, apart] : pairs) {
    if (core::index(one) >= areas || core::index(other) >= areas) {
      refuse("unknown_area", fmt::format("a pair holds area {}, of {} areas",
                                         std::max(core::index(one), core::index(other)), areas));
    }
    if (apart < 0.0) {
      refuse("negative_weight", fmt::format("two areas are {} apart; 0 or more is needed", apart));
    }
  }
}

/// An area that is told to be so far away.
struct Other {
  std::size_t area = 0;
  double apart = 0.0;
};

/// To whom is the way known, from each area, in the order of the rows?
std::vector<std::vector<Other>> told_from(std::size_t areas, std::span<const Pair> pairs) {
  std::vector<std::vector<Other>> others(areas);
  for (const auto& [one, other, apart] : pairs) {
    if (one == other || !std::isfinite(apart)) continue;
    others[core::index(one)].push_back({core::index(other), apart});
  }
  for (std::vector<Other>& row : others) {
    std::ranges::sort(row, {}, &Other::area);
    if (std::ranges::adjacent_find(row, {}, &Other::area) != row.end()) {
      refuse("duplicate_neighbour", "a pair is told twice in one direction");
    }
  }
  return others;
}

double apart_of(const std::vector<Other>& row, std::size_t area) {
  const auto found = std::ranges::lower_bound(row, area, {}, &Other::area);
  return found != row.end() && found->area == area ? found->apart : kInfinity;
}

/// The dearer of both directions; ways known in one direction alone go.
std::vector<std::vector<Other>> both_ways(const std::vector<std::vector<Other>>& there) {
  std::vector<std::vector<Other>> both(there.size());
  for (std::size_t one = 0; one < there.size(); ++one) {
    for (const auto& [other, apart] : there[one]) {
      const double dearer = std::max(apart, apart_of(there[other], one));
      if (dearer < kInfinity) both[one].push_back({other, dearer});
    }
  }
  return both;
}

bool has_third(const std::vector<Other>& one, const std::vector<Other>& other, double apart) {
  auto left = one.begin();
  auto right = other.begin();
  while (left != one.end() && right != other.end()) {
    if (left->area < right->area) {
      ++left;
    } else if (right->area < left->area) {
      ++right;
    } else {
      if (left->apart * left->apart + right->apart * right->apart < apart * apart) return true;
      ++left;
      ++right;
    }
  }
  return false;
}

// ---- bridges

/// The shortest line from an area outside to one that is joined already.
struct Line {
  double metres = kInfinity;
  std::size_t to = 0;
};

/// Grows from one part, each time by the part that is nearest.
class Joining {
 public:
  Joining(const Places& places, std::vector<std::uint32_t> parts)
      : places_(places), parts_(std::move(parts)), rank_(parts_.size()), lines_(parts_.size()) {
    std::vector<std::size_t> order(parts_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](auto a, auto b) { return places.codes[a] < places.codes[b]; });
    for (std::size_t i = 0; i < order.size(); ++i) rank_[order[i]] = i;
    for (std::size_t i = 0; i < parts_.size(); ++i) outside_.push_back(i);
  }

  std::vector<Pair> join_all() {
    std::vector<Pair> found;
    if (outside_.empty()) return found;
    take_in(parts_[*std::ranges::min_element(outside_, {}, [&](auto i) { return rank_[i]; })]);
    while (!outside_.empty()) {
      const std::size_t next = *std::ranges::min_element(outside_, [&](auto a, auto b) {
        return std::tuple(lines_[a].metres, rank_[lines_[a].to], rank_[a]) <
               std::tuple(lines_[b].metres, rank_[lines_[b].to], rank_[b]);
      });
      const auto [first, last] = std::minmax(next, lines_[next].to);
      found.push_back(
          {static_cast<core::AreaId>(first), static_cast<core::AreaId>(last), lines_[next].metres});
      take_in(parts_[next]);
    }
    std::ranges::sort(found, {}, [](const Pair& pair) { return std::pair(pair.one, pair.other); });
    return found;
  }

 private:
  void take_in(std::uint32_t part) {
    const auto [gone, end] = std::ranges::stable_partition(
        outside_, [&](std::size_t area) { return parts_[area] != part; });
    const std::vector<std::size_t> taken(gone, end);
    outside_.erase(gone, end);
    for (const std::size_t area : outside_) {
      for (const std::size_t inside : taken) look(area, inside);
    }
  }

  void look(std::size_t area, std::size_t inside) {
    const double metres =
        std::hypot(places_.x[area] - places_.x[inside], places_.y[area] - places_.y[inside]);
    Line& line = lines_[area];
    if (metres > line.metres || (metres == line.metres && rank_[inside] > rank_[line.to])) return;
    line = {metres, inside};
  }

  const Places& places_;
  std::vector<std::uint32_t> parts_;
  std::vector<std::size_t> rank_;  ///< of each area by its code
  std::vector<Line> lines_;
  std::vector<std::size_t> outside_{};
};

}  // namespace

std::vector<Pair> gabriel_pairs(std::size_t areas, std::span<const Pair> pairs) {
  require_pairs(areas, pairs);
  const auto others = both_ways(told_from(areas, pairs));
  std::vector<Pair> found;
  for (std::size_t one = 0; one < areas; ++one) {
    for (const auto& [other, apart] : others[one]) {
      if (other < one || has_third(others[one], others[other], apart)) continue;
      found.push_back({static_cast<core::AreaId>(one), static_cast<core::AreaId>(other), apart});
    }
  }
  return found;
}

std::vector<Pair> bridges(const Places& places, const Weights& weights) {
  require_lengths(places);
  require_metres(places);
  if (weights.size() != places.codes.size()) {
    throw core::InvalidInput({.code = "length_mismatch",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("{} places for weights of {} areas",
                                                     places.codes.size(), weights.size()),
                              .place = {.argument = "weights"},
                              .hint = "make the weights of the same areas"});
  }
  return Joining(places, weights.components()).join_all();
}

}  // namespace sozialraum::spatial
