#include "sozialraum/typology/gap_statistic.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/kmeans.hpp"
#include "sozialraum/typology/validity.hpp"

namespace sozialraum::typology {
namespace {

struct Span {
  double least = 0.0;
  double largest = 0.0;
};

std::vector<Span> box_of(const Points& points) {
  std::vector<Span> box;
  for (std::size_t j = 0; j < points.columns(); ++j) {
    Span span{points.row(0)[j], points.row(0)[j]};
    for (std::size_t i = 1; i < points.areas(); ++i) {
      span.least = std::min(span.least, points.row(i)[j]);
      span.largest = std::max(span.largest, points.row(i)[j]);
    }
    box.push_back(span);
  }
  return box;
}

/// A table without types: every number is a function of seed, reference and area code.
std::vector<double> reference(const Points& points, std::span<const Span> box,
                              std::pair<std::uint64_t, std::size_t> seed_and_number) {
  const auto& [seed, number] = seed_and_number;
  std::vector<double> values;
  values.reserve(points.values.size());
  const std::string purpose = "gap reference " + std::to_string(number);
  for (std::size_t i = 0; i < points.areas(); ++i) {
    core::RandomStream random(seed, purpose, points.codes[i].text());
    for (const Span& span : box) {
      values.push_back(span.least + random.uniform() * (span.largest - span.least));
    }
  }
  return values;
}

double log_within(const Points& points, std::size_t types, const GapOptions& options) {
  const double inertia =
      types == 1
          ? total_sum_of_squares(points)
          : kmeans(points, {.types = types,
                            .starts = options.starts,
                            .more_starts = false,
                            .seed = options.seed,
                            .execution = {.threads = 1, .progress = options.execution.progress}})
                .inertia;
  return std::log(inertia);
}

GapRow row_of(std::size_t types, double own, std::span<const double> references) {
  const auto count = static_cast<double>(references.size());
  const double mean = std::accumulate(references.begin(), references.end(), 0.0) / count;
  double squares = 0.0;
  for (const double x : references) squares += (x - mean) * (x - mean);
  return {.types = types,
          .log_within = own,
          .expected = mean,
          .gap = mean - own,
          .error = std::sqrt(squares / count) * std::sqrt(1.0 + 1.0 / count)};
}

}  // namespace

std::vector<GapRow> gap_statistic(const Points& points, std::span<const std::size_t> types,
                                  const GapOptions& options) {
  if (options.references < 2) {
    core::invalid_argument("references", "is below 2; a spread needs at least 2 tables");
  }
  if (types.empty()) core::invalid_argument("types", "holds no number of types");
  if (std::ranges::min(types) < 1) core::invalid_argument("types", "holds 0");
  require_valid(points);
  const std::vector<Span> box = box_of(points);
  std::vector<double> own;
  for (const std::size_t k : types) own.push_back(log_within(points, k, options));
  std::vector<double> logs(types.size() * options.references);
  core::parallel_for(options.references, 1, options.execution, [&](std::size_t b, std::size_t) {
    const std::vector<double> values = reference(points, box, {options.seed, b});
    Points drawn = points;
    drawn.values = values;
    for (std::size_t t = 0; t < types.size(); ++t) {
      logs[t * options.references + b] = log_within(drawn, types[t], options);
    }
  });
  std::vector<GapRow> rows;
  for (std::size_t t = 0; t < types.size(); ++t) {
    rows.push_back(row_of(types[t], own[t],
                          std::span(logs).subspan(t * options.references, options.references)));
  }
  return rows;
}

std::size_t types_by_one_error(std::span<const GapRow> rows) {
  for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
    if (rows[i].gap >= rows[i + 1].gap - rows[i + 1].error) return rows[i].types;
  }
  return rows.empty() ? 0 : rows.back().types;
}

}  // namespace sozialraum::typology
