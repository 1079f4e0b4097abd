#include "sozialraum/spatial/spread_out.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::spatial {
namespace {

[[noreturn]] void refuse(std::string code, std::string message, std::string argument,
                         std::vector<std::string> areas = {}) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = std::move(argument)},
                            .areas = std::move(areas)});
}

void require_totals(const Totals& totals) {
  totals.names.require_rows(totals.total.size(), "names");
  for (std::size_t i = 0; i < totals.total.size(); ++i) {
    const double total = totals.total[i];
    if (std::isnan(total) || (std::isfinite(total) && total >= 0.0)) continue;
    const std::string name = totals.names[i];
    refuse(total < 0.0 ? "negative_count" : "not_finite",
           fmt::format("the total of '{}' is {}", name, total), "total", {name});
  }
}

void require_parts(const SpreadOver& parts, std::size_t squares) {
  if (parts.of.size() != parts.weight.size()) {
    refuse("length_mismatch",
           fmt::format("{} weights for {} parts", parts.weight.size(), parts.of.size()), "weight");
  }
  for (std::size_t i = 0; i < parts.of.size(); ++i) {
    if (core::index(parts.of[i]) >= squares) {
      core::invalid_argument(
          "of", fmt::format("is {}, but there are {} squares", core::index(parts.of[i]), squares));
    }
    const double weight = parts.weight[i];
    if (weight < 0.0) {
      refuse("negative_count", fmt::format("the weight of part {} is {}", i + 1, weight), "weight");
    }
    if (std::isinf(weight)) {
      refuse("not_finite", fmt::format("the weight of part {} is infinite", i + 1), "weight");
    }
  }
}

}  // namespace

SpreadOut spread_out(const Totals& totals, const SpreadOver& parts) {
  require_totals(totals);
  require_parts(parts, totals.total.size());
  std::vector<core::ExactSum> weights(totals.total.size());
  for (std::size_t i = 0; i < parts.of.size(); ++i) {
    if (!std::isnan(parts.weight[i])) weights[core::index(parts.of[i])].add(parts.weight[i]);
  }
  std::vector<double> whole;
  for (const core::ExactSum& sum : weights) whole.push_back(sum.value());
  SpreadOut result;
  for (std::size_t i = 0; i < parts.of.size(); ++i) {
    const std::size_t square = core::index(parts.of[i]);
    const double total = totals.total[square];
    const bool some = parts.weight[i] > 0.0 && !std::isnan(total);
    result.amount.push_back(some ? total * (parts.weight[i] / whole[square]) : 0.0);
  }
  core::ExactSum left;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (!(totals.total[i] > 0.0) || whole[i] > 0.0) continue;
    left.add(totals.total[i]);
    names.push_back(totals.names[i]);
  }
  result.left_over = left.value();
  if (!names.empty()) {
    std::ranges::sort(names);
    result.findings.push_back(
        {.code = "total_without_parts",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} squares with {:g} in total have no part with a weight",
                                names.size(), result.left_over),
         .details = {{"total", fmt::format("{:g}", result.left_over)}},
         .areas = std::move(names)});
  }
  return result;
}

}  // namespace sozialraum::spatial
