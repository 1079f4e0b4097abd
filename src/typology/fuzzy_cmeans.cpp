#include "sozialraum/typology/fuzzy_cmeans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "sozialraum/core/parallel.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/kmeans.hpp"
#include "typology/best_start.hpp"
#include "typology/blocks.hpp"
#include "typology/starts.hpp"

namespace sozialraum::typology {
namespace {

/// Two centres nearer than this share of the scatter of all areas are one.
constexpr double kRunTogether = 1e-3;

void require_fuzzifier(double fuzzifier) {
  if (std::isfinite(fuzzifier) && fuzzifier > 1.0) return;
  core::invalid_argument("fuzzifier", fmt::format("is {}; a number above 1 is needed", fuzzifier),
                         "2 is customary, 1.2 to 1.5 with many indicators");
}

void require_options(const FuzzyOptions& options) {
  if (options.types < 1) {
    core::invalid_argument("types", "is 0; at least one type is needed", "choose k = 2 or more");
  }
  if (options.starts < 1) core::invalid_argument("starts", "is 0; at least one start is needed");
  if (options.passes < 1) core::invalid_argument("passes", "is 0; at least one pass is needed");
  if (!(options.tolerance >= 0.0)) {
    core::invalid_argument("tolerance", "is below 0; 0 or a small share is needed");
  }
  require_fuzzifier(options.fuzzifier);
}

/// Squared distances to the centres become memberships: shares of (least / distance²)^(1/(m-1)),
/// which neither overflow nor lose the nearest.
void memberships_of(std::span<double> distance2, double fuzzifier) {
  const double least = std::ranges::min(distance2);
  const double power = 1.0 / (fuzzifier - 1.0);
  double sum = 0.0;
  for (double& d : distance2) {
    if (least > 0.0) {
      d = power == 1.0 ? least / d : std::pow(least / d, power);
    } else {
      d = d > 0.0 ? 0.0 : 1.0;
    }
    sum += d;
  }
  for (double& d : distance2) d /= sum;
}

double powered(double membership, double fuzzifier) {
  return fuzzifier == 2.0 ? membership * membership : std::pow(membership, fuzzifier);
}

/// The areas by code, the mean of all taken off, and how far they scatter.
struct Areas {
  explicit Areas(const Points& points) : blocks(points), columns(points.columns()) {
    rows = blocks.rows;
    mean.assign(columns, 0.0);
    for (std::size_t r = 0; r < rows; ++r) total += blocks.weights[r];
    for (std::size_t j = 0; j < columns; ++j) {
      for (std::size_t r = 0; r < rows; ++r) mean[j] += blocks.weights[r] * blocks.at(r, j);
      mean[j] /= total;
    }
    values.resize(rows * columns);
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t j = 0; j < columns; ++j) {
        const double gap = blocks.at(r, j) - mean[j];
        values[r * columns + j] = gap;
        scatter2 += blocks.weights[r] * gap * gap;
      }
    }
    scatter2 /= total;
  }

  [[nodiscard]] double distance2(std::size_t rank, std::span<const double> centre) const {
    double sum = 0.0;
    for (std::size_t j = 0; j < columns; ++j) {
      const double gap = values[rank * columns + j] - centre[j];
      sum += gap * gap;
    }
    return sum;
  }

  Blocks blocks;
  std::size_t rows = 0;
  std::size_t columns = 0;
  double total = 0.0;
  double scatter2 = 0.0;         // weighted mean of squared distances to the mean
  std::vector<double> mean{};    // of each column
  std::vector<double> values{};  // rows x columns
};

struct Fit {
  std::vector<double> centres{};
  double objective = std::numeric_limits<double>::infinity();
  std::size_t passes = 0;
  bool converged = false;
};

/// One start: takes turns between memberships and centres.
class Descent {
 public:
  Descent(const Areas& areas, const FuzzyOptions& options)
      : areas_(areas), options_(options), types_(options.types), row_(types_) {}

  Fit run(std::span<const std::uint32_t> start) {
    Fit fit{.centres = means_of(start)};
    const double enough = options_.tolerance * options_.tolerance * areas_.scatter2;
    while (!fit.converged && fit.passes < options_.passes) {
      options_.execution.advance();
      std::vector<double> next = pass(fit.centres);
      fit.converged = farthest_move2(fit.centres, next) <= enough;
      fit.centres = std::move(next);
      ++fit.passes;
    }
    static_cast<void>(pass(fit.centres));
    fit.objective = objective_;
    return fit;
  }

 private:
  [[nodiscard]] std::vector<double> means_of(std::span<const std::uint32_t> types) const {
    std::vector<double> centres(types_ * areas_.columns, 0.0);
    std::vector<double> held(types_, 0.0);
    for (std::size_t r = 0; r < areas_.rows; ++r) {
      add(r, areas_.blocks.weights[r], types[r], centres, held);
    }
    divide(centres, held, centres);
    return centres;
  }

  void add(std::size_t rank, double weight, std::size_t type, std::vector<double>& sums,
           std::vector<double>& held) const {
    held[type] += weight;
    for (std::size_t j = 0; j < areas_.columns; ++j) {
      sums[type * areas_.columns + j] += weight * areas_.values[rank * areas_.columns + j];
    }
  }

  /// A type that holds nothing keeps its old centre.
  void divide(std::vector<double>& sums, const std::vector<double>& held,
              const std::vector<double>& old) const {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const double weight = held[i / areas_.columns];
      sums[i] = weight > 0.0 ? sums[i] / weight : old[i];
    }
  }

  /// The centres after one turn; the objective before it.
  [[nodiscard]] std::vector<double> pass(const std::vector<double>& centres) {
    std::vector<double> sums(centres.size(), 0.0);
    std::vector<double> held(types_, 0.0);
    std::vector<double> gaps(types_);
    objective_ = 0.0;
    for (std::size_t r = 0; r < areas_.rows; ++r) {
      for (std::size_t k = 0; k < types_; ++k) {
        gaps[k] = areas_.distance2(r, std::span(centres).subspan(k * areas_.columns));
      }
      row_ = gaps;
      memberships_of(row_, options_.fuzzifier);
      for (std::size_t k = 0; k < types_; ++k) {
        const double share = areas_.blocks.weights[r] * powered(row_[k], options_.fuzzifier);
        objective_ += share * gaps[k];
        add(r, share, k, sums, held);
      }
    }
    divide(sums, held, centres);
    return sums;
  }

  [[nodiscard]] double farthest_move2(const std::vector<double>& from,
                                      const std::vector<double>& to) const {
    double farthest = 0.0;
    for (std::size_t k = 0; k < types_; ++k) {
      double sum = 0.0;
      for (std::size_t j = k * areas_.columns; j < (k + 1) * areas_.columns; ++j) {
        sum += (to[j] - from[j]) * (to[j] - from[j]);
      }
      farthest = std::max(farthest, sum);
    }
    return farthest;
  }

  const Areas& areas_;
  const FuzzyOptions& options_;
  std::size_t types_;
  std::vector<double> row_;
  double objective_ = 0.0;
};

Fit one_start(const Areas& areas, const FuzzyOptions& options, std::size_t number) {
  Race race;
  run_starts(areas.blocks,
             {.types = options.types,
              .starts = 1,
              .more_starts = false,
              .seed = options.seed + 0x9E3779B97F4A7C15U * (number + 1),
              .execution = {.threads = 1, .progress = options.execution.progress}},
             race);
  return Descent(areas, options).run(race.best.types);
}

std::vector<Fit> all_starts(const Areas& areas, const FuzzyOptions& options) {
  std::vector<Fit> fits(options.starts);
  options.execution.expect(options.starts);
  core::parallel_for(options.starts, 1, options.execution, [&](std::size_t begin, std::size_t end) {
    for (std::size_t number = begin; number < end; ++number) {
      fits[number] = one_start(areas, options, number);
    }
  });
  return fits;
}

/// The type of the largest membership per area; of equal ones the first.
std::vector<std::uint32_t> largest(const std::vector<double>& membership, std::size_t types) {
  std::vector<std::uint32_t> result;
  for (auto row = membership.begin(); row != membership.end();
       row += static_cast<std::ptrdiff_t>(types)) {
    const auto end = row + static_cast<std::ptrdiff_t>(types);
    result.push_back(static_cast<std::uint32_t>(std::max_element(row, end) - row));
  }
  return result;
}

/// The centres in the units of the points, numbered by the rule of the letters.
void name_types(const Points& points, const Areas& areas, const Fit& fit, FuzzyTypes& result) {
  const std::size_t types = fit.centres.size() / areas.columns;
  std::vector<double> centres(fit.centres);
  for (std::size_t i = 0; i < centres.size(); ++i) centres[i] += areas.mean[i % areas.columns];
  const std::vector<std::uint32_t> found = largest(fuzzy_membership(points, centres, 2.0), types);
  const std::vector<std::uint32_t> named = number_types(points, found, types);
  std::vector<std::uint32_t> number(types, static_cast<std::uint32_t>(types));
  for (std::size_t i = 0; i < found.size(); ++i) number[found[i]] = named[i];
  auto unused = static_cast<std::uint32_t>(types - static_cast<std::size_t>(std::ranges::count(
                                                       number, static_cast<std::uint32_t>(types))));
  for (std::uint32_t& n : number) {
    if (n == types) n = unused++;
  }
  result.centres.resize(centres.size());
  for (std::size_t i = 0; i < centres.size(); ++i) {
    result.centres[number[i / areas.columns] * areas.columns + i % areas.columns] = centres[i];
  }
}

void describe(const Points& points, double fuzzifier, FuzzyTypes& result) {
  const std::size_t types = result.centres.size() / result.columns;
  result.membership = fuzzy_membership(points, result.centres, fuzzifier);
  result.types = largest(result.membership, types);
  result.weights.assign(types, 0.0);
  double total = 0.0;
  for (const std::size_t area : Blocks(points).area_of_rank) {
    total += points.weight(area);
    for (std::size_t k = 0; k < types; ++k) {
      const double share = result.membership[area * types + k];
      result.weights[k] += points.weight(area) * share;
      result.partition_coefficient += points.weight(area) * share * share;
    }
  }
  result.partition_coefficient /= total;
}

std::vector<core::Finding> run_together(const FuzzyTypes& result, double scatter2) {
  const auto centre = [&](std::size_t k) {
    return std::span(result.centres).subspan(k * result.columns, result.columns);
  };
  for (std::size_t a = 0; a < result.type_count(); ++a) {
    for (std::size_t b = a + 1; b < result.type_count(); ++b) {
      double sum = 0.0;
      for (std::size_t j = 0; j < result.columns; ++j) {
        sum += (centre(a)[j] - centre(b)[j]) * (centre(a)[j] - centre(b)[j]);
      }
      if (sum > kRunTogether * kRunTogether * scatter2) continue;
      return {
          {.code = "types_run_together",
           .severity = core::Severity::kWarning,
           .message = fmt::format("the centres of types {} and {} are the same: fewer fuzzy "
                                  "types than {} can be told apart",
                                  a + 1, b + 1, result.type_count()),
           .hint = "choose a smaller fuzzifier (1.2 to 1.5 with many indicators) or fewer types",
           .details = {{"types", std::to_string(result.type_count())}}}};
    }
  }
  return {};
}

void judge_starts(const std::vector<Fit>& fits, const Fit& best, FuzzyTypes& result) {
  for (const Fit& fit : fits) result.start_objective.push_back(fit.objective);
  const std::size_t reached = reached_best(result.start_objective, best.objective);
  result.share_of_best = static_cast<double>(reached) / static_cast<double>(fits.size());
  std::ranges::move(best_reached_once(reached, fits.size()), std::back_inserter(result.findings));
  if (best.converged) return;
  result.findings.push_back(
      {.code = "passes_used_up",
       .severity = core::Severity::kWarning,
       .message = fmt::format("the best start still moved after {} passes", best.passes),
       .hint = "allow more passes or a larger tolerance",
       .details = {{"passes", std::to_string(best.passes)}}});
}

}  // namespace

FuzzyTypes fuzzy_cmeans(const Points& points, const FuzzyOptions& options) {
  require_options(options);
  require_valid(points);
  const Areas areas(points);
  require_enough_areas(areas.blocks, options.types);
  const std::vector<Fit> fits = all_starts(areas, options);
  const Fit& best = *std::ranges::min_element(fits, {}, &Fit::objective);
  FuzzyTypes result{.columns = areas.columns,
                    .objective = best.objective,
                    .passes = best.passes,
                    .converged = best.converged,
                    .findings = scale_doubts(points)};
  name_types(points, areas, best, result);
  describe(points, options.fuzzifier, result);
  judge_starts(fits, best, result);
  std::ranges::move(run_together(result, areas.scatter2), std::back_inserter(result.findings));
  return result;
}

std::vector<double> fuzzy_membership(const Points& points, std::span<const double> centres,
                                     double fuzzifier) {
  require_measurable(points);
  require_fuzzifier(fuzzifier);
  if (centres.empty() || centres.size() % points.columns() != 0) {
    throw core::InvalidInput({.code = "length_mismatch",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("{} numbers are no rows of {} columns",
                                                     centres.size(), points.columns()),
                              .place = {.argument = "centres"}});
  }
  if (!std::ranges::all_of(centres, [](double x) { return std::isfinite(x); })) {
    core::invalid_argument("centres", "hold what is no number");
  }
  const std::size_t types = centres.size() / points.columns();
  std::vector<double> membership(points.areas() * types);
  for (std::size_t area = 0; area < points.areas(); ++area) {
    const auto row = std::span(membership).subspan(area * types, types);
    for (std::size_t k = 0; k < types; ++k) {
      for (std::size_t j = 0; j < points.columns(); ++j) {
        const double gap = points.row(area)[j] - centres[k * points.columns() + j];
        row[k] += gap * gap;
      }
    }
    memberships_of(row, fuzzifier);
  }
  return membership;
}

}  // namespace sozialraum::typology
