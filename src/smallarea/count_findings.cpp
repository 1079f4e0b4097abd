#include "smallarea/count_findings.hpp"

#include <fmt/format.h>

#include <cmath>

#include "smallarea/moments.hpp"

namespace sozialraum::smallarea {

using indicator::CountBound;
using indicator::Counts;

CountBound bound_of(Model model, const std::optional<CountBound>& stated) {
  return stated.value_or(model == Model::kBinomial ? CountBound::kPartOfBase : CountBound::kFree);
}

void require_count_variance(const Counts& counts, std::span<const double> variance) {
  if (variance.empty()) return;
  if (variance.size() != counts.size()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} variances for {} counts", variance.size(), counts.size()),
         .place = {.argument = "count_variance"}});
  }
  for (const double v : variance) {
    if (v >= 0.0 && std::isfinite(v)) continue;
    core::invalid_argument("count_variance", fmt::format("is {}; none is below 0 or missing", v));
  }
}

void tell_empty_bases(const Counts& counts, std::string_view instead,
                      std::vector<core::Finding>& findings) {
  std::vector<std::size_t> empty;
  std::vector<std::size_t> orphaned;
  double cases = 0.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!counts.has_value(i) || counts.base[i] != 0.0) continue;
    empty.push_back(i);
    if (counts.count[i] == 0.0) continue;
    orphaned.push_back(i);
    cases += counts.count[i];
  }
  if (!empty.empty()) {
    findings.push_back({.code = "empty_base",
                        .severity = core::Severity::kWarning,
                        .message = fmt::format("{} area(s) have a base of zero; they get {}, with "
                                               "the weight 0",
                                               empty.size(), instead),
                        .areas = counts.areas.of(empty)});
  }
  if (!orphaned.empty()) {
    findings.push_back({.code = "cases_without_base",
                        .severity = core::Severity::kWarning,
                        .message = fmt::format("{} cases in {} area(s) stand against a base of "
                                               "zero; they count nowhere",
                                               cases, orphaned.size()),
                        .hint = "check that cases and base are of the same places and date",
                        .areas = counts.areas.of(orphaned)});
  }
}

void tell_counts_above_base(const Counts& counts, std::vector<core::Finding>& findings) {
  std::vector<std::size_t> above;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (informs(counts, i) && counts.count[i] > counts.base[i]) above.push_back(i);
  }
  if (above.empty()) return;
  const std::size_t first = above.front();
  findings.push_back(
      {.code = "count_above_base",
       .severity = core::Severity::kWarning,
       .message =
           fmt::format("more cases than the base in {} area(s), first {}: {} of {}", above.size(),
                       counts.areas[first], counts.count[first], counts.base[first]),
       .hint = "say whether the cases are a part of the base: then it is an error, else it is none",
       .areas = counts.areas.of(above)});
}

}  // namespace sozialraum::smallarea
