#include "sozialraum/spatial/crosswalk.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace sozialraum::spatial {
namespace {

using core::CellState;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kNearOne = 1e-6;

/// Names numbered in the order of first appearance.
class Numbered {
 public:
  std::size_t row(const std::string& name) {
    const auto [place, is_new] = rows_.emplace(name, names_.size());
    if (is_new) names_.push_back(name);
    return place->second;
  }
  std::vector<std::string> take() { return std::move(names_); }

 private:
  std::map<std::string, std::size_t> rows_;
  std::vector<std::string> names_;
};

void require_passages(const std::vector<Passage>& passages) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const Passage& passage : passages) {
    if (!(passage.weight > 0.0 && passage.weight <= 1.0)) {
      core::invalid_argument(
          "weight",
          fmt::format("is {} from {} to {}; it must lie above 0 and be at most 1", passage.weight,
                      passage.from, passage.to),
          "leave out passages of nothing");
    }
    if (seen.emplace(passage.from, passage.to).second) continue;
    throw core::InvalidInput(
        {.code = "duplicate_passage",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} goes to {} twice", passage.from, passage.to),
         .place = {.argument = "passages", .area = passage.from},
         .hint = "add the two weights"});
  }
}

void require_whole_areas(const std::vector<double>& sums, const std::vector<std::string>& from) {
  std::vector<std::string> wrong;
  double first = 0.0;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (std::abs(sums[i] - 1.0) <= kNearOne) continue;
    if (wrong.empty()) first = sums[i];
    wrong.push_back(from[i]);
  }
  if (wrong.empty()) return;
  throw core::InvalidInput(
      {.code = "weights_do_not_add_up",
       .severity = core::Severity::kWarning,
       .message = fmt::format("the weights of {} area(s) do not add up to 1, first {}: {}",
                              wrong.size(), wrong.front(), first),
       .place = {.argument = "passages", .area = wrong.front()},
       .hint = "every old area must go somewhere, as a whole or in parts",
       .areas = wrong});
}

void require_one_each(const Crosswalk& crosswalk, const core::Cells& cells, const char* argument) {
  const core::RowNames names(crosswalk.from());
  if (cells.size() != names.size()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("has {} entries for {} old areas", cells.size(), names.size()),
         .place = {.argument = argument}});
  }
  core::require_cells(cells, argument, names);
}

/// The states of all that goes into each new area, and whether some of it is a part only.
struct Sources {
  std::vector<std::vector<CellState>> states;
  std::vector<std::uint8_t> partly;
};

Sources sources_of(const Crosswalk& crosswalk, const core::Cells& values, const core::Cells* base) {
  Sources sources{std::vector<std::vector<CellState>>(crosswalk.to().size()),
                  std::vector<std::uint8_t>(crosswalk.to().size(), 0)};
  for (std::size_t i = 0; i < crosswalk.passages().size(); ++i) {
    const std::size_t old = crosswalk.from_rows()[i];
    const std::size_t now = crosswalk.to_rows()[i];
    sources.states[now].push_back(values.state(old));
    if (base != nullptr) sources.states[now].push_back(base->state(old));
    if (crosswalk.passages()[i].weight < 1.0) sources.partly[now] = 1;
  }
  return sources;
}

CellState state_of(const Sources& sources, std::size_t row) {
  std::vector<CellState> states = sources.states[row];
  if (sources.partly[row] != 0) states.push_back(CellState::kEstimated);
  // The mark of a single whole cell is kept; a sum has a mark of its own.
  return states.size() == 1 ? states.front() : core::combine(states);
}

void tell_split(Carried& carried, const Crosswalk& crosswalk, const Sources& sources) {
  std::vector<std::string> areas;
  for (std::size_t row = 0; row < sources.partly.size(); ++row) {
    if (sources.partly[row] != 0) areas.push_back(crosswalk.to()[row]);
  }
  if (areas.empty()) return;
  carried.findings.push_back(
      {.code = "split_counts",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} area(s) hold parts of old ones; their numbers are estimates by "
                              "the weights of '{}'",
                              areas.size(), crosswalk.version()),
       .details = {{"version", crosswalk.version()}},
       .areas = areas});
}

}  // namespace

Crosswalk::Crosswalk(std::vector<Passage> passages, std::string version)
    : passages_(std::move(passages)), version_(std::move(version)) {
  require_passages(passages_);
  Numbered from;
  Numbered to;
  for (const Passage& passage : passages_) {
    from_rows_.push_back(from.row(passage.from));
    to_rows_.push_back(to.row(passage.to));
  }
  from_ = from.take();
  to_ = to.take();
  std::vector<core::ExactSum> sums(from_.size());
  for (std::size_t i = 0; i < passages_.size(); ++i) sums[from_rows_[i]].add(passages_[i].weight);
  std::vector<double> totals;
  for (const core::ExactSum& sum : sums) totals.push_back(sum.value());
  require_whole_areas(totals, from_);
}

std::vector<std::uint8_t> Crosswalk::breaks() const {
  std::vector<std::size_t> sources(to_.size(), 0);
  std::vector<std::uint8_t> broken(to_.size(), 0);
  for (std::size_t i = 0; i < passages_.size(); ++i) {
    const std::size_t row = to_rows_[i];
    if (++sources[row] > 1 || passages_[i].weight < 1.0) broken[row] = 1;
  }
  return broken;
}

Crosswalk Crosswalk::then(const Crosswalk& later) const {
  std::map<std::string, std::vector<const Passage*>> next;
  for (const Passage& passage : later.passages_) next[passage.from].push_back(&passage);
  std::vector<Passage> all;
  std::map<std::pair<std::string, std::string>, std::size_t> place;
  for (const Passage& first : passages_) {
    const auto found = next.find(first.to);
    if (found == next.end()) {
      core::unknown_name("area", first.to, later.from_, {.argument = "later", .area = first.to});
    }
    for (const Passage* second : found->second) {
      const auto [at, is_new] = place.emplace(std::pair(first.from, second->to), all.size());
      if (is_new) all.push_back({first.from, second->to, 0.0});
      all[at->second].weight += first.weight * second->weight;
    }
  }
  // Products of thirds may miss 1 by their last bits.
  for (Passage& passage : all) {
    if (std::abs(passage.weight - 1.0) < 1e-12) passage.weight = 1.0;
  }
  return {std::move(all), fmt::format("{}; {}", version_, later.version_)};
}

Carried carry_counts(const Crosswalk& crosswalk, const core::Cells& values) {
  require_one_each(crosswalk, values, "values");
  const std::size_t rows = crosswalk.to().size();
  const Sources sources = sources_of(crosswalk, values, nullptr);
  std::vector<core::ExactSum> sums(rows);
  for (std::size_t i = 0; i < crosswalk.passages().size(); ++i) {
    const double value = values[crosswalk.from_rows()[i]];
    if (std::isnan(value)) continue;
    sums[crosswalk.to_rows()[i]].add(crosswalk.passages()[i].weight * value);
  }
  Carried carried;
  for (std::size_t row = 0; row < rows; ++row) {
    carried.states.push_back(state_of(sources, row));
    carried.value.push_back(core::has_value(carried.states[row]) ? sums[row].value() : kMissing);
  }
  tell_split(carried, crosswalk, sources);
  return carried;
}

Carried carry_means(const Crosswalk& crosswalk, const core::Cells& values,
                    const core::Cells& base) {
  require_one_each(crosswalk, values, "values");
  require_one_each(crosswalk, base, "base");
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (!(base[i] < 0.0)) continue;
    throw core::InvalidInput({.code = "negative_base",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("is {} in {}", base[i], crosswalk.from()[i]),
                              .place = {.argument = "base", .area = crosswalk.from()[i]}});
  }
  const std::size_t rows = crosswalk.to().size();
  const Sources sources = sources_of(crosswalk, values, &base);
  std::vector<core::ExactSum> sums(rows);
  std::vector<core::ExactSum> bases(rows);
  for (std::size_t i = 0; i < crosswalk.passages().size(); ++i) {
    const std::size_t old = crosswalk.from_rows()[i];
    const double weight = crosswalk.passages()[i].weight * base[old];
    if (std::isnan(values[old]) || std::isnan(weight)) continue;
    sums[crosswalk.to_rows()[i]].add(weight * values[old]);
    bases[crosswalk.to_rows()[i]].add(weight);
  }
  Carried carried;
  for (std::size_t row = 0; row < rows; ++row) {
    CellState state = state_of(sources, row);
    const double total = bases[row].value();
    if (core::has_value(state) && total == 0.0) state = CellState::kUndefined;
    carried.states.push_back(state);
    carried.value.push_back(core::has_value(state) ? sums[row].value() / total : kMissing);
  }
  tell_split(carried, crosswalk, sources);
  return carried;
}

}  // namespace sozialraum::spatial
