#include "sozialraum/typology/mixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <numbers>
#include <numeric>
#include <string>

#include "sozialraum/core/parallel.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "typology/best_start.hpp"
#include "typology/cholesky.hpp"
#include "typology/mixture_fit.hpp"
#include "typology/starts.hpp"

namespace sozialraum::typology {
namespace {

/// Below so many areas no matrix with correlations is fitted.
constexpr std::size_t kFewAreas = 30;
/// Two starts have found the same if their log-likelihoods differ by less: no evidence at all.
constexpr double kSameFit = 0.01;
/// Up to so many areas starts run side by side; above, the passes of one start are shared out.
constexpr std::size_t kSideBySide = 8192;
/// A matrix with a smaller share of spread could not be told from one of less columns.
constexpr double kLeastSpread = 1e-10;
/// An error beyond so many standard deviations of its column says nothing at all.
constexpr double kWidestError = 1e6;

// ---- the door

[[noreturn]] void wrong_length(std::size_t found, std::size_t wanted) {
  throw core::InvalidInput({.code = "length_mismatch",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("{} errors, {} are needed", found, wanted),
                            .place = {.argument = "errors"},
                            .hint = "give a variance per area and column, or a matrix per area"});
}

/// One area's errors as a matrix, row by row.
std::vector<double> error_matrix(const KnownErrors& errors, std::size_t area, std::size_t columns) {
  if (!errors.covariances.empty()) {
    const auto own = errors.covariances.subspan(area * columns * columns, columns * columns);
    return {own.begin(), own.end()};
  }
  std::vector<double> matrix(columns * columns, 0.0);
  if (errors.variances.empty()) return matrix;
  for (std::size_t j = 0; j < columns; ++j) {
    matrix[j * columns + j] = errors.variances[area * columns + j];
  }
  return matrix;
}

/// Finite, symmetric, and no direction of negative variance.
bool is_covariance(std::span<const double> matrix, std::size_t columns) {
  for (std::size_t i = 0; i < columns; ++i) {
    const double variance = matrix[i * columns + i];
    if (!(variance >= 0.0) || std::isinf(variance)) return false;
    for (std::size_t j = 0; j < i; ++j) {
      const double one = matrix[i * columns + j];
      const double other = matrix[j * columns + i];
      const double most = std::sqrt(variance) * std::sqrt(matrix[j * columns + j]);
      if (!(std::abs(one - other) <= 1e-9 * most) || !(std::abs(one) <= most * (1.0 + 1e-9))) {
        return false;
      }
    }
  }
  std::vector<double> raised(matrix.begin(), matrix.end());
  for (std::size_t i = 0; i < columns; ++i) {
    double& variance = raised[i * columns + i];
    variance = variance > 0.0 ? variance * (1.0 + 1e-8) : 1.0;
  }
  std::vector<double> root;
  return cholesky(raised, columns, root);
}

void require_errors(const Points& points, const KnownErrors& errors) {
  const std::size_t n = points.areas();
  const std::size_t d = points.columns();
  if (!errors.variances.empty() && !errors.covariances.empty()) {
    core::invalid_argument("errors", "are told twice, as variances and as covariances");
  }
  const bool matrices = !errors.covariances.empty();
  const std::size_t found = matrices ? errors.covariances.size() : errors.variances.size();
  if (errors.empty()) return;
  if (found != n * d * (matrices ? d : 1)) wrong_length(found, n * d * (matrices ? d : 1));
  std::vector<std::string> areas;
  for (std::size_t i = 0; i < n; ++i) {
    const bool right =
        matrices ? is_covariance(error_matrix(errors, i, d), d)
                 : std::ranges::all_of(errors.variances.subspan(i * d, d), [](double variance) {
                     return variance >= 0.0 && !std::isinf(variance);
                   });
    if (!right) areas.push_back(points.codes[i].text());
  }
  if (areas.empty()) return;
  std::ranges::sort(areas);
  throw core::InvalidInput(
      {.code = "bad_standard_error",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} areas have an error that is missing, negative or no covariance",
                              areas.size()),
       .place = {.argument = "errors"},
       .hint = "give 0 where a value is known exactly",
       .areas = std::move(areas)});
}

/// NaN is missing; what is infinite is no number.
void require_no_infinity(const Points& points) {
  std::vector<std::string> areas;
  for (std::size_t i = 0; i < points.areas(); ++i) {
    if (std::ranges::any_of(points.row(i), [](double x) { return std::isinf(x); })) {
      areas.push_back(points.codes[i].text());
    }
  }
  if (areas.empty()) return;
  throw core::InvalidInput(
      {.code = "not_finite",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} areas have a value that is infinite", areas.size()),
       .place = {.argument = "points"},
       .hint = "leave a missing value empty (NaN)",
       .areas = std::move(areas)});
}

void require_model(const MixtureModel& model, std::size_t columns) {
  const std::size_t k = model.types();
  const auto refuse = [](const std::string& what) {
    throw core::InvalidInput({.code = "bad_model",
                              .severity = core::Severity::kWarning,
                              .message = "the mixture " + what,
                              .place = {.argument = "model"}});
  };
  if (k == 0) refuse("has no types");
  if (model.columns != columns) {
    refuse(fmt::format("is of {} columns, the areas have {}", model.columns, columns));
  }
  if (model.means.size() != k * columns || model.covariances.size() != k * columns * columns) {
    refuse("has means and covariances of another size than its types and columns");
  }
  double sum = 0.0;
  for (const double share : model.shares) {
    if (!(share >= 0.0) || share > 1.0 + 1e-9) refuse("has a share that is none");
    sum += share;
  }
  if (std::abs(sum - 1.0) > 1e-6) refuse("has shares whose sum is not 1");
  for (const double mean : model.means) {
    if (!std::isfinite(mean)) refuse("has a mean that is not finite");
  }
  for (std::size_t t = 0; t < k; ++t) {
    const auto own = std::span(model.covariances).subspan(t * columns * columns, columns * columns);
    std::vector<double> root;
    if (!is_covariance(own, columns) || !cholesky(own, columns, root)) {
      refuse(fmt::format("has a covariance of type {} that is not positive definite", t));
    }
  }
}

void require_options(const MixtureOptions& options) {
  if (options.types < 1) {
    core::invalid_argument("types", "is 0; at least one type is needed", "choose k = 2 or more");
  }
  if (options.starts < 1) core::invalid_argument("starts", "is 0; at least one start is needed");
  if (options.passes < 1) core::invalid_argument("passes", "is 0; at least one pass is needed");
  if (!(options.tolerance >= 0.0) || std::isinf(options.tolerance)) {
    core::invalid_argument("tolerance", fmt::format("is {}", options.tolerance),
                           "a small number above 0 is needed");
  }
  if (!(options.least_spread >= kLeastSpread) || options.least_spread > 1.0) {
    core::invalid_argument("least_spread", fmt::format("is {}", options.least_spread),
                           "a share of the variance from 1e-10 to 1 is needed");
  }
}

/// An error so wide that its square would drown everything else in rounding.
void require_telling(const Points& points, const ScaledAreas& areas, const KnownErrors& errors) {
  if (errors.empty()) return;
  const std::size_t d = points.columns();
  std::vector<std::string> names;
  for (std::size_t i = 0; i < points.areas(); ++i) {
    bool telling = true;
    for (std::size_t j = 0; j < d; ++j) {
      const double variance = errors.covariances.empty() ? errors.variances[i * d + j]
                                                         : errors.covariances[(i * d + j) * d + j];
      telling = telling && std::sqrt(variance) / areas.unit[j] <= kWidestError;
    }
    if (!telling) names.push_back(points.codes[i].text());
  }
  if (names.empty()) return;
  std::ranges::sort(names);
  throw core::InvalidInput(
      {.code = "bad_standard_error",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} areas have an error of more than a million standard deviations",
                              names.size()),
       .place = {.argument = "errors"},
       .hint = "leave out an area of which nothing is known",
       .areas = std::move(names)});
}

// ---- the starts

MixtureState state_of_model(const ScaledAreas& areas, const MixtureModel& model) {
  const Shape& shape = areas.shape;
  const std::size_t d = shape.columns;
  MixtureState state{.shares = model.shares};
  for (std::size_t i = 0; i < model.means.size(); ++i) {
    state.means.push_back((model.means[i] - areas.centre[i % d]) / areas.unit[i % d]);
  }
  for (std::size_t k = 0; k < model.types(); ++k) {
    for (std::size_t i = 0; i < d; ++i) {
      for (std::size_t j = shape.diagonal ? i : 0; j <= i; ++j) {
        const double entry = model.covariances[(k * d + i) * d + j];
        state.spread.push_back(entry / areas.unit[i] / areas.unit[j]);
      }
    }
  }
  return state;
}

MixtureModel model_of(const ScaledAreas& areas, const MixtureState& state,
                      std::span<const std::size_t> order, CovarianceFamily family) {
  const Shape& shape = areas.shape;
  const std::size_t d = shape.columns;
  MixtureModel model{.family = family, .columns = d};
  for (const std::size_t k : order) {
    model.shares.push_back(state.shares[k]);
    for (std::size_t j = 0; j < d; ++j) {
      model.means.push_back(areas.centre[j] + state.means[k * d + j] * areas.unit[j]);
    }
    const auto spread = std::span(state.spread).subspan(k * shape.matrix(), shape.matrix());
    for (std::size_t i = 0; i < d; ++i) {
      for (std::size_t j = 0; j < d; ++j) {
        const std::size_t low = std::min(i, j);
        const std::size_t high = std::max(i, j);
        const double entry =
            shape.diagonal ? (i == j ? spread[i] : 0.0) : spread[high * (high + 1) / 2 + low];
        model.covariances.push_back(entry * areas.unit[i] * areas.unit[j]);
      }
    }
  }
  return model;
}

MixtureFit one_start(const ScaledAreas& areas, const MixtureOptions& options, std::size_t number,
                     const core::Execution& execution) {
  Race race;
  run_starts(areas.blocks,
             {.types = options.types,
              .starts = 1,
              .more_starts = false,
              .seed = options.seed + 0x9E3779B97F4A7C15U * (number + 1),
              .execution = execution},
             race);
  const auto types = std::span(race.best.types).first(areas.blocks.rows);
  return improve(areas, state_of(areas, types, options), options, execution);
}

/// How many areas a type must hold lest its likelihood grows without bound.
double least_held(const MixtureOptions& options, std::size_t columns) {
  if (!options.errors.empty()) return 0.0;
  switch (options.family) {
    case CovarianceFamily::kFull:
      return static_cast<double>(columns + 1);
    case CovarianceFamily::kTied:
      return 0.0;
    default:
      return 2.0;
  }
}

bool is_degenerate(const MixtureFit& fit, const MixtureOptions& options, std::size_t columns) {
  const double least = least_held(options, columns);
  return std::ranges::any_of(fit.held, [&](double held) { return held < least; });
}

std::vector<MixtureFit> all_starts(const ScaledAreas& areas, const MixtureOptions& options) {
  if (options.begin != nullptr) {
    std::vector<MixtureFit> one;
    one.push_back(
        improve(areas, state_of_model(areas, *options.begin), options, options.execution));
    return one;
  }
  std::vector<MixtureFit> fits(options.starts);
  options.execution.expect(options.starts);
  const bool side_by_side = areas.blocks.rows <= kSideBySide;
  const core::Execution alone{.threads = 1, .progress = options.execution.progress};
  const auto run = [&](std::size_t begin, std::size_t end) {
    for (std::size_t number = begin; number < end; ++number) {
      fits[number] = one_start(areas, options, number, side_by_side ? alone : options.execution);
    }
  };
  if (side_by_side) {
    core::parallel_for(options.starts, 1, options.execution, run);
  } else {
    run(0, options.starts);
  }
  return fits;
}

/// The likeliest start, of those without a type of too few areas if there is one; of equals the
/// first.
std::size_t best_of(const std::vector<MixtureFit>& fits, const MixtureOptions& options,
                    std::size_t columns) {
  const auto better = [&](const MixtureFit& a, const MixtureFit& b) {
    const bool a_fails = is_degenerate(a, options, columns);
    const bool b_fails = is_degenerate(b, options, columns);
    return a_fails != b_fails ? b_fails : a.log_likelihood > b.log_likelihood;
  };
  std::size_t best = 0;
  for (std::size_t i = 1; i < fits.size(); ++i) {
    if (better(fits[i], fits[best])) best = i;
  }
  return best;
}

// ---- what is told

std::size_t parameters_of(CovarianceFamily family, std::size_t types, std::size_t columns) {
  const std::size_t matrix = columns * (columns + 1) / 2;
  const std::size_t middles = types * columns + types - 1;
  switch (family) {
    case CovarianceFamily::kSpherical:
      return middles + types;
    case CovarianceFamily::kDiagonal:
      return middles + types * columns;
    case CovarianceFamily::kTied:
      return middles + matrix;
    case CovarianceFamily::kFull:
      return middles + types * matrix;
  }
  return 0;
}

/// The types by falling weight of the areas that are most probably theirs.
std::vector<std::size_t> order_of(const Points& points, const std::vector<std::uint32_t>& types,
                                  std::size_t count) {
  const std::vector<std::uint32_t> numbered = number_types(points, types, count);
  std::vector<std::size_t> order(count, count);
  for (std::size_t i = 0; i < types.size(); ++i) order[numbered[i]] = types[i];
  std::vector<bool> seen(count, false);
  for (const std::size_t type : order) {
    if (type < count) seen[type] = true;
  }
  std::size_t next = 0;
  for (std::size_t& type : order) {
    if (type < count) continue;
    while (seen[next]) ++next;
    type = next;
    seen[next] = true;
  }
  return order;
}

void judge(const ScaledAreas& areas, const MixtureFit& best, Mixture& result) {
  const std::size_t d = areas.shape.columns;
  std::vector<double> weights(areas.blocks.rows);
  for (std::size_t r = 0; r < areas.blocks.rows; ++r) {
    weights[areas.blocks.area_of_rank[r]] = areas.blocks.weights[r];
  }
  double counting = 0.0;
  double log_units = 0.0;
  for (const double unit : areas.unit) log_units += std::log(unit);
  for (const double weight : weights) counting += weight;
  counting = std::round(counting);
  result.log_likelihood = best.log_likelihood - counting * log_units;
  result.parameters = parameters_of(result.model.family, result.model.types(), d);
  result.bic =
      2.0 * result.log_likelihood - static_cast<double>(result.parameters) * std::log(counting);
  double undecided = 0.0;
  const std::size_t types = result.model.types();
  for (std::size_t r = 0; r < areas.blocks.rows; ++r) {
    const std::size_t i = areas.blocks.area_of_rank[r];
    const std::size_t own = i * types + result.membership.types[i];
    undecided += weights[i] * std::log(result.membership.probability[own]);
  }
  result.icl = result.bic + 2.0 * undecided;
  result.passes = best.passes;
  result.converged = best.converged;
}

void judge_starts(const std::vector<MixtureFit>& fits, std::size_t best, Mixture& result) {
  std::size_t reached = 0;
  const double log_units = result.log_likelihood - fits[best].log_likelihood;
  for (const MixtureFit& fit : fits) {
    result.start_log_likelihood.push_back(fit.log_likelihood + log_units);
    if (fit.log_likelihood >= fits[best].log_likelihood - kSameFit) ++reached;
  }
  result.share_of_best = static_cast<double>(reached) / static_cast<double>(fits.size());
  std::ranges::move(best_reached_once(reached, fits.size()), std::back_inserter(result.findings));
  if (result.converged) return;
  result.findings.push_back(
      {.code = "passes_used_up",
       .severity = core::Severity::kWarning,
       .message = fmt::format("the mixture still improved after {} passes", result.passes),
       .hint = "allow more passes, or choose fewer types",
       .details = {{"passes", std::to_string(result.passes)}}});
}

void judge_types(const MixtureFit& best, const MixtureOptions& options, std::size_t columns,
                 Mixture& result) {
  if (!is_degenerate(best, options, columns)) return;
  result.findings.push_back(
      {.code = "degenerate_type",
       .severity = core::Severity::kWarning,
       .message = fmt::format("a type holds fewer than the {} areas that its spread needs",
                              least_held(options, columns)),
       .hint = "choose fewer types or a simpler family",
       .details = {{"needed", fmt::format("{:.0f}", least_held(options, columns))}}});
}

std::vector<core::Finding> error_doubts(const Points& points, const ScaledAreas& areas,
                                        const KnownErrors& errors) {
  std::vector<core::Finding> findings;
  if (errors.empty()) return findings;
  const std::size_t d = points.columns();
  for (std::size_t j = 0; j < d; ++j) {
    const std::size_t entry = areas.shape.diagonal ? j : j * (j + 1) / 2 + j;
    double mean = 0.0;
    double weight = 0.0;
    std::vector<std::string> exact;
    for (std::size_t r = 0; r < areas.blocks.rows; ++r) {
      const std::size_t at = (r / kLanes * areas.shape.matrix() + entry) * kLanes + r % kLanes;
      mean += areas.blocks.weights[r] * areas.errors[at];
      weight += areas.blocks.weights[r];
      if (areas.errors[at] == 0.0) {
        exact.push_back(points.codes[areas.blocks.area_of_rank[r]].text());
      }
    }
    const std::string& column = points.indicators[j];
    if (mean / weight > areas.variance[j]) {
      findings.push_back(
          {.code = "errors_exceed_spread",
           .severity = core::Severity::kWarning,
           .message = fmt::format("'{}' scatters less than its errors alone would make it", column),
           .place = {.column = column},
           .hint = "give raw values, not adjusted ones, and errors in their unit",
           .details = {{"indicator", column}}});
    }
    if (!exact.empty() && exact.size() < areas.blocks.rows) {
      findings.push_back(
          {.code = "zero_errors",
           .severity = core::Severity::kWarning,
           .message =
               fmt::format("'{}' has no error in {} areas and one in others", column, exact.size()),
           .place = {.column = column},
           .hint = "take the variance from the fitted rate, not from the area's own: 0 of 5 is not "
                   "known exactly",
           .details = {{"indicator", column}},
           .areas = std::move(exact)});
    }
  }
  return findings;
}

CovarianceFamily family_for(const Points& points, CovarianceFamily wanted,
                            std::vector<core::Finding>& findings) {
  const bool few = points.areas() < kFewAreas;
  if (!few || (wanted != CovarianceFamily::kTied && wanted != CovarianceFamily::kFull)) {
    return wanted;
  }
  findings.push_back(
      {.code = "family_reduced",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} areas carry no correlations inside of types: the columns are "
                              "taken for independent there",
                              points.areas()),
       .hint = "ask for the diagonal family",
       .details = {{"areas", std::to_string(points.areas())},
                   {"wanted", std::string(name(wanted))}}});
  return CovarianceFamily::kDiagonal;
}

// ---- membership of one area

/// Density of an area's known columns under every type, all by pencil.
class AreaDensity {
 public:
  AreaDensity(const MixtureModel& model, const Points& points, const KnownErrors& errors)
      : model_(model), points_(points), errors_(errors) {
    if (!errors.empty()) return;
    const std::size_t d = model.columns;
    roots_.resize(model.types());
    for (std::size_t k = 0; k < model.types(); ++k) {
      cholesky(std::span(model.covariances).subspan(k * d * d, d * d), d, roots_[k]);
    }
  }

  void run(std::size_t area, Membership& result) const {
    const std::size_t d = model_.columns;
    const std::size_t types = model_.types();
    std::vector<std::size_t> known;
    for (std::size_t j = 0; j < d; ++j) {
      if (!std::isnan(points_.row(area)[j])) known.push_back(j);
    }
    const std::vector<double> own =
        errors_.empty() ? std::vector<double>{} : error_matrix(errors_, area, d);
    std::vector<double> logs(types);
    std::vector<double> distance2(types);
    for (std::size_t k = 0; k < types; ++k) {
      const auto [log_density, square] = density(k, area, known, own);
      logs[k] = std::log(model_.shares[k]) + log_density;
      distance2[k] = square;
    }
    const double most = *std::ranges::max_element(logs);
    double sum = 0.0;
    for (const double log : logs) sum += std::exp(log - most);
    for (std::size_t k = 0; k < types; ++k) {
      result.probability[area * types + k] = std::exp(logs[k] - most) / sum;
    }
    const std::size_t first = largest(logs, types);
    result.types[area] = static_cast<std::uint32_t>(first);
    result.second[area] = static_cast<std::uint32_t>(types > 1 ? largest(logs, first) : first);
    result.log_density[area] = most + std::log(sum);
    result.distance2[area] = distance2[first];
    result.known[area] = static_cast<std::uint32_t>(known.size());
  }

 private:
  /// The first largest but for one that is left out.
  static std::size_t largest(const std::vector<double>& of, std::size_t but) {
    std::size_t best = but == 0 ? 1 : 0;
    for (std::size_t k = 0; k < of.size(); ++k) {
      if (k != but && of[k] > of[best]) best = k;
    }
    return best;
  }

  [[nodiscard]] std::pair<double, double> density(std::size_t k, std::size_t area,
                                                  std::span<const std::size_t> known,
                                                  const std::vector<double>& own) const {
    const std::size_t d = model_.columns;
    const std::size_t m = known.size();
    std::vector<double> gap;
    for (const std::size_t j : known) {
      gap.push_back(points_.row(area)[j] - model_.means[k * d + j]);
    }
    std::vector<double> fresh;
    const bool whole = own.empty() && m == d;
    if (!whole) {
      std::vector<double> total;
      for (const std::size_t i : known) {
        for (const std::size_t j : known) {
          total.push_back(model_.covariances[(k * d + i) * d + j] +
                          (own.empty() ? 0.0 : own[i * d + j]));
        }
      }
      cholesky(total, m, fresh);
    }
    const std::vector<double>& root = whole ? roots_[k] : fresh;
    solve_lower(root, gap);
    double square = 0.0;
    double log_root = 0.0;
    for (std::size_t i = 0; i < m; ++i) {
      square += gap[i] * gap[i];
      log_root += std::log(root[i * (i + 1) / 2 + i]);
    }
    const double pi = 0.5 * static_cast<double>(m) * std::log(2.0 * std::numbers::pi);
    return {-0.5 * square - log_root - pi, square};
  }

  const MixtureModel& model_;
  const Points& points_;
  const KnownErrors& errors_;
  std::vector<std::vector<double>> roots_;
};

Membership memberships(const MixtureModel& model, const Points& points, const KnownErrors& errors,
                       const core::Execution& execution) {
  const std::size_t n = points.areas();
  Membership result{.probability = std::vector<double>(n * model.types()),
                    .types = std::vector<std::uint32_t>(n),
                    .second = std::vector<std::uint32_t>(n),
                    .log_density = std::vector<double>(n),
                    .distance2 = std::vector<double>(n),
                    .known = std::vector<std::uint32_t>(n)};
  const AreaDensity density(model, points, errors);
  core::parallel_for(n, 256, execution, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) density.run(i, result);
  });
  return result;
}

}  // namespace

std::string_view name(CovarianceFamily family) {
  constexpr std::array<std::string_view, 4> kNames{"spherical", "diagonal", "tied", "full"};
  return kNames[static_cast<std::size_t>(family)];
}

Mixture mixture(const Points& points, const MixtureOptions& asked) {
  MixtureOptions options = asked;
  if (options.begin != nullptr) options.types = options.begin->types();
  require_options(options);
  require_valid(points);
  require_errors(points, options.errors);
  if (options.begin != nullptr) require_model(*options.begin, points.columns());
  Mixture result;
  options.family = family_for(points, asked.family, result.findings);
  const ScaledAreas areas(points, options.errors, options.family);
  require_telling(points, areas, options.errors);
  require_enough_areas(areas.blocks, options.types);
  const std::vector<MixtureFit> fits = all_starts(areas, options);
  const std::size_t best = best_of(fits, options, points.columns());
  std::vector<std::size_t> order(options.types);
  std::iota(order.begin(), order.end(), std::size_t{0});
  result.model = model_of(areas, fits[best].state, order, options.family);
  result.membership = memberships(result.model, points, options.errors, options.execution);
  order = order_of(points, result.membership.types, options.types);
  if (!std::ranges::is_sorted(order)) {
    result.model = model_of(areas, fits[best].state, order, options.family);
    result.membership = memberships(result.model, points, options.errors, options.execution);
  }
  judge(areas, fits[best], result);
  judge_starts(fits, best, result);
  judge_types(fits[best], options, points.columns(), result);
  for (core::Finding& doubt : error_doubts(points, areas, options.errors)) {
    result.findings.push_back(std::move(doubt));
  }
  return result;
}

Membership membership(const MixtureModel& model, const Points& points, const KnownErrors& errors,
                      const core::Execution& execution) {
  require_model(model, points.columns());
  require_errors(points, errors);
  if (points.codes.size() * points.columns() != points.values.size()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} values for {} areas and {} columns", points.values.size(),
                                points.areas(), points.columns()),
         .place = {.argument = "points"}});
  }
  require_no_infinity(points);
  return memberships(model, points, errors, execution);
}

}  // namespace sozialraum::typology
