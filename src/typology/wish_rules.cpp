#include "typology/wish_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::typology {
namespace {

std::map<std::string, std::uint32_t> places(const Points& points) {
  std::map<std::string, std::uint32_t> result;
  for (std::uint32_t i = 0; i < points.areas(); ++i) result.emplace(points.codes[i].text(), i);
  return result;
}

std::uint32_t place_of(const std::map<std::string, std::uint32_t>& known,
                       const core::AreaCode& area, const std::string& argument) {
  const auto found = known.find(area.text());
  if (found != known.end()) return found->second;
  throw core::InvalidInput({.code = "unknown_area",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("there is no area '{}'", area.text()),
                            .place = {.argument = argument, .area = area.text()},
                            .areas = {area.text()}});
}

void require_sound(const Wish& wish, std::set<std::string>& ids) {
  if (wish.id.empty()) core::invalid_argument("wishes", "holds a wish without an id");
  if (!ids.insert(wish.id).second) {
    throw core::InvalidInput({.code = "duplicate_key",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("the wish '{}' is there twice", wish.id),
                              .place = {.argument = "wishes"},
                              .hint = "give each wish an id of its own"});
  }
  if (wish.area == wish.other) {
    core::invalid_argument(
        "wishes", fmt::format("'{}' names the area '{}' twice", wish.id, wish.area.text()));
  }
  const bool good_cost = wish.cost > 0.0 && wish.cost < std::numeric_limits<double>::infinity();
  if (!wish.hard && !good_cost) {
    core::invalid_argument("wishes",
                           fmt::format("'{}' may be broken at a cost of {}", wish.id, wish.cost),
                           "give a soft wish a cost above 0, in units of the inertia");
  }
}

/// The wishes on a shortest chain of hard "together" from one area to another; nothing if there is
/// none. Of equally short ones the chain of the first wishes.
class Chains {
 public:
  Chains(std::span<const Rule> rules, std::size_t areas) : links_(areas) {
    for (std::size_t w = 0; w < rules.size(); ++w) {
      if (!rules[w].hard || !rules[w].together) continue;
      links_[rules[w].one].push_back({rules[w].other, w});
      links_[rules[w].other].push_back({rules[w].one, w});
    }
  }

  [[nodiscard]] std::optional<std::vector<std::size_t>> between(std::uint32_t from,
                                                                std::uint32_t to) const {
    std::vector<std::optional<Step>> came(links_.size());
    std::deque<std::uint32_t> next{from};
    came[from] = Step{from, SIZE_MAX};
    while (!next.empty() && !came[to]) {
      const std::uint32_t area = next.front();
      next.pop_front();
      for (const Step& link : links_[area]) {
        if (came[link.area]) continue;
        came[link.area] = Step{area, link.wish};
        next.push_back(link.area);
      }
    }
    if (!came[to]) return std::nullopt;
    std::vector<std::size_t> chain;
    for (std::uint32_t area = to; area != from; area = came[area]->area) {
      chain.push_back(came[area]->wish);
    }
    std::ranges::reverse(chain);
    return chain;
  }

 private:
  struct Step {
    std::uint32_t area = 0;
    std::size_t wish = 0;
  };
  std::vector<std::vector<Step>> links_;
};

std::string listed(std::span<const std::size_t> chosen, std::span<const Wish> wishes) {
  std::string text;
  for (const std::size_t w : chosen) text += (text.empty() ? "'" : ", '") + wishes[w].id + "'";
  return text;
}

}  // namespace

std::vector<Rule> rules_of(const Points& points, std::span<const Wish> wishes) {
  const std::map<std::string, std::uint32_t> known = places(points);
  std::set<std::string> ids;
  std::vector<Rule> rules;
  for (const Wish& wish : wishes) {
    require_sound(wish, ids);
    rules.push_back({.one = place_of(known, wish.area, "wishes"),
                     .other = place_of(known, wish.other, "wishes"),
                     .together = wish.kind == WishKind::kTogether || wish.kind == WishKind::kOfType,
                     .hard = wish.hard,
                     .cost = wish.cost});
  }
  return rules;
}

std::vector<std::uint32_t> places_of(const Points& points,
                                     std::span<const core::AreaCode> examples) {
  const std::map<std::string, std::uint32_t> known = places(points);
  std::vector<std::uint32_t> result;
  for (const core::AreaCode& area : examples) {
    result.push_back(place_of(known, area, "examples"));
    if (std::ranges::count(result, result.back()) == 1) continue;
    throw core::InvalidInput({.code = "duplicate_key",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("'{}' stands for two types", area.text()),
                              .place = {.argument = "examples", .area = area.text()},
                              .areas = {area.text()}});
  }
  return result;
}

std::vector<Conflict> conflicts_among(std::span<const Rule> rules, std::span<const Wish> wishes,
                                      std::span<const std::uint32_t> examples, std::size_t areas) {
  const Chains chains(rules, areas);
  std::vector<Conflict> conflicts;
  for (std::size_t w = 0; w < rules.size(); ++w) {
    if (!rules[w].hard || rules[w].together) continue;
    auto chain = chains.between(rules[w].one, rules[w].other);
    if (!chain) continue;
    const std::string others = listed(*chain, wishes);
    chain->push_back(w);
    conflicts.push_back({std::move(*chain),
                         fmt::format("{} put '{}' and '{}' together, '{}' keeps them apart", others,
                                     wishes[w].area.text(), wishes[w].other.text(), wishes[w].id)});
  }
  for (std::size_t a = 0; a < examples.size(); ++a) {
    for (std::size_t b = a + 1; b < examples.size(); ++b) {
      auto chain = chains.between(examples[a], examples[b]);
      if (!chain) continue;
      const std::string others = listed(*chain, wishes);
      conflicts.push_back(
          {std::move(*chain), fmt::format("{} put the examples of two types together", others)});
    }
  }
  return conflicts;
}

bool keeps(const Rule& rule, std::span<const std::uint32_t> types) {
  return (types[rule.one] == types[rule.other]) == rule.together;
}

std::vector<Conflict> conflicts_of(const Points& points, std::span<const Wish> wishes,
                                   std::span<const core::AreaCode> examples) {
  return conflicts_among(rules_of(points, wishes), wishes, places_of(points, examples),
                         points.areas());
}

std::string_view name(WishKind kind) {
  switch (kind) {
    case WishKind::kTogether:
      return "together";
    case WishKind::kApart:
      return "apart";
    case WishKind::kOfType:
      return "of_type";
    case WishKind::kNotOfType:
      return "not_of_type";
  }
  return "";
}

}  // namespace sozialraum::typology
