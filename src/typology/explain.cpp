#include "sozialraum/typology/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace sozialraum::typology {
namespace {

/// Rules that agree less often are no reason to give.
constexpr double kLittle = 0.7;
/// A question must win more than rounding can feign.
constexpr double kRealFall = 1e-12;

/// Weight per type of some areas.
struct Mix {
  explicit Mix(std::size_t types) : of_type(types, 0.0) {}
  void add(std::uint32_t type, double weight) {
    of_type[type] += weight;
    all += weight;
  }
  void take(std::uint32_t type, double weight) {
    of_type[type] -= weight;
    all -= weight;
  }
  /// Weight times Gini impurity.
  [[nodiscard]] double impurity() const {
    if (!(all > 0.0)) return 0.0;
    double squares = 0.0;
    for (const double weight : of_type) squares += weight * weight;
    return all - squares / all;
  }
  [[nodiscard]] std::uint32_t most() const {
    return static_cast<std::uint32_t>(std::ranges::max_element(of_type) - of_type.begin());
  }

  std::vector<double> of_type;
  double all = 0.0;
};

struct Question {
  bool found = false;
  std::uint32_t column = 0;
  double limit = 0.0;
  double fall = 0.0;
};

class Tree {
 public:
  Tree(const Points& points, std::span<const std::uint32_t> types, std::size_t count,
       const ExplainOptions& options)
      : points_(points), types_(types), count_(count), options_(options) {
    result.types.resize(points.areas());
    result.ends.resize(points.areas());
    std::vector<std::size_t> areas(points.areas());
    std::iota(areas.begin(), areas.end(), std::size_t{0});
    std::ranges::sort(areas, [&](auto a, auto b) { return points.codes[a] < points.codes[b]; });
    grow(areas, 0);
  }

  Explanation result{};

 private:
  std::uint32_t grow(const std::vector<std::size_t>& areas, std::size_t depth) {
    const auto here = static_cast<std::uint32_t>(result.nodes.size());
    Mix mix(count_);
    for (const std::size_t i : areas) mix.add(types_[i], points_.weight(i));
    const std::uint32_t type = mix.most();
    result.nodes.push_back({.type = type,
                            .areas = static_cast<std::uint32_t>(areas.size()),
                            .right = mix.all > 0.0 ? mix.of_type[type] / mix.all : 0.0});
    const Question asked = depth < options_.depth ? best_question(areas, mix) : Question{};
    if (!asked.found) {
      for (const std::size_t i : areas) {
        result.types[i] = type;
        result.ends[i] = here;
      }
      return here;
    }
    std::vector<std::size_t> low;
    std::vector<std::size_t> high;
    for (const std::size_t i : areas) {
      (points_.row(i)[asked.column] <= asked.limit ? low : high).push_back(i);
    }
    const std::uint32_t yes = grow(low, depth + 1);
    const std::uint32_t no = grow(high, depth + 1);
    RuleNode& node = result.nodes[here];
    node.question = true;
    node.column = asked.column;
    node.limit = asked.limit;
    node.yes = yes;
    node.no = no;
    return here;
  }

  [[nodiscard]] Question best_question(const std::vector<std::size_t>& areas,
                                       const Mix& mix) const {
    Question best;
    for (std::uint32_t column = 0; column < points_.columns(); ++column) {
      look_into(column, areas, mix, best);
    }
    return best;
  }

  void look_into(std::uint32_t column, std::vector<std::size_t> areas, const Mix& mix,
                 Question& best) const {
    std::ranges::stable_sort(
        areas, [&](auto a, auto b) { return points_.row(a)[column] < points_.row(b)[column]; });
    const double before = mix.impurity();
    Mix low(count_);
    Mix high = mix;
    for (std::size_t n = 0; n + 1 < areas.size(); ++n) {
      low.add(types_[areas[n]], points_.weight(areas[n]));
      high.take(types_[areas[n]], points_.weight(areas[n]));
      const double value = points_.row(areas[n])[column];
      const double next = points_.row(areas[n + 1])[column];
      const bool enough =
          n + 1 >= options_.least_areas && areas.size() - n - 1 >= options_.least_areas;
      if (!enough || !(value < next)) continue;
      const double fall = before - low.impurity() - high.impurity();
      if (!(fall > best.fall + kRealFall * mix.all)) continue;
      const double middle = value + (next - value) / 2.0;
      best = {
          .found = true, .column = column, .limit = middle < next ? middle : value, .fall = fall};
    }
  }

  const Points& points_;
  std::span<const std::uint32_t> types_;
  std::size_t count_;
  const ExplainOptions& options_;
};

void judge(const Points& points, std::span<const std::uint32_t> types, std::size_t count,
           Explanation& result) {
  std::vector<double> weight(count, 0.0);
  std::vector<double> right(count, 0.0);
  for (std::size_t i = 0; i < points.areas(); ++i) {
    weight[types[i]] += points.weight(i);
    if (result.types[i] == types[i]) right[types[i]] += points.weight(i);
  }
  double all = 0.0;
  double agreed = 0.0;
  for (std::size_t type = 0; type < count; ++type) {
    all += weight[type];
    agreed += right[type];
    result.of_type.push_back(weight[type] > 0.0 ? right[type] / weight[type]
                                                : std::numeric_limits<double>::quiet_NaN());
  }
  result.agreement = agreed / all;
  if (!(result.agreement < kLittle)) return;
  result.findings.push_back(
      {.code = "rules_explain_little",
       .severity = core::Severity::kWarning,
       .message = fmt::format("the rules say the type of only {:.0f} of 100 areas",
                              100.0 * result.agreement),
       .hint = "allow more questions, or do not give the rules as reasons",
       .details = {{"agreement", fmt::format("{:.3f}", result.agreement)}}});
}

}  // namespace

Explanation explain_types(const Points& points, std::span<const std::uint32_t> types,
                          std::size_t count, const ExplainOptions& options) {
  require_measurable(points);
  require_types(points, types, count);
  if (options.depth < 1 || options.depth > 10) {
    core::invalid_argument("depth", fmt::format("is {}; 1 to 10 is possible", options.depth),
                           "3 is what a reader can keep in mind");
  }
  if (options.least_areas < 1) {
    core::invalid_argument("least_areas", "is 0; at least one area is needed");
  }
  Explanation result = std::move(Tree(points, types, count, options).result);
  judge(points, types, count, result);
  return result;
}

}  // namespace sozialraum::typology
