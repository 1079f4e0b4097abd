#include "sozialraum/smallarea/local_empirical_bayes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <span>

#include "smallarea/count_findings.hpp"
#include "smallarea/moments.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/smallarea/credible_priors.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;
using indicator::Counts;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kChunk = 256;

/// One area of a neighbourhood and how much it counts there.
struct Member {
  std::size_t row = 0;
  double weight = 0.0;
};

/// What is asked of an area again and again: its base is 0 if it does not inform.
struct Facts {
  double cases = 0.0;
  double people = 0.0;
  double rate = 0.0;
};

std::vector<Facts> facts_of(const Counts& counts) {
  std::vector<Facts> facts(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!informs(counts, i)) continue;
    facts[i] = {counts.count[i], counts.base[i], counts.count[i] / counts.base[i]};
  }
  return facts;
}

double largest_of(std::span<const Member> members) {
  double largest = 0.0;
  for (const Member& member : members) largest = std::max(largest, member.weight);
  return largest;
}

/// What a neighbourhood knows together.
struct Ground {
  double mean = kMissing;
  double mean_base = kMissing;
  double variance = 0.0;  ///< of its rates around the mean, by people
  std::size_t members = 0;
};

/// Adds up a part of a neighbourhood. Squares are taken around a rate that is near its mean, so
/// that what is taken off in the end leaves enough digits.
class GroundSums {
 public:
  explicit GroundSums(double near) : near_(near) {}

  void add(const Facts& facts, double weight) {
    const double n = weight * facts.people;
    const double step = facts.rate - near_;
    cases_ += weight * facts.cases;
    people_ += n;
    weights_ += weight;
    squares_ += n * step * step;
    ++members_;
  }

  /// Together with another part, around the same rate.
  [[nodiscard]] Ground with(const GroundSums& other) const {
    const double people = people_ + other.people_;
    const double mean = (cases_ + other.cases_) / people;
    const double off = mean - near_;
    return {.mean = mean,
            .mean_base = people / (weights_ + other.weights_),
            .variance = std::max(0.0, (squares_ + other.squares_) / people - off * off),
            .members = members_ + other.members_};
  }

 private:
  double near_;
  double cases_ = 0.0;
  double people_ = 0.0;
  double weights_ = 0.0;
  double squares_ = 0.0;
  std::size_t members_ = 0;
};

/// Lists who belongs to the neighbourhood of an area: those that inform, in the order of their
/// codes, so that sums are the same for any order of rows.
class Neighbourhoods {
 public:
  Neighbourhoods(std::span<const Facts> facts, const spatial::Weights& weights, double own)
      : facts_(facts), weights_(weights), own_(own) {
    const auto codes = weights.codes();
    if (std::ranges::is_sorted(codes)) return;
    std::vector<std::size_t> order(codes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {},
                      [&](std::size_t row) -> const core::AreaCode& { return codes[row]; });
    place_.resize(codes.size());
    for (std::size_t at = 0; at < order.size(); ++at) place_[order[at]] = at;
  }

  /// What fill()'s members know together, without a list of them; nothing where the list has to be
  /// put in order, or its weights in range, or nobody else is on it. Those with a code before and
  /// behind the area's own are added up side by side, so that no sum waits for the one before.
  [[nodiscard]] std::optional<Ground> ground(std::size_t row) const {
    if (!place_.empty()) return std::nullopt;
    const auto near = weights_.neighbours(static_cast<core::AreaId>(row));
    const auto own = std::ranges::partition_point(
        near, [&](const spatial::Neighbour& one) { return core::index(one.area) <= row; });
    const auto split = static_cast<std::size_t>(own - near.begin());
    const auto before = near.first(split);
    const auto behind = near.subspan(split);
    GroundSums low(facts_[row].rate);
    GroundSums high(facts_[row].rate);
    double largest = 0.0;
    bool any = false;
    const auto take = [&](const spatial::Neighbour& one, GroundSums& sums) {
      const Facts& facts = facts_[core::index(one.area)];
      if (!(one.weight > 0.0) || !(facts.people > 0.0)) return;
      sums.add(facts, one.weight);
      largest = std::max(largest, one.weight);
      any |= core::index(one.area) != row;
    };
    const std::size_t both = std::min(before.size(), behind.size());
    for (std::size_t i = 0; i < both; ++i) {
      take(before[i], low);
      take(behind[i], high);
    }
    for (const spatial::Neighbour& one : before.subspan(both)) take(one, low);
    for (const spatial::Neighbour& one : behind.subspan(both)) take(one, high);
    if (own_ > 0.0 && facts_[row].people > 0.0) low.add(facts_[row], own_);
    if (!any || !in_range(std::max(largest, own_))) return std::nullopt;
    return low.with(high);
  }

  /// The same from a list that fill() made.
  [[nodiscard]] Ground ground(std::size_t row, std::span<const Member> members) const {
    GroundSums low(facts_[row].rate);
    GroundSums high(facts_[row].rate);
    for (const auto& [other, weight] : members) {
      (place_of(other) <= place_of(row) ? low : high).add(facts_[other], weight);
    }
    return low.with(high);
  }

  /// Fills `members` with those of the area; an area alone is its own neighbourhood. False if no
  /// neighbour is among them.
  bool fill(std::size_t row, std::vector<Member>& members) const {
    members.clear();
    double largest = 0.0;
    const bool informed = facts_[row].people > 0.0;
    bool placed = own_ == 0.0 || !informed;
    for (const spatial::Neighbour& one : weights_.neighbours(static_cast<core::AreaId>(row))) {
      const std::size_t other = core::index(one.area);
      if (!placed && other > row) {
        members.push_back({row, own_});
        placed = true;
      }
      if (one.weight > 0.0 && facts_[other].people > 0.0) {
        members.push_back({other, one.weight});
        largest = std::max(largest, one.weight);
      }
    }
    if (!placed) members.push_back({row, own_});
    if (members.empty() && informed) members.push_back({row, 1.0});
    keep_in_range(members, std::max(largest, own_));
    if (!place_.empty()) {
      std::ranges::sort(members, {}, [&](const Member& member) { return place_[member.row]; });
    }
    return !members.empty() && !(members.size() == 1 && members.front().row == row);
  }

 private:
  [[nodiscard]] std::size_t place_of(std::size_t row) const {
    return place_.empty() ? row : place_[row];
  }

  static bool in_range(double largest) { return largest <= 1e100 && largest >= 1e-100; }

  /// Only ratios of weights matter; so that none is too large or small for a sum.
  static void keep_in_range(std::vector<Member>& members, double largest) {
    if (in_range(largest)) return;
    largest = largest_of(members);
    for (Member& member : members) member.weight /= largest;
  }

  std::span<const Facts> facts_;
  const spatial::Weights& weights_;
  double own_;
  std::vector<std::size_t> place_;  // of each row among the sorted codes; empty if rows are sorted
};

/// One neighbourhood as a region of its own: which priors does it allow?
struct Scratch {
  std::vector<Member> members;
  std::vector<double> count;
  std::vector<double> base;
  std::vector<double> weight;
};

class LocalAdjustment {
 public:
  LocalAdjustment(const Counts& counts, const spatial::Weights& weights,
                  const LocalEmpiricalBayesOptions& options)
      : counts_(counts),
        options_(options),
        facts_(facts_of(counts)),
        neighbourhoods_(facts_, weights, options.own),
        most_(bound_of(options.model, options.bound) == indicator::CountBound::kPartOfBase
                  ? 1.0
                  : std::numeric_limits<double>::infinity()),
        grounds_(counts.size()),
        alone_(counts.size(), 0) {}

  void run(LocalEmpiricalBayesResult& result) {
    const auto rows = [&](const auto& work) {
      core::parallel_for(counts_.size(), kChunk, options_.execution,
                         [&](std::size_t begin, std::size_t end) {
                           Scratch scratch;
                           for (std::size_t i = begin; i < end; ++i) work(i, scratch);
                           options_.execution.advance(end - begin);
                         });
    };
    // The form of spdep needs the means of all neighbourhoods before the first spread.
    const bool twice = options_.form == LocalForm::kSpdep;
    options_.execution.expect((twice ? 2 : 1) * counts_.size());
    if (twice) rows([&](std::size_t i, Scratch& scratch) { survey(i, scratch.members); });
    rows([&](std::size_t i, Scratch& scratch) {
      survey(i, scratch.members);
      fill(i, scratch, result);
    });
  }

  /// Areas that have a base, but no neighbour with one.
  [[nodiscard]] std::vector<std::size_t> islands() const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      if (alone_[i] != 0 && facts_[i].people > 0.0) found.push_back(i);
    }
    return found;
  }

 private:
  void survey(std::size_t row, std::vector<Member>& members) {
    const bool listed = options_.intervals || options_.form == LocalForm::kSpdep;
    if (const auto ground = listed ? std::nullopt : neighbourhoods_.ground(row)) {
      grounds_[row] = *ground;
      return;
    }
    alone_[row] = neighbourhoods_.fill(row, members) ? 0 : 1;
    if (!members.empty()) grounds_[row] = neighbourhoods_.ground(row, members);
  }

  void fill(std::size_t row, Scratch& scratch, LocalEmpiricalBayesResult& result) const {
    result.states[row] = counts_.state(row);
    if (!counts_.has_value(row)) return;
    const Ground ground = grounds_[row];
    if (ground.members == 0) {
      result.states[row] = CellState::kUndefined;
      return;
    }
    const double base = facts_[row].people;
    const double own = base > 0.0 ? facts_[row].rate : ground.mean;
    const double variance = variance_of(ground, scratch.members);
    // Alone, its own rate is the mean of its neighbourhood, and nothing is borrowed.
    const double weight =
        alone_[row] != 0 ? 1.0 : own_weight({ground.mean, variance, options_.model}, base);
    result.mean[row] = ground.mean;
    result.variance[row] = variance;
    result.weight[row] = weight;
    result.rate[row] = ground.mean + weight * (own - ground.mean);
    if (options_.intervals) add_interval(row, scratch, result);
  }

  [[nodiscard]] double variance_of(const Ground& ground, std::span<const Member> members) const {
    if (ground.members == 1) return 0.0;  // one rate has no spread
    const bool spdep = options_.form == LocalForm::kSpdep;
    const double left = variance_beyond_chance(
        options_.model, {.mean = ground.mean,
                         .variance = spdep ? around_their_own(members) : ground.variance,
                         .mean_base = ground.mean_base});
    return std::max(0.0, left);
  }

  /// The form of spdep: each rate around the mean of its own neighbourhood.
  [[nodiscard]] double around_their_own(std::span<const Member> members) const {
    double squares = 0.0;
    double people = 0.0;
    for (const auto& [other, weight] : members) {
      const double n = weight * facts_[other].people;
      const double deviation = facts_[other].rate - grounds_[other].mean;
      squares += n * deviation * deviation;
      people += n;
    }
    return squares / people;
  }

  void add_interval(std::size_t row, Scratch& scratch, LocalEmpiricalBayesResult& result) const {
    scratch.count.clear();
    scratch.base.clear();
    scratch.weight.clear();
    const double largest = largest_of(scratch.members);  // nobody counts as more than one
    for (const auto& [other, weight] : scratch.members) {
      scratch.count.push_back(facts_[other].cases);
      scratch.base.push_back(facts_[other].people);
      scratch.weight.push_back(weight / largest);
    }
    const auto priors = credible_priors(
        {.count = scratch.count, .base = scratch.base},
        {.model = options_.model, .row_weight = scratch.weight, .execution = options_.execution});
    const bool informed = informs(counts_, row);
    const PosteriorMoments moments =
        credible_moments(priors, informed ? indicator::Share{counts_.count[row], counts_.base[row]}
                                          : indicator::Share{});
    const auto [lower, upper] = interval_of(moments, options_.model, options_.level);
    result.posterior_mean[row] = moments.mean;
    result.posterior_variance[row] = moments.variance;
    result.lower[row] = std::min(lower, result.rate[row]);
    result.upper[row] = std::max(std::min(upper, most_), result.rate[row]);
  }

  const Counts& counts_;
  const LocalEmpiricalBayesOptions& options_;
  std::vector<Facts> facts_;
  Neighbourhoods neighbourhoods_;
  double most_;  // no part is larger than the whole
  std::vector<Ground> grounds_;
  std::vector<char> alone_;  // no neighbour informs
};

LocalEmpiricalBayesResult nothing_known(std::size_t n) {
  const std::vector<double> missing(n, kMissing);
  return {.rate = missing,
          .weight = missing,
          .lower = missing,
          .upper = missing,
          .mean = missing,
          .variance = missing,
          .posterior_mean = missing,
          .posterior_variance = missing,
          .states = std::vector(n, CellState::kNotReported)};
}

void require_fitting(const Counts& counts, const spatial::Weights& weights,
                     const LocalEmpiricalBayesOptions& options) {
  indicator::require_counts(counts, bound_of(options.model, options.bound));
  if (counts.size() != weights.size()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} counts for weights of {} areas", counts.size(), weights.size()),
         .place = {.argument = "weights"}});
  }
  if (!(options.own >= 0.0) || std::isinf(options.own)) {
    core::invalid_argument("own", fmt::format("is {}; a weight is 0 or more", options.own));
  }
  static_cast<void>(indicator::normal_deviate(options.level));  // refuses a level outside 0..1
}

core::Finding about(const std::string& code, const std::string& message,
                    const spatial::Weights& weights, const std::vector<std::size_t>& rows) {
  core::Finding finding{.code = code, .severity = core::Severity::kWarning, .message = message};
  for (const std::size_t row : rows) finding.areas.push_back(weights.codes()[row].text());
  return finding;
}

}  // namespace

LocalEmpiricalBayesResult local_empirical_bayes(const Counts& counts,
                                                const spatial::Weights& weights,
                                                const LocalEmpiricalBayesOptions& options) {
  require_fitting(counts, weights, options);
  LocalEmpiricalBayesResult result = nothing_known(counts.size());
  LocalAdjustment adjustment(counts, weights, options);
  adjustment.run(result);

  const Counts named{counts.count, counts.base, core::RowNames(counts.size(), [&](std::size_t row) {
                       return weights.codes()[row].text();
                     })};
  tell_empty_bases(named, "the mean of their neighbours", result.findings);
  if (!options.bound) tell_counts_above_base(named, result.findings);
  if (const auto rows = adjustment.islands(); !rows.empty()) {
    result.findings.push_back(about(
        "islands", "they have no neighbour with a base; they keep their own rate", weights, rows));
  }
  std::vector<std::size_t> nothing;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts.has_value(i) && result.states[i] == CellState::kUndefined) nothing.push_back(i);
  }
  if (!nothing.empty()) {
    result.findings.push_back(about(
        "no_base", "neither they nor their neighbours have a base above zero", weights, nothing));
  }
  return result;
}

}  // namespace sozialraum::smallarea
