#include "sozialraum/typology/constraints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/matching.hpp"
#include "typology/bounded_search.hpp"
#include "typology/partition_proof.hpp"
#include "typology/wish_rules.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// Inertias closer than this share of the draft's are the same.
constexpr double kSame = 1e-9;

using Types = std::vector<std::uint32_t>;

struct Solved {
  bool possible = false;
  bool proven = false;  // the optimum; or, if not possible, that there is nothing
  double cost = kInfinity;
  double bound = -kInfinity;
  Types types{};  // of the areas, under accidental numbers
};

/// The whole task: solves it for any of the wishes, all decided ones, and any of the bounds. The
/// decided wishes stand behind the others in the list.
class Table {
 public:
  Table(const Points& points, std::span<const Wish> wishes, const WishOptions& options)
      : points_(points),
        wishes_(listed(wishes, options.decided)),
        asked_(wishes.size()),
        options_(options),
        rules_(rules_of(points, wishes_)),
        examples_(places_of(points, options.examples)) {}

  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  [[nodiscard]] std::span<const Wish> wishes() const { return wishes_; }

  /// The chosen wishes and all decided ones.
  [[nodiscard]] std::vector<std::size_t> with_decided(std::span<const std::size_t> chosen) const {
    std::vector<std::size_t> all(chosen.begin(), chosen.end());
    for (std::size_t w = asked_; w < wishes_.size(); ++w) all.push_back(w);
    return all;
  }

  [[nodiscard]] std::vector<Conflict> conflicts(std::span<const std::size_t> chosen) const {
    std::vector<Rule> rules;
    std::vector<Wish> wishes;
    for (const std::size_t w : chosen) {
      rules.push_back(rules_[w]);
      wishes.push_back(wishes_[w]);
    }
    auto found = conflicts_among(rules, wishes, examples_, points_.areas());
    for (Conflict& conflict : found) {
      for (std::size_t& w : conflict.wishes) w = chosen[w];
    }
    return found;
  }

  /// `warm` are partitions of the areas to start from as well.
  [[nodiscard]] Solved solve(std::span<const std::size_t> chosen, std::span<const Bound> bounds,
                             std::span<const Types> warm) const {
    if (!conflicts(chosen).empty()) return {.proven = true};
    const Links links = links_of(chosen);
    Items items = items_of(points_, bounds, {.together = links.together, .apart = {}});
    const bool equal_apart = std::ranges::any_of(links.apart, [&](const Link& link) {
      return item_of(items, link.one) == item_of(items, link.other);
    });
    items =
        items_of(points_, bounds,
                 {.equal_areas = !equal_apart, .together = links.together, .apart = links.apart});
    const double always = add_pulls(chosen, items);
    return solve_items(items, ranges_of(bounds), warm, always);
  }

 private:
  static std::vector<Wish> listed(std::span<const Wish> wishes, std::span<const Wish> decided) {
    std::vector<Wish> all(wishes.begin(), wishes.end());
    all.insert(all.end(), decided.begin(), decided.end());
    return all;
  }

  struct Links {
    std::vector<Link> together{};
    std::vector<Link> apart{};
  };

  [[nodiscard]] Links links_of(std::span<const std::size_t> chosen) const {
    Links links;
    for (const std::size_t w : chosen) {
      const Rule& rule = rules_[w];
      if (!rule.hard) continue;
      (rule.together ? links.together : links.apart).push_back({rule.one, rule.other});
    }
    for (std::size_t a = 0; a < examples_.size(); ++a) {
      for (std::size_t b = a + 1; b < examples_.size(); ++b) {
        links.apart.push_back({examples_[a], examples_[b]});
      }
    }
    return links;
  }

  [[nodiscard]] static std::uint32_t item_of(const Items& items, std::uint32_t area) {
    for (std::uint32_t i = 0; i < items.count; ++i) {
      if (std::ranges::find(items.areas[i], area) != items.areas[i].end()) return i;
    }
    return UINT32_MAX;
  }

  /// Soft wishes as pulls between items; returns what they cost if nothing is together.
  double add_pulls(std::span<const std::size_t> chosen, Items& items) const {
    double always = 0.0;
    for (const std::size_t w : chosen) {
      const Rule& rule = rules_[w];
      if (rule.hard) continue;
      const std::uint32_t a = item_of(items, rule.one);
      const std::uint32_t b = item_of(items, rule.other);
      if (a == b) {
        if (!rule.together) always += rule.cost;
        continue;
      }
      if (rule.together) always += rule.cost;
      const double cost = rule.together ? -rule.cost : rule.cost;
      items.pulls[a].push_back({b, cost});
      items.pulls[b].push_back({a, cost});
    }
    return always;
  }

  [[nodiscard]] Solved solve_items(const Items& items, const std::vector<Range>& ranges,
                                   std::span<const Types> warm, double always) const {
    const Task task{items, ranges, options_.types};
    std::vector<Types> warm_items;
    for (const Types& types : warm) {
      warm_items.emplace_back();
      for (const auto& areas : items.areas) warm_items.back().push_back(types[areas.front()]);
    }
    const auto known = good_partitions(task, {.starts = options_.starts,
                                              .seed = options_.seed,
                                              .warm = warm_items,
                                              .execution = options_.execution});
    if (items.count > std::min(options_.prove_up_to, kMostItemsToProve)) {
      if (known.empty()) return {};
      return {.possible = true,
              .cost = cost_of(task, known.front()) + always,
              .bound = 0.0,
              .types = types_of_areas(items, known.front(), points_.areas())};
    }
    const Proof proof =
        prove_partition(task, known, {.nodes = options_.sets, .execution = options_.execution});
    if (proof.types.empty()) return {.proven = proof.impossible};
    return {.possible = true,
            .proven = proof.proven,
            .cost = proof.cost + always,
            .bound = std::max(0.0, proof.bound + always),
            .types = types_of_areas(items, proof.types, points_.areas())};
  }

  const Points& points_;
  std::vector<Wish> wishes_;
  std::size_t asked_;
  const WishOptions& options_;
  std::vector<Rule> rules_;
  std::vector<std::uint32_t> examples_;
};

std::vector<std::size_t> all_of(std::span<const Wish> wishes) {
  std::vector<std::size_t> chosen(wishes.size());
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  return chosen;
}

void require_task(const Points& points, const WishOptions& options) {
  if (options.types < 1) {
    core::invalid_argument("types", "is 0; at least one type is needed", "choose k = 2 or more");
  }
  if (options.starts < 1) core::invalid_argument("starts", "is 0; at least one start is needed");
  if (options.sets < 1) core::invalid_argument("sets", "is 0; at least one set is needed");
  require_valid(points);
  require_positive_weights(points);
  require_bounds(points, options.bounds, options.types);
  require_distinct_areas(items_of(points, options.bounds, {}), options.types);
  for (const Wish& wish : options.decided) {
    if (wish.hard) continue;
    core::invalid_argument("decided", fmt::format("holds the soft wish '{}'", wish.id),
                           "what was decided is kept: make it hard");
  }
}

/// Why nothing keeps the wishes: contradictions among them; else the wishes none of which can stay
/// if the others do, and the bounds without one of which they could be kept.
std::vector<std::string> rules_against(const Table& table, std::vector<std::size_t> chosen,
                                       const WishOptions& options) {
  std::set<std::size_t> named;
  for (const Conflict& conflict : table.conflicts(chosen)) {
    named.insert(conflict.wishes.begin(), conflict.wishes.end());
  }
  std::vector<std::string> rules;
  if (named.empty()) {
    for (std::size_t w = 0; w < chosen.size();) {
      std::vector<std::size_t> fewer = chosen;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(w));
      if (table.solve(fewer, options.bounds, {}).possible) {
        ++w;  // it is needed for the contradiction
      } else {
        chosen = std::move(fewer);
      }
    }
    named.insert(chosen.begin(), chosen.end());
    for (std::size_t b = 0; b < options.bounds.size(); ++b) {
      std::vector<Bound> fewer(options.bounds.begin(), options.bounds.end());
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(b));
      if (table.solve(chosen, fewer, {}).possible) rules.push_back(options.bounds[b].name);
    }
  }
  for (const std::size_t w : named) rules.push_back(table.wishes()[w].id);
  return rules;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string result;
  for (const std::string& text : texts) result += (result.empty() ? "" : ", ") + text;
  return result;
}

[[noreturn]] void refuse_conflict(const std::vector<Conflict>& conflicts,
                                  std::span<const Wish> wishes) {
  std::vector<std::string> ids;
  for (const std::size_t w : conflicts.front().wishes) ids.push_back(wishes[w].id);
  throw core::InvalidInput({.code = "wishes_conflict",
                            .severity = core::Severity::kWarning,
                            .message = conflicts.front().message,
                            .place = {.argument = "wishes"},
                            .hint = "leave one of them out, or make it soft",
                            .details = {{"wishes", joined(ids)}}});
}

[[noreturn]] void refuse_impossible(const std::vector<std::string>& rules, bool proven) {
  throw core::InvalidInput(
      {.code = "wishes_impossible",
       .severity = core::Severity::kWarning,
       .message = fmt::format("no partition {} that keeps the wishes and bounds; one of these has "
                              "to give way: {}",
                              proven ? "exists" : "was found", joined(rules)),
       .place = {.argument = "wishes"},
       .hint = "leave one of them out, or lower the floors",
       .details = {{"rules", joined(rules)}, {"proven", proven ? "true" : "false"}}});
}

WishedClustering described(const Points& points, const Table& table,
                           std::span<const std::size_t> chosen, const Solved& solved,
                           const WishOptions& options) {
  WishedClustering result;
  result.clustering =
      describe_partition(points, number_types(points, solved.types, options.types), options.types);
  result.clustering.findings = scale_doubts(points);
  std::ranges::move(
      equal_areas_parted(points, items_of(points, options.bounds, {}), result.clustering.types),
      std::back_inserter(result.clustering.findings));
  result.totals = bound_totals(options.bounds, result.clustering.types, options.types);
  for (const std::size_t w : chosen) {
    if (keeps(table.rules()[w], result.clustering.types)) continue;
    result.broken.push_back(w);
    result.penalty += table.rules()[w].cost;
  }
  result.proven = solved.proven;
  const double whole = result.clustering.inertia + result.penalty;
  result.lower_bound = solved.proven ? whole : std::clamp(solved.bound, 0.0, whole);
  return result;
}

WishedClustering best_with(const Points& points, const Table& table,
                           std::span<const std::size_t> chosen, const WishOptions& options) {
  const std::vector<Conflict> conflicts = table.conflicts(chosen);
  if (!conflicts.empty()) refuse_conflict(conflicts, table.wishes());
  const Solved solved = table.solve(chosen, options.bounds, {});
  if (!solved.possible) {
    refuse_impossible(rules_against(table, {chosen.begin(), chosen.end()}, options), solved.proven);
  }
  return described(points, table, chosen, solved, options);
}

// ---- prices ----

class Pricing {
 public:
  Pricing(const Points& points, std::span<const Wish> wishes, const WishOptions& options)
      : points_(points), wishes_(wishes), options_(options), table_(points, wishes, options) {}

  WishPrices run() {
    result_.draft = best_with(points_, table_, table_.with_decided({}), options_);
    without_ = result_.draft.clustering.inertia;
    std::vector<std::vector<std::size_t>> sets;
    for (std::size_t w = 0; w < wishes_.size(); ++w) sets.push_back({w});
    sets.push_back(all_of(wishes_));
    std::vector<Types> warm{result_.draft.clustering.types};
    std::vector<Solved> solved;
    for (const std::vector<std::size_t>& chosen : sets) {
      solved.push_back(with(chosen, warm));
      if (solved.back().possible) warm.push_back(solved.back().types);
    }
    look_for_better_draft(warm);
    for (std::size_t s = 0; s < sets.size(); ++s) {
      (s < wishes_.size() ? result_.alone.emplace_back() : result_.together) =
          priced(sets[s], solved[s]);
    }
    tell_unproven();
    return std::move(result_);
  }

 private:
  /// The draft itself if it keeps the wishes already: then nothing moves and nothing is paid.
  Solved with(const std::vector<std::size_t>& chosen, std::span<const Types> warm) const {
    const Types& draft = result_.draft.clustering.types;
    const bool kept =
        std::ranges::all_of(chosen, [&](std::size_t w) { return keeps(table_.rules()[w], draft); });
    if (kept) {
      return {.possible = true,
              .proven = result_.draft.proven,
              .cost = result_.draft.clustering.inertia,
              .bound = result_.draft.lower_bound,
              .types = draft};
    }
    return table_.solve(table_.with_decided(chosen), options_.bounds, warm);
  }

  void look_for_better_draft(std::span<const Types> warm) {
    if (result_.draft.proven) return;
    const Solved again = table_.solve(table_.with_decided({}), options_.bounds, warm);
    if (!(again.cost < without_ * (1.0 - kSame))) return;
    without_ = again.cost;
    result_.findings.push_back(
        {.code = "better_draft",
         .severity = core::Severity::kWarning,
         .message =
             fmt::format("types with an inertia of {:.6g} instead of {:.6g} came to light while "
                         "wishes were priced; the draft was kept",
                         again.cost, result_.draft.clustering.inertia),
         .hint = "make more starts, and decide whether the better draft is to be taken",
         .details = {{"inertia", fmt::format("{:.10g}", again.cost)}}});
  }

  [[nodiscard]] WishPrice priced(const std::vector<std::size_t>& chosen,
                                 const Solved& solved) const {
    WishPrice price{.wishes = chosen, .proven = solved.proven && result_.draft.proven};
    if (!solved.possible) {
      price.price = price.percent = price.highest = kInfinity;
      price.lowest = solved.proven ? kInfinity : 0.0;
      price.proven = solved.proven;
      price.rules = rules_against(table_, table_.with_decided(chosen), options_);
      return price;
    }
    const Clustering found = describe_partition(points_, solved.types, options_.types);
    for (const std::size_t w : chosen) {
      if (!keeps(table_.rules()[w], solved.types)) price.broken.push_back(w);
    }
    price.price = std::max(0.0, found.inertia - without_);
    if (price.price < kSame * without_) price.price = 0.0;
    price.percent = without_ > 0.0 ? 100.0 * price.price / without_ : 0.0;
    if (price.proven) {
      price.lowest = price.highest = price.price;
    } else {
      const double penalty = solved.cost - found.inertia;
      price.lowest = std::clamp(solved.bound - penalty - without_, 0.0, price.price);
      price.highest = std::max(price.price, found.inertia - result_.draft.lower_bound);
    }
    price.types =
        numbered_as(result_.draft.clustering.types, solved.types, options_.types, points_.weights);
    price.moved = moved(chosen, price.types);
    price.smallest_size = std::ranges::min(found.sizes);
    price.smallest_weight = std::ranges::min(found.weights);
    return price;
  }

  [[nodiscard]] std::vector<std::size_t> moved(std::span<const std::size_t> chosen,
                                               const Types& types) const {
    std::vector<std::size_t> areas;
    for (std::size_t i = 0; i < types.size(); ++i) {
      const bool asked =
          std::ranges::any_of(chosen, [&](std::size_t w) { return table_.rules()[w].one == i; });
      if (!asked && types[i] != result_.draft.clustering.types[i]) areas.push_back(i);
    }
    std::ranges::sort(areas, [&](auto a, auto b) { return points_.codes[a] < points_.codes[b]; });
    return areas;
  }

  void tell_unproven() {
    const bool all =
        result_.together.proven && std::ranges::all_of(result_.alone, &WishPrice::proven);
    if (all) return;
    result_.findings.push_back(
        {.code = "not_proven",
         .severity = core::Severity::kWarning,
         .message = "prices are differences of the best types that were found; not all are proven",
         .hint = "see between which figures each price lies"});
  }

  const Points& points_;
  std::span<const Wish> wishes_;
  const WishOptions& options_;
  Table table_;
  double without_ = 0.0;
  WishPrices result_{};
};

}  // namespace

WishedClustering kmeans_with_wishes(const Points& points, std::span<const Wish> wishes,
                                    const WishOptions& options) {
  require_task(points, options);
  const Table table(points, wishes, options);
  return best_with(points, table, table.with_decided(all_of(wishes)), options);
}

WishPrices prices_of_wishes(const Points& points, std::span<const Wish> wishes,
                            const WishOptions& options) {
  require_task(points, options);
  return Pricing(points, wishes, options).run();
}

}  // namespace sozialraum::typology
