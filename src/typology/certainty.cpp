#include "sozialraum/typology/certainty.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>

#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/kmeans.hpp"
#include "typology/aligned.hpp"
#include "typology/blocks.hpp"
#include "typology/starts.hpp"

namespace sozialraum::typology {
namespace {

/// Where all n people are of one kind, a share below this one is ruled out with 95 %.
constexpr double kRuledOut = 0.05;
/// Hennig (2007): a type whose best partner shares half of its people or less has dissolved.
constexpr double kDissolved = 0.5;

void require_around(const Points& points, std::span<const double> around) {
  if (around.empty()) return;
  if (around.size() == points.values.size() &&
      std::ranges::all_of(around, [](double value) { return std::isfinite(value); })) {
    return;
  }
  core::invalid_argument("around", "is not one number for every area and indicator");
}

void require_spread(const Points& points, std::span<const double> spread,
                    const CertaintyOptions& options) {
  require_around(points, options.around);
  if (options.drawn && spread.empty()) return;
  if (spread.size() != points.values.size()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message =
             fmt::format("{} standard errors for {} values", spread.size(), points.values.size()),
         .place = {.argument = "standard_errors"},
         .hint = "give one standard error per area and indicator; 0 if known exactly"});
  }
  std::vector<std::string> areas;
  for (std::size_t i = 0; i < points.areas(); ++i) {
    const auto row = spread.subspan(i * points.columns(), points.columns());
    if (std::ranges::any_of(row, [](double e) { return !(e >= 0.0) || std::isinf(e); })) {
      areas.push_back(points.codes[i].text());
    }
  }
  if (areas.empty()) return;
  std::ranges::sort(areas);
  throw core::InvalidInput(
      {.code = "bad_standard_error",
       .severity = core::Severity::kWarning,
       .message =
           fmt::format("{} areas have a standard error that is missing or negative", areas.size()),
       .place = {.argument = "standard_errors"},
       .hint = "give 0 where a value is known exactly",
       .areas = std::move(areas)});
}

void require_people(const Points& points, std::span<const double> people) {
  if (people.empty()) return;
  if (people.size() != points.areas()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} numbers of people for {} areas", people.size(), points.areas()),
         .place = {.argument = "people"}});
  }
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (people[i] >= 0.0 && std::isfinite(people[i])) continue;
    throw core::InvalidInput(
        {.code = "invalid_argument",
         .severity = core::Severity::kWarning,
         .message = fmt::format("people is {}; a number not below 0 is needed", people[i]),
         .place = {.argument = "people", .area = points.codes[i].text()},
         .areas = {points.codes[i].text()}});
  }
}

void require_options(const CertaintyOptions& options) {
  if (options.draws < 1) core::invalid_argument("draws", "is 0; at least one draw is needed");
  if (options.weight_shape > 0.0) return;
  core::invalid_argument("weight_shape",
                         fmt::format("is {}; a shape above 0 is needed", options.weight_shape),
                         "4 lets a weight vary by one half");
}

/// Gamma with the given shape and mean 1 (Marsaglia and Tsang 2000).
double gamma_weight(core::RandomStream& random, double shape) {
  if (std::isinf(shape)) return 1.0;
  const double raised = shape < 1.0 ? shape + 1.0 : shape;
  const double d = raised - 1.0 / 3.0;
  const double c = 1.0 / std::sqrt(9.0 * d);
  while (true) {
    const double x = random.normal();
    const double root = 1.0 + c * x;
    if (root <= 0.0) continue;
    const double v = root * root * root;
    const double u = 1.0 - random.uniform();
    if (std::log(u) >= 0.5 * x * x + d - d * v + d * std::log(v)) continue;
    const double lowered = shape < 1.0 ? std::pow(1.0 - random.uniform(), 1.0 / shape) : 1.0;
    return d * v * lowered / shape;
  }
}

/// What one draw found, by rank.
struct Drawn {
  std::vector<std::uint32_t> nearest{};  ///< of the centres that stay
  std::vector<std::uint32_t> refit{};    ///< types of its own, under accidental numbers
};

/// Makes the draws: the areas by rank with numbers drawn anew, typed both ways.
class Repetition {
 public:
  Repetition(const Points& points, const Blocks& original, const Clustering& clustering,
             std::span<const double> spread, const CertaintyOptions& options)
      : points_(points),
        original_(original),
        clustering_(clustering),
        spread_(spread),
        options_(options),
        values_(original.rows * original.columns),
        drawn_{.values = values_,
               .weights = std::span(original.weights).first(original.rows),
               .columns = original.columns},
        pack_(drawn_),
        centres_(clustering.centres),
        distance2_(original.weights.size()) {
    for (const std::size_t area : original.area_of_rank) {
      hashes_.push_back(core::hash_of(points.codes[area].text()));
    }
  }
  Repetition(const Repetition&) = delete;  // views of its own numbers
  Repetition& operator=(const Repetition&) = delete;

  [[nodiscard]] Drawn run(std::size_t draw) {
    const std::vector<double> scale = scales(draw);
    draw_values(draw, scale);
    Drawn result;
    result.nearest = nearest();
    if (options_.starts > 0) result.refit = refit(draw, scale);
    return result;
  }

 private:
  [[nodiscard]] std::string purpose(const char* what, std::size_t draw) const {
    return fmt::format("typology certainty {} {}", what, draw);
  }

  /// Of every rank the nearest of the centres.
  [[nodiscard]] std::vector<std::uint32_t> nearest() {
    std::vector<std::uint32_t> result(distance2_.size());
    const Centres centres{.values = centres_.data(), .count = clustering_.type_count()};
    for (std::size_t from = 0; from < drawn_.size(); from += RowPack::kMost) {
      nearest_of_rows(pack_.from(from), centres, &result[from], &distance2_[from]);
    }
    return result;
  }

  /// Roots of the weights of the columns: what distances are multiplied with.
  [[nodiscard]] std::vector<double> scales(std::size_t draw) {
    std::vector<double> scale;
    const std::string name = purpose("weights", draw);
    for (const std::string& indicator : points_.indicators) {
      core::RandomStream random(options_.seed, name, indicator);
      scale.push_back(std::sqrt(gamma_weight(random, options_.weight_shape)));
    }
    for (std::size_t i = 0; i < centres_.size(); ++i) {
      centres_[i] = clustering_.centres[i] * scale[i % scale.size()];
    }
    return scale;
  }

  void draw_values(std::size_t draw, const std::vector<double>& scale) {
    if (options_.drawn) {
      joint_.resize(points_.values.size());
      options_.drawn(draw, joint_);
      for (std::size_t r = 0; r < drawn_.size(); ++r) place(r, joint_, scale);
      return;
    }
    const std::string name = purpose("values", draw);
    const std::size_t columns = drawn_.columns;
    const auto around = options_.around.empty() ? points_.values : options_.around;
    for (std::size_t r = 0; r < drawn_.size(); ++r) {
      const std::size_t area = original_.area_of_rank[r];
      core::RandomStream random(options_.seed, name, hashes_[r]);
      for (std::size_t j = 0; j < columns; ++j) {
        const double error = spread_[area * columns + j];
        const double noise = error > 0.0 ? error * random.normal() : 0.0;
        values_[r * columns + j] = (around[area * columns + j] + noise) * scale[j];
      }
    }
  }

  /// The area of a rank from a table in the order of the input.
  void place(std::size_t r, std::span<const double> table, const std::vector<double>& scale) {
    const std::size_t area = original_.area_of_rank[r];
    for (std::size_t j = 0; j < drawn_.columns; ++j) {
      values_[r * drawn_.columns + j] = table[area * drawn_.columns + j] * scale[j];
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> refit(std::size_t draw,
                                                 const std::vector<double>& scale) {
    const core::Execution alone{.threads = 1, .progress = options_.execution.progress};
    const std::uint64_t seed = options_.seed + 0x9E3779B97F4A7C15U * (draw + 1);
    if (options_.refit) return other_refit(options_.refit, seed, scale, alone);
    if (options_.method == Method::kWard) return other_refit(refit_by_ward(), seed, scale, alone);
    Race race;
    run_starts(drawn_,
               {.types = clustering_.type_count(),
                .starts = options_.starts,
                .more_starts = false,
                .seed = seed,
                .execution = alone},
               race);
    return race.best.types;
  }

  /// Empty if the method finds nothing: no type can answer to one of the data then.
  [[nodiscard]] std::vector<std::uint32_t> other_refit(const Refit& again, std::uint64_t seed,
                                                       const std::vector<double>& scale,
                                                       const core::Execution& execution) {
    const std::size_t columns = drawn_.columns;
    std::vector<double> values(points_.values.size());
    for (std::size_t r = 0; r < drawn_.size(); ++r) {
      std::ranges::copy(drawn_.row(r), &values[original_.area_of_rank[r] * columns]);
    }
    Points points = points_;
    points.values = values;
    std::vector<std::uint32_t> types;
    try {
      types = again({.points = points,
                     .types = clustering_.type_count(),
                     .seed = seed,
                     .scale = scale,
                     .execution = execution});
    } catch (const core::InvalidInput&) {
      return {};
    }
    std::vector<std::uint32_t> by_rank(drawn_.size());
    for (std::size_t r = 0; r < drawn_.size(); ++r) by_rank[r] = types[original_.area_of_rank[r]];
    return by_rank;
  }

  const Points& points_;
  const Blocks& original_;
  const Clustering& clustering_;
  std::span<const double> spread_;
  const CertaintyOptions& options_;
  std::vector<std::uint64_t> hashes_{};  // of the codes, by rank
  std::vector<double> values_;           // drawn anew, by rank
  RankedRows drawn_;
  RowPack pack_;
  std::vector<double> centres_;
  std::vector<double> distance2_;
  std::vector<double> joint_{};
};

/// Counts the draws by area (rank) and type. Whole numbers, so that no order of draws matters.
class Tally {
 public:
  Tally(std::vector<std::uint32_t> own, std::vector<double> weights, std::size_t types,
        const CertaintyOptions& options)
      : own_(std::move(own)),
        weights_(std::move(weights)),
        types_(types),
        assigned_(own_.size() * types),
        refitted_(options.starts > 0 ? own_.size() * types : 0),
        similarity_(options.starts > 0 ? options.draws * types : 0) {}

  void add(std::size_t draw, Drawn drawn) {
    drawn.nearest.resize(own_.size());
    if (!drawn.refit.empty()) {
      drawn.refit.resize(own_.size());
      answer(draw, drawn.refit);
    }
    const std::scoped_lock lock(mutex_);
    if (!refitted_.empty() && drawn.refit.empty()) ++impossible_;
    for (std::size_t r = 0; r < own_.size(); ++r) {
      ++assigned_[r * types_ + drawn.nearest[r]];
      if (!drawn.refit.empty() && drawn.refit[r] < types_) ++refitted_[r * types_ + drawn.refit[r]];
    }
  }

  [[nodiscard]] const std::vector<std::uint32_t>& assigned() const { return assigned_; }
  [[nodiscard]] const std::vector<std::uint32_t>& refitted() const { return refitted_; }
  [[nodiscard]] const std::vector<double>& similarity() const { return similarity_; }
  [[nodiscard]] std::size_t impossible() const { return impossible_; }

 private:
  /// Gives the types of a refit the numbers of those they answer to; beyond `types_` where there is
  /// none.
  void answer(std::size_t draw, std::vector<std::uint32_t>& refit) {
    const std::size_t found = *std::ranges::max_element(refit) + std::size_t{1};
    Aligned aligned = align(own_, refit, std::max(types_, found), weights_);
    std::ranges::copy_n(aligned.similarity.begin(), static_cast<std::ptrdiff_t>(types_),
                        similarity_.begin() + static_cast<std::ptrdiff_t>(draw * types_));
    refit = std::move(aligned.types);
  }

  std::vector<std::uint32_t> own_;
  std::vector<double> weights_;
  std::size_t types_;
  std::vector<std::uint32_t> assigned_;
  std::vector<std::uint32_t> refitted_;
  std::vector<double> similarity_;  // draws x types
  std::size_t impossible_ = 0;      // draws without types
  std::mutex mutex_;
};

Tally tally_of(const Points& points, const Blocks& blocks, const Clustering& clustering,
               const CertaintyOptions& options) {
  std::vector<std::uint32_t> own;
  std::vector<double> weights;
  for (const std::size_t area : blocks.area_of_rank) {
    own.push_back(clustering.types[area]);
    weights.push_back(options.people.empty() ? points.weight(area) : options.people[area]);
  }
  // People of nobody cannot weigh anything: then every area counts once.
  if (std::ranges::all_of(weights, [](double w) { return w == 0.0; })) weights.clear();
  return {std::move(own), std::move(weights), clustering.type_count(), options};
}

/// Shares of the draws in the order of the input.
std::vector<double> shares(const std::vector<std::uint32_t>& counted, const Blocks& blocks,
                           const Certainty& result) {
  std::vector<double> probability(counted.size());
  for (std::size_t i = 0; i < counted.size(); ++i) {
    const std::size_t area = blocks.area_of_rank[i / result.types];
    probability[area * result.types + i % result.types] =
        static_cast<double>(counted[i]) / static_cast<double>(result.draws);
  }
  return probability;
}

std::vector<double> of_own_type(const std::vector<double>& probability,
                                const Clustering& clustering) {
  std::vector<double> own;
  const std::size_t types = clustering.type_count();
  for (std::size_t i = 0; i * types < probability.size(); ++i) {
    own.push_back(probability[i * types + clustering.types[i]]);
  }
  return own;
}

void judge_types(const Tally& tally, Certainty& result) {
  if (result.starts == 0) return;
  const auto draws = static_cast<double>(result.draws);
  std::string numbers;
  for (std::size_t type = 0; type < result.types; ++type) {
    double sum = 0.0;
    double lost = 0.0;
    for (std::size_t draw = 0; draw < result.draws; ++draw) {
      const double similarity = tally.similarity()[draw * result.types + type];
      sum += similarity;
      if (similarity <= kDissolved) lost += 1.0;
    }
    result.recurrence.push_back(sum / draws);
    result.lost.push_back(lost / draws);
    if (sum / draws > kDissolved) continue;
    numbers += fmt::format("{}{}", numbers.empty() ? "" : ", ", type);
  }
  if (numbers.empty()) return;
  result.findings.push_back(
      {.code = "types_do_not_recur",
       .severity = core::Severity::kWarning,
       .message =
           fmt::format("repeated with other credible numbers, types of number {} do not come "
                       "again: at most half of their people are found together",
                       numbers),
       .hint = "choose fewer types, or read these types with care",
       .details = {{"types", numbers}}});
}

void tell_impossible(std::size_t draws, Certainty& result) {
  if (draws == 0) return;
  result.findings.push_back(
      {.code = "refit_impossible",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} of {} repetitions found no types that keep what these keep: "
                              "they confirm no area",
                              draws, result.draws),
       .hint = "loosen floors and ceilings, or choose fewer types",
       .details = {{"draws", fmt::format("{}", draws)}, {"of", fmt::format("{}", result.draws)}}});
}

void limit(const Points& points, std::span<const double> people, Certainty& result) {
  if (people.empty()) return;
  std::vector<std::string> areas;
  for (std::size_t i = 0; i < people.size(); ++i) {
    const double most = people_can_carry(people[i]);
    bool lowered = false;
    for (std::vector<double>* figure : {&result.assignment, &result.refit}) {
      if (figure->empty() || (*figure)[i] <= most) continue;
      (*figure)[i] = most;
      lowered = true;
    }
    if (lowered) areas.push_back(points.codes[i].text());
  }
  if (areas.empty()) return;
  std::ranges::sort(areas);
  result.findings.push_back(
      {.code = "certainty_limited",
       .severity = core::Severity::kNote,
       .message = fmt::format("the certainty of {} areas was lowered to what their few people can "
                              "carry",
                              areas.size()),
       .areas = std::move(areas)});
}

}  // namespace

double people_can_carry(double people) {
  if (!(people >= 0.0)) {
    core::invalid_argument("people", fmt::format("is {}; a number not below 0 is needed", people));
  }
  return people == 0.0 ? 0.0 : std::pow(kRuledOut, 1.0 / people);
}

Certainty certainty(const Points& points, const Clustering& clustering,
                    std::span<const double> spread, const CertaintyOptions& options) {
  require_same_columns(points, clustering);
  if (options.starts > 0) require_valid(points);
  require_spread(points, spread, options);
  require_people(points, options.people);
  require_options(options);
  const Blocks blocks(points);
  Tally tally = tally_of(points, blocks, clustering, options);
  const bool by_starts = options.method == Method::kKMeans || options.refit;
  options.execution.expect(options.draws * (by_starts ? options.starts + 1 : 1));
  // A few draws to a chunk where an area more or less costs nothing; results are counts.
  core::parallel_for(options.draws, options.starts > 0 ? 1 : 16, options.execution,
                     [&](std::size_t begin, std::size_t end) {
                       Repetition repetition(points, blocks, clustering, spread, options);
                       for (std::size_t draw = begin; draw < end; ++draw) {
                         tally.add(draw, repetition.run(draw));
                         options.execution.advance(1);
                       }
                     });
  Certainty result{.types = clustering.type_count(),
                   .draws = options.draws,
                   .starts = by_starts ? options.starts : std::min<std::size_t>(1, options.starts)};
  result.assignment_probability = shares(tally.assigned(), blocks, result);
  result.refit_probability = shares(tally.refitted(), blocks, result);
  result.assignment = of_own_type(result.assignment_probability, clustering);
  result.refit = of_own_type(result.refit_probability, clustering);
  judge_types(tally, result);
  tell_impossible(tally.impossible(), result);
  limit(points, options.people, result);
  return result;
}

}  // namespace sozialraum::typology
