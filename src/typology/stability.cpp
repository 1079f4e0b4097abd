#include "sozialraum/typology/stability.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "sozialraum/core/draws.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/certainty.hpp"
#include "sozialraum/typology/kmeans.hpp"
#include "typology/aligned.hpp"

namespace sozialraum::typology {
namespace {

/// Below this mean Jaccard the search alone does not find a type again.
constexpr double kRestless = 0.75;

/// What one draw of the choices found, per area.
struct Choice {
  std::vector<std::uint8_t> same{};
  std::vector<double> together{};
  bool impossible = false;
};

/// Types the same numbers under other choices.
class OtherChoices {
 public:
  OtherChoices(const Points& points, const Clustering& clustering, const StabilityOptions& options)
      : points_(points),
        clustering_(clustering),
        options_(options),
        people_(people_of(points, options.people)) {
    for (const core::AreaCode& code : points.codes) hashes_.push_back(core::hash_of(code.text()));
  }

  [[nodiscard]] Choice run(std::size_t draw) const {
    const std::vector<double> scale = column_scales(draw);
    const std::vector<double> values = chosen_values(draw, scale);
    const std::vector<double> weights = drawn_weights(draw);
    RefitTask task{.points = points_,
                   .types = type_count(draw),
                   .seed = options_.seed + 0x9E3779B97F4A7C15U * (draw + 1),
                   .scale = scale,
                   .execution = {.threads = 1, .progress = options_.execution.progress}};
    task.points.values = values;
    task.points.weights = weights;
    const std::vector<std::uint32_t> types = types_of(task);
    if (types.empty()) return nobody();
    const std::size_t found = *std::ranges::max_element(types) + std::size_t{1};
    return compare(types, std::max(found, clustering_.type_count()));
  }

 private:
  /// Where floors or equal areas forbid one more type, as many as there are; where these too, none.
  [[nodiscard]] std::vector<std::uint32_t> types_of(RefitTask& task) const {
    try {
      return options_.refit ? options_.refit(task) : kmeans_of(task);
    } catch (const core::InvalidInput&) {
      if (task.types == clustering_.type_count()) return {};
    }
    task.types = clustering_.type_count();
    return types_of(task);
  }

  [[nodiscard]] std::vector<std::uint32_t> kmeans_of(const RefitTask& task) const {
    return kmeans(task.points, {.types = task.types,
                                .starts = options_.starts,
                                .more_starts = false,
                                .seed = task.seed,
                                .execution = task.execution})
        .types;
  }

  [[nodiscard]] Choice nobody() const {
    return {.same = std::vector<std::uint8_t>(points_.areas(), 0),
            .together = std::vector<double>(points_.areas(), 0.0),
            .impossible = true};
  }

  /// One type less, as many, one more, in turn.
  [[nodiscard]] std::size_t type_count(std::size_t draw) const {
    const std::size_t types = clustering_.type_count();
    if (!options_.other_counts) return types;
    if (draw % 3 == 1 && types > 2) return types - 1;
    return draw % 3 == 2 && types + 1 < points_.areas() ? types + 1 : types;
  }

  /// By what each column is multiplied: the root of its weight.
  [[nodiscard]] std::vector<double> column_scales(std::size_t draw) const {
    std::vector<double> scales(points_.columns(), 1.0);
    if (std::isinf(options_.weight_shape)) return scales;
    const core::Draws draws(options_.seed, "typology stability weights");
    for (std::size_t j = 0; j < scales.size(); ++j) {
      std::array<double, 1> weight{};
      draws.gamma({"", points_.indicators[j]}, options_.weight_shape,
                  static_cast<std::uint32_t>(draw), weight);
      scales[j] = std::sqrt(weight[0] / options_.weight_shape);
    }
    return scales;
  }

  /// Every column from the points or from one of the other transformations, times its scale.
  [[nodiscard]] std::vector<double> chosen_values(std::size_t draw,
                                                  const std::vector<double>& scale) const {
    std::vector<double> values(points_.values.begin(), points_.values.end());
    const std::size_t columns = points_.columns();
    const std::string purpose = fmt::format("typology stability transformations {}", draw);
    for (std::size_t j = 0; j < columns; ++j) {
      std::span<const double> from = points_.values;
      if (!options_.otherwise.empty()) {
        core::RandomStream random(options_.seed, purpose, points_.indicators[j]);
        const std::uint64_t chosen = random.below(options_.otherwise.size() + 1);
        if (chosen > 0) from = options_.otherwise[chosen - 1];
      }
      for (std::size_t i = 0; i < points_.areas(); ++i) {
        values[i * columns + j] = from[i * columns + j] * scale[j];
      }
    }
    return values;
  }

  /// The Bayesian bootstrap (Rubin 1981): every area counts as often as an exponential number says,
  /// so none is lost altogether and small tables keep their types.
  [[nodiscard]] std::vector<double> drawn_weights(std::size_t draw) const {
    std::vector<double> weights(points_.areas());
    const core::Draws draws(options_.seed, "typology stability bootstrap");
    const std::uint64_t column = core::hash_of("areas");
    for (std::size_t i = 0; i < weights.size(); ++i) {
      std::array<double, 1> times{1.0};
      if (options_.bootstrap) {
        draws.gamma({hashes_[i], column}, 1.0, static_cast<std::uint32_t>(draw), times);
      }
      weights[i] = points_.weight(i) * times[0];
    }
    return weights;
  }

  [[nodiscard]] Choice compare(std::span<const std::uint32_t> refit, std::size_t count) const {
    const Aligned aligned = align(clustering_.types, refit, count, people_);
    std::vector<double> of_type(count, 0.0);
    for (std::size_t i = 0; i < count * count; ++i) of_type[i / count] += aligned.shared[i];
    Choice choice;
    for (std::size_t i = 0; i < points_.areas(); ++i) {
      const std::uint32_t own = clustering_.types[i];
      choice.same.push_back(aligned.types[i] == own ? 1 : 0);
      const double others = of_type[own] - people_[i];
      const double shared = aligned.shared[own * count + refit[i]] - people_[i];
      choice.together.push_back(others > 0.0 ? std::clamp(shared / others, 0.0, 1.0) : 1.0);
    }
    return choice;
  }

  const Points& points_;
  const Clustering& clustering_;
  const StabilityOptions& options_;
  std::vector<double> people_;
  std::vector<std::uint64_t> hashes_;
};

void tell_impossible(std::size_t draws, std::size_t of, Stability& result) {
  if (draws == 0) return;
  std::erase_if(result.findings,
                [](const core::Finding& finding) { return finding.code == "refit_impossible"; });
  result.findings.push_back(
      {.code = "refit_impossible",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} of {} repetitions found no types that keep what these keep: "
                              "they confirm no area",
                              draws, of),
       .hint = "loosen floors and ceilings, or choose fewer types",
       .details = {{"draws", fmt::format("{}", draws)}, {"of", fmt::format("{}", of)}}});
}

void ask_choices(const Points& points, const Clustering& clustering,
                 const StabilityOptions& options, Stability& result) {
  const OtherChoices others(points, clustering, options);
  std::vector<Choice> found(options.draws);
  options.execution.expect(options.draws * options.starts);
  core::parallel_for(options.draws, 1, options.execution, [&](std::size_t begin, std::size_t end) {
    for (std::size_t draw = begin; draw < end; ++draw) found[draw] = others.run(draw);
  });
  tell_impossible(static_cast<std::size_t>(std::ranges::count_if(found, &Choice::impossible)),
                  options.draws, result);
  const auto draws = static_cast<double>(options.draws);
  for (std::size_t i = 0; i < points.areas(); ++i) {
    double same = 0.0;
    double together = 0.0;
    for (const Choice& choice : found) {
      same += choice.same[i];
      together += choice.together[i];
    }
    result.choices.push_back(same / draws);
    result.together.push_back(together / draws);
  }
}

/// One certainty: the least of what was asked, and of what so many people can vouch for.
void take_the_strictest(const Points& points, const StabilityOptions& options, Stability& result) {
  std::vector<std::string> limited;
  for (std::size_t i = 0; i < points.areas(); ++i) {
    double least = std::numeric_limits<double>::infinity();
    Question question = Question::kRefit;
    for (const auto& [figure, asked] : {std::pair{&result.assignment, Question::kAssignment},
                                        std::pair{&result.refit, Question::kRefit},
                                        std::pair{&result.choices, Question::kChoices}}) {
      if (figure->empty() || (*figure)[i] >= least) continue;
      least = (*figure)[i];
      question = asked;
    }
    const double most = options.people.empty() ? 1.0 : people_can_carry(options.people[i]);
    if (most < least) {
      least = most;
      question = Question::kPeople;
      limited.push_back(points.codes[i].text());
    }
    result.certainty.push_back(least);
    result.strictest.push_back(question);
  }
  if (limited.empty()) return;
  std::ranges::sort(limited);
  result.findings.push_back(
      {.code = "certainty_limited",
       .severity = core::Severity::kNote,
       .message = fmt::format("the certainty of {} areas was lowered to what their few people can "
                              "carry",
                              limited.size()),
       .areas = std::move(limited)});
}

/// Shares of the own types, before the people limit what is said.
std::vector<double> of_own(const std::vector<double>& probability, const Clustering& clustering) {
  std::vector<double> own;
  const std::size_t types = clustering.type_count();
  for (std::size_t i = 0; i < clustering.types.size(); ++i) {
    own.push_back(probability[i * types + clustering.types[i]]);
  }
  return own;
}

/// What the method knows itself; else how often the own centre stays the nearest. Types that were
/// made otherwise hold areas that are nearer to another centre: there the question has no meaning.
std::vector<double> own_probability(const Certainty& noise, const Clustering& clustering,
                                    const StabilityOptions& options) {
  if (!options.assignment.empty()) return {options.assignment.begin(), options.assignment.end()};
  if (options.refit) return {};
  return of_own(noise.assignment_probability, clustering);
}

void require_tables(const Points& points, const StabilityOptions& options) {
  for (const std::span<const double> table : options.otherwise) {
    if (table.size() == points.values.size() &&
        std::ranges::all_of(table, [](double value) { return std::isfinite(value); })) {
      continue;
    }
    core::invalid_argument("otherwise", "holds a table without a number for every value");
  }
  const auto share = [](double value) { return value >= 0.0 && value <= 1.0; };
  if (options.assignment.empty() || (options.assignment.size() == points.areas() &&
                                     std::ranges::all_of(options.assignment, share))) {
    return;
  }
  core::invalid_argument("assignment", "is not one probability for every area");
}

void judge_search(Stability& result) {
  std::string types;
  for (std::size_t type = 0; type < result.types; ++type) {
    if (!(result.search_recurrence[type] < kRestless)) continue;
    types += fmt::format("{}{}", types.empty() ? "" : ", ", type);
  }
  if (types.empty()) return;
  result.findings.push_back(
      {.code = "search_restless",
       .severity = core::Severity::kWarning,
       .message = fmt::format("types of number {} are not found again from the same numbers by "
                              "another search",
                              types),
       .hint = "make more starts, or choose fewer types: more data would not help",
       .details = {{"types", types}}});
}

}  // namespace

std::string_view name(Question question) {
  constexpr std::array<std::string_view, 4> kNames{"assignment", "refit", "choices", "people"};
  return kNames[static_cast<std::size_t>(question)];
}

std::string_view name(Reading reading) {
  constexpr std::array<std::string_view, 4> kNames{"dissolved", "pattern", "stable",
                                                   "highly_stable"};
  return kNames[static_cast<std::size_t>(reading)];
}

Reading reading_of(double jaccard) {
  if (!(jaccard >= 0.6)) return Reading::kDissolved;
  if (jaccard < 0.75) return Reading::kPattern;
  return jaccard <= 0.85 ? Reading::kStable : Reading::kHighlyStable;
}

Stability stability(const Points& points, const Clustering& clustering,
                    std::span<const double> spread, const StabilityOptions& options) {
  if (options.starts < 1) core::invalid_argument("starts", "is 0; at least one start is needed");
  if (!(options.weight_shape > 0.0)) {
    core::invalid_argument("weight_shape", "must be above 0", "4 lets a weight vary by one half");
  }
  require_tables(points, options);
  CertaintyOptions asked{.draws = options.draws,
                         .starts = options.starts,
                         .weight_shape = std::numeric_limits<double>::infinity(),
                         .people = options.people,
                         .refit = options.refit,
                         .drawn = options.drawn,
                         .around = options.around,
                         .seed = options.seed,
                         .execution = options.execution};
  const Certainty noise = certainty(points, clustering, spread, asked);
  asked.drawn = {};
  asked.around = {};
  const std::vector<double> none(points.values.size(), 0.0);
  const Certainty still = certainty(points, clustering, none, asked);
  Stability result{.types = clustering.type_count(),
                   .assignment = own_probability(noise, clustering, options),
                   .refit = of_own(noise.refit_probability, clustering),
                   .search = of_own(still.refit_probability, clustering),
                   .recurrence = noise.recurrence,
                   .search_recurrence = still.recurrence,
                   .lost = noise.lost};
  for (const core::Finding& finding : noise.findings) {
    if (finding.code != "certainty_limited") result.findings.push_back(finding);
  }
  for (const double jaccard : result.recurrence) result.reading.push_back(reading_of(jaccard));
  ask_choices(points, clustering, options, result);
  take_the_strictest(points, options, result);
  judge_search(result);
  return result;
}

}  // namespace sozialraum::typology
