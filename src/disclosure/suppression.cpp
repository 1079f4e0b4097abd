#include "sozialraum/disclosure/suppression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>

namespace sozialraum::disclosure {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

void require_lengths(const CellTable& table) {
  const std::size_t cells = table.count.size();
  const auto same = [&](std::size_t found, const char* argument, bool may_be_empty) {
    if (found == cells || (may_be_empty && found == 0)) return;
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} has {} rows, count has {}", argument, found, cells),
         .place = {.argument = argument}});
  };
  same(table.base.size(), "base", false);
  same(table.total.size(), "total", true);
  same(table.secret.size(), "secret", true);
  table.cells.require_rows(cells, "cells");
}

void require_counts(const CellTable& table) {
  for (std::size_t i = 0; i < table.count.size(); ++i) {
    const double count = table.count[i];
    const double base = table.base[i];
    if (std::isnan(count)) continue;
    if (!(count >= 0.0) || std::isinf(count)) {
      core::invalid_argument("count", fmt::format("is {} in {}", count, table.cells[i]),
                             "counts of persons are not negative");
    }
    if (!(base >= count)) {
      core::invalid_argument(
          "base", fmt::format("is {} in {}, below the count of {}", base, table.cells[i], count),
          "give the persons among whom the cases are counted");
    }
  }
}

/// Is a cell secret for its own sake?
Why primary(double count, double base, const SuppressionRules& rules) {
  const double cases = std::round(count);
  const double rest = std::isinf(base) ? kInfinity : std::round(base) - cases;
  if (cases + rest < rules.least_count) return Why::kSmallBase;
  if (cases == 0.0) return rules.tell_nobody ? Why::kTold : Why::kNobody;
  if (rest == 0.0) return rules.tell_everybody ? Why::kTold : Why::kEverybody;
  if (cases < rules.least_count) return Why::kFew;
  return rest < rules.least_count ? Why::kAllButFew : Why::kTold;
}

/// What an attacker knows of the hidden cells of one total.
class Residual {
 public:
  void add(double count, double base) {
    cases_ += std::round(count);  // whole numbers: their sum has no order
    if (std::isinf(base)) {
      ++endless_;
    } else {
      bases_ += base;
    }
  }

  /// How wide is the interval in which the count of a hidden cell of this base lies?
  [[nodiscard]] double width(double base) const {
    const double others = endless_ > (std::isinf(base) ? 1U : 0U) ? kInfinity
                          : std::isinf(base)                      ? bases_
                                                                  : bases_ - base;
    return std::min(base, cases_) - std::max(0.0, cases_ - others);
  }

 private:
  double cases_ = 0.0;
  double bases_ = 0.0;
  std::size_t endless_ = 0;
};

class Search {
 public:
  Search(const CellTable& table, const SuppressionRules& rules, std::vector<Why>& why)
      : table_(table), rules_(rules), why_(why) {}

  /// Hides more cells of a total until the secret ones are safe; false if that cannot be.
  bool protect(const std::vector<std::size_t>& members) {
    Residual hidden;
    for (const std::size_t i : members) {
      if (why_[i] != Why::kTold) hidden.add(table_.count[i], table_.base[i]);
    }
    if (safe(members, hidden)) return true;
    for (const std::size_t i : by_loss(members)) {
      why_[i] = Why::kProtects;
      hidden.add(table_.count[i], table_.base[i]);
      if (safe(members, hidden)) return true;
    }
    return false;
  }

 private:
  bool safe(const std::vector<std::size_t>& members, const Residual& hidden) const {
    return std::ranges::all_of(members, [&](std::size_t i) {
      if (why_[i] == Why::kTold || why_[i] == Why::kProtects) return true;
      return hidden.width(table_.base[i]) >= std::min(rules_.least_count, table_.base[i]);
    });
  }

  /// One that leaves room on both sides is enough: those first, then by base and name.
  std::vector<std::size_t> by_loss(const std::vector<std::size_t>& members) const {
    std::vector<std::size_t> told;
    std::ranges::copy_if(members, std::back_inserter(told),
                         [&](std::size_t i) { return why_[i] == Why::kTold; });
    std::ranges::sort(told, [&](std::size_t a, std::size_t b) {
      if (roomy(a) != roomy(b)) return roomy(a);
      if (table_.base[a] != table_.base[b]) return table_.base[a] < table_.base[b];
      if (std::isinf(table_.base[a]) && table_.count[a] != table_.count[b]) {
        return table_.count[a] < table_.count[b];
      }
      return table_.cells.empty() ? a < b : table_.cells[a] < table_.cells[b];
    });
    return told;
  }

  bool roomy(std::size_t i) const {
    return std::min(table_.count[i], table_.base[i] - table_.count[i]) >= rules_.least_count;
  }

  const CellTable& table_;
  const SuppressionRules& rules_;
  std::vector<Why>& why_;
};

std::map<std::uint32_t, std::vector<std::size_t>> totals_of(const CellTable& table) {
  std::map<std::uint32_t, std::vector<std::size_t>> totals;
  for (std::size_t i = 0; i < table.count.size(); ++i) {
    if (std::isnan(table.count[i])) continue;
    totals[table.total.empty() ? 0 : table.total[i]].push_back(i);
  }
  return totals;
}

std::vector<core::Finding> findings_of(const CellTable& table, const Suppression& result) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < result.why.size(); ++i) {
    if (result.why[i] != Why::kTold) rows.push_back(i);
  }
  std::vector<core::Finding> findings;
  if (!rows.empty()) {
    findings.push_back(
        {.code = "cells_not_told",
         .severity = core::Severity::kNote,
         .message = fmt::format("{} of {} cells are not told", rows.size(), result.why.size()),
         .areas = table.cells.of(rows)});
  }
  if (!result.secret_totals.empty()) {
    findings.push_back(
        {.code = "totals_not_told",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} total(s) are not told: no choice of cells protects the few "
                                "persons in them",
                                result.secret_totals.size()),
         .hint = "put areas together, or leave the table out"});
  }
  return findings;
}

}  // namespace

Suppression suppress(const CellTable& table, const SuppressionRules& rules) {
  if (!(rules.least_count >= 1.0) || std::isinf(rules.least_count)) {
    core::invalid_argument("least_count", fmt::format("is {}", rules.least_count),
                           "at least 1 is needed");
  }
  require_lengths(table);
  require_counts(table);
  Suppression result{.why = std::vector(table.count.size(), Why::kTold)};
  for (std::size_t i = 0; i < table.count.size(); ++i) {
    const bool given = !table.secret.empty() && table.secret[i] != 0;
    if (std::isnan(table.count[i])) continue;
    result.why[i] = given ? Why::kGiven : primary(table.count[i], table.base[i], rules);
  }
  Search search(table, rules, result.why);
  for (const auto& [total, members] : totals_of(table)) {
    if (!search.protect(members)) result.secret_totals.push_back(total);
  }
  result.findings = findings_of(table, result);
  return result;
}

}  // namespace sozialraum::disclosure
