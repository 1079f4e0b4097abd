#include "sozialraum/smallarea/guard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "smallarea/moments.hpp"

namespace sozialraum::smallarea {
namespace {

using indicator::Counts;

constexpr int kMostRounds = 50;
constexpr double kSettled = 1e-10;

/// The largest count that is few. Of three or four persons it is all but one: 3 of 4 would else be
/// the only count that is all but few and not few, and so would be told.
double most_few(double n, const GuardOptions& options) {
  const double most = std::ceil(options.threshold) - 1.0;
  const double whole = std::round(n);
  return options.guard_rest && whole <= 2.0 * most ? whole - 1.0 : most;
}

Guarded kind_of(double count, double base, const GuardOptions& options) {
  if (base > 0.0 && base < options.threshold) return Guarded::kSmallBase;
  const double most = most_few(base, options);
  const auto few = [&](double persons) {
    const double whole = std::round(persons);
    return whole > 0.0 && whole <= most;
  };
  if (few(count)) return Guarded::kFew;
  if (options.guard_rest && few(base - std::round(count))) return Guarded::kAllButFew;
  return Guarded::kNo;
}

struct Expected {
  double count = 0.0;
  double variance = 0.0;
};

/// How much likelier is one case more than `y`, of a base n? The beta-binomial or negative binomial
/// law of the prior; `worth` = 1 / persons the prior is worth, 0 if all areas have the same rate.
double odds_of_one_more(const Prior& prior, double worth, double n, double y) {
  const double more = prior.mean + y * worth;
  if (prior.model == Model::kPoisson) return n * more / ((y + 1.0) * (1.0 + n * worth));
  return (n - y) * more / ((y + 1.0) * (1.0 - prior.mean + (n - y - 1.0) * worth));
}

/// Of 1 to `most` cases of a base n.
Expected expected_few(const Prior& prior, double n, double most) {
  const double worth = prior.variance > 0.0 ? 1.0 / std::max(1e-9, prior_base(prior)) : 0.0;
  double likelihood = 1.0;  // of y cases, as a multiple of that of one
  double all = 0.0;
  double sum = 0.0;
  double squares = 0.0;
  for (double y = 1.0; y <= most; y += 1.0) {
    all += likelihood;
    sum += likelihood * y;
    squares += likelihood * y * y;
    likelihood *= std::max(0.0, odds_of_one_more(prior, worth, n, y));
  }
  const double mean = sum / all;
  return {mean, squares / all - mean * mean};
}

Prior mirrored(const Prior& prior) {
  return {.mean = 1.0 - prior.mean, .variance = prior.variance, .model = Model::kBinomial};
}

Expected expected(Guarded kind, const Prior& prior, double n, const GuardOptions& options) {
  const double m = prior.mean;
  if (kind == Guarded::kSmallBase) {
    // All counts from 0 to n are possible: the mean, with chance and the spread of true rates.
    return {n * m, prior.model == Model::kPoisson
                       ? n * m + n * n * prior.variance
                       : n * m * (1.0 - m) + n * (n - 1.0) * prior.variance};
  }
  const double most = most_few(n, options);
  if (kind == Guarded::kFew) return expected_few(prior, n, most);
  const auto [rest, variance] = expected_few(mirrored(prior), n, most);
  return {n - rest, variance};
}

/// A first guess that knows nothing of the guarded counts either: the middle of what they may be.
double middle(Guarded kind, double n, double threshold) {
  if (kind == Guarded::kSmallBase) return n / 2.0;
  return kind == Guarded::kFew ? threshold / 2.0 : n - threshold / 2.0;
}

bool settled(const Prior& a, const Prior& b) {
  const auto near = [](double x, double y) { return std::abs(x - y) <= kSettled * std::abs(x); };
  return near(a.mean, b.mean) && near(a.variance, b.variance);
}

/// Prior and expected counts in turn, until they agree.
void settle(const Counts& counts, const std::vector<std::size_t>& rows, const GuardOptions& options,
            GuardedCounts& result) {
  const Counts told{result.count, counts.base, counts.areas};
  result.prior = prior_of(told, options.model, result.variance);
  for (int round = 0; round < kMostRounds && !rows.empty(); ++round) {
    for (const std::size_t i : rows) {
      const auto [count, variance] =
          expected(result.guarded[i], result.prior, counts.base[i], options);
      result.count[i] = count;
      result.variance[i] = variance;
    }
    const Prior next = prior_of(told, options.model, result.variance);
    const bool done = settled(result.prior, next);
    result.prior = next;
    if (done) return;
  }
}

}  // namespace

GuardedCounts guard(const Counts& counts, const GuardOptions& options) {
  if (!(options.threshold >= 1.0)) {
    core::invalid_argument("threshold",
                           fmt::format("is {}; at least 1 is needed", options.threshold));
  }
  const bool part = options.model == Model::kBinomial || options.guard_rest;
  indicator::require_counts(
      counts, part ? indicator::CountBound::kPartOfBase : indicator::CountBound::kFree);
  GuardedCounts result{.count = {counts.count.values().begin(), counts.count.values().end()},
                       .variance = std::vector(counts.size(), 0.0),
                       .guarded = std::vector(counts.size(), Guarded::kNo)};
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!counts.has_value(i)) continue;
    result.guarded[i] = kind_of(counts.count[i], counts.base[i], options);
    if (result.guarded[i] == Guarded::kNo) continue;
    rows.push_back(i);
    result.count[i] = middle(result.guarded[i], counts.base[i], options.threshold);
  }
  settle(counts, rows, options, result);
  if (rows.empty()) return result;
  result.findings = {{.code = "small_counts_guarded",
                      .severity = core::Severity::kNote,
                      .message = fmt::format("{} area(s) have so few persons that their count is "
                                             "not told; the expected one stands for it",
                                             rows.size()),
                      .areas = counts.areas.of(rows)}};
  return result;
}

}  // namespace sozialraum::smallarea
