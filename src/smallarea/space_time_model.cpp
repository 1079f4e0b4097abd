#include "sozialraum/smallarea/space_time_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

namespace sozialraum::smallarea {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
/// Time weights that are tried, in sums of an area's weights.
constexpr std::array<double, 5> kTried{0.25, 1.0, 4.0, 16.0, 64.0};

void require_input(const YearlyCounts& counts, const spatial::Weights& weights,
                   const SpaceTimeOptions& options) {
  const std::size_t cells = weights.size() * counts.years.size();
  for (const auto& [name, size] :
       {std::pair("count", counts.count.size()), std::pair("base", counts.base.size())}) {
    if (size == cells) continue;
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} cells for {} areas of the weights and {} years", size,
                                weights.size(), counts.years.size()),
         .place = {.argument = name}});
  }
  std::vector<double> years(counts.years.begin(), counts.years.end());
  std::ranges::sort(years);
  const bool doubled = std::ranges::adjacent_find(years) != years.end();
  if (doubled || !std::ranges::all_of(years, [](double y) { return std::isfinite(y); })) {
    core::invalid_argument("years", "are doubled or no numbers");
  }
  if (!(options.time_weight >= 0.0 && std::isfinite(options.time_weight))) {
    core::invalid_argument("time_weight",
                           fmt::format("is {}; it is 0 (open) or above", options.time_weight));
  }
}

/// Cells of areas and years, area by area, the years in their order.
class Cells {
 public:
  Cells(const YearlyCounts& counts, const spatial::Weights& weights, Model model)
      : weights_(weights), years_(counts.years.size()) {
    std::iota(years_.begin(), years_.end(), std::size_t{0});
    std::ranges::sort(years_, {}, [&](std::size_t t) { return counts.years[t]; });
    for (const std::size_t t : years_) when_.push_back(counts.years[t]);
    for (std::size_t area = 0; area < weights.size(); ++area) {
      for (std::size_t t = 0; t < years_.size(); ++t) {
        const std::size_t cell = area * years_.size() + years_[t];
        count_.push_back(counts.count[cell]);
        base_.push_back(counts.base[cell]);
        codes_.push_back(
            core::AreaCode::parse(fmt::format("{} {:g}", weights.codes()[area].text(), when_[t]),
                                  core::CodeKind::kCustom));
      }
    }
    silenced_.assign(size(), false);
    find_speechless_years(model);
    make_effects();
  }

  [[nodiscard]] std::size_t size() const { return count_.size(); }
  /// Where a cell stands in what the caller gave.
  [[nodiscard]] std::size_t given(std::size_t cell) const {
    return cell / years_.size() * years_.size() + years_[cell % years_.size()];
  }
  /// It has numbers, but its year says nothing.
  [[nodiscard]] bool is_silenced(std::size_t cell) const { return silenced_[cell]; }
  [[nodiscard]] std::string year_name(std::size_t t) const { return fmt::format("{:g}", when_[t]); }
  [[nodiscard]] std::vector<std::size_t> speechless_years() const {
    std::vector<std::size_t> found;
    for (std::size_t t = 0; t < years_.size(); ++t) {
      if (speechless_[t]) found.push_back(t);
    }
    return found;
  }

  /// The mean sum of an area's weights; 1 if there are no links.
  [[nodiscard]] double typical_weight() const {
    double sum = 0.0;
    for (std::size_t area = 0; area < weights_.size(); ++area) {
      for (const auto& one : weights_.neighbours(static_cast<core::AreaId>(area))) {
        sum += one.weight;
      }
    }
    return sum > 0.0 ? sum / static_cast<double>(weights_.size()) : 1.0;
  }

  /// Links within every year, and from year to year.
  [[nodiscard]] spatial::Weights links(double time_weight) const {
    const std::size_t n = years_.size();
    std::vector<std::vector<spatial::Neighbour>> rows(size());
    for (std::size_t cell = 0; cell < size(); ++cell) {
      const std::size_t t = cell % n;
      std::vector<spatial::Neighbour>& row = rows[cell];
      for (const auto& one : weights_.neighbours(static_cast<core::AreaId>(cell / n))) {
        row.push_back({static_cast<core::AreaId>(core::index(one.area) * n + t), one.weight});
      }
      if (t > 0) {
        row.push_back(
            {static_cast<core::AreaId>(cell - 1), time_weight / (when_[t] - when_[t - 1])});
      }
      if (t + 1 < n) {
        row.push_back(
            {static_cast<core::AreaId>(cell + 1), time_weight / (when_[t + 1] - when_[t])});
      }
      std::ranges::sort(row, {}, &spatial::Neighbour::area);
    }
    return {codes_, std::move(rows)};
  }

  [[nodiscard]] indicator::Counts counts() const {
    return {.count = count_, .base = base_, .areas = codes_};
  }
  [[nodiscard]] Covariates effects() const { return {.values = effects_, .names = effect_names_}; }

 private:
  /// A year without cases, or with nothing else, has no finite effect: its cells do not speak.
  void find_speechless_years(Model model) {
    for (std::size_t t = 0; t < years_.size(); ++t) {
      double cases = 0.0;
      double others = 0.0;
      for (std::size_t cell = t; cell < size(); cell += years_.size()) {
        if (std::isnan(count_[cell]) || !(base_[cell] > 0.0)) continue;
        cases += count_[cell];
        others += base_[cell] - count_[cell];
      }
      speechless_.push_back(!(cases > 0.0) || (model == Model::kBinomial && !(others > 0.0)));
      for (std::size_t cell = t; speechless_[t] && cell < size(); cell += years_.size()) {
        if (!(count_[cell] >= 0.0) || !(base_[cell] >= 0.0)) continue;  // missing, or to be refused
        count_[cell] = kMissing;
        silenced_[cell] = true;
      }
    }
  }

  void make_effects() {
    std::vector<std::size_t> free;
    for (std::size_t t = 0; t < years_.size(); ++t) {
      if (!speechless_[t]) free.push_back(t);
    }
    if (!free.empty()) free.erase(free.begin());  // the constant is that of the first
    for (const std::size_t t : free) effect_names_.push_back(year_name(t));
    effects_.assign(size() * free.size(), 0.0);
    for (std::size_t cell = 0; cell < size(); ++cell) {
      for (std::size_t k = 0; k < free.size(); ++k) {
        if (cell % years_.size() == free[k]) effects_[cell * free.size() + k] = 1.0;
      }
    }
  }

  const spatial::Weights& weights_;
  std::vector<std::size_t> years_;  // places of the years in their order
  std::vector<double> when_;
  std::vector<double> count_;
  std::vector<double> base_;
  std::vector<core::AreaCode> codes_;
  std::vector<bool> speechless_;  // of each year
  std::vector<bool> silenced_;    // of each cell
  std::vector<double> effects_;
  std::vector<std::string> effect_names_;
};

SpaceTimeResult in_given_order(SpatialModelResult fit, const Cells& cells) {
  SpaceTimeResult result{.log_likelihood = fit.log_likelihood};
  const auto turned = [&](const std::vector<double>& from, std::vector<double>& to) {
    to.resize(from.size());
    for (std::size_t cell = 0; cell < from.size(); ++cell) to[cells.given(cell)] = from[cell];
  };
  turned(fit.rate, result.rate);
  turned(fit.sd, result.sd);
  turned(fit.lower, result.lower);
  turned(fit.upper, result.upper);
  turned(fit.weight, result.weight);
  result.states.resize(fit.states.size());
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    result.states[cells.given(cell)] =
        cells.is_silenced(cell) ? core::CellState::kUndefined : fit.states[cell];
  }
  for (ModelParameter& one : fit.coefficients) {
    if (one.name != "constant") result.years.push_back(std::move(one));
  }
  result.hyperparameters = std::move(fit.hyperparameters);
  result.findings = std::move(fit.findings);
  return result;
}

void tell_speechless_years(const Cells& cells, std::vector<core::Finding>& findings) {
  for (const std::size_t t : cells.speechless_years()) {
    findings.push_back(
        {.code = "no_finite_fit",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} has no cases, or nothing else; nothing can be said of it",
                                cells.year_name(t)),
         .hint = "leave the year out, or pool it with the next",
         .details = {{"year", cells.year_name(t)}}});
  }
}

}  // namespace

SpaceTimeResult space_time_model(const YearlyCounts& counts, const spatial::Weights& weights,
                                 const SpaceTimeOptions& options) {
  require_input(counts, weights, options);
  const Cells cells(counts, weights, options.model);
  std::vector<double> candidates{options.time_weight};
  if (options.time_weight == 0.0) {
    candidates.clear();
    for (const double times : kTried) candidates.push_back(times * cells.typical_weight());
    if (counts.years.size() < 2) candidates.resize(1);
  }
  SpaceTimeResult best;
  std::vector<std::pair<double, double>> tried;
  for (const double time_weight : candidates) {
    SpatialModelResult fit = spatial_model(cells.counts(), cells.links(time_weight),
                                           {.structure = Structure::kLeroux,
                                            .model = options.model,
                                            .covariates = cells.effects(),
                                            .level = options.level,
                                            .sd_prior = options.sd_prior,
                                            .execution = options.execution});
    tried.emplace_back(time_weight, fit.log_likelihood);
    if (tried.size() > 1 && fit.log_likelihood <= best.log_likelihood) continue;
    best = in_given_order(std::move(fit), cells);
    best.time_weight = time_weight;
  }
  best.tried = std::move(tried);
  tell_speechless_years(cells, best.findings);
  return best;
}

}  // namespace sozialraum::smallarea
