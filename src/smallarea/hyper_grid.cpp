#include "smallarea/hyper_grid.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <set>
#include <tuple>
#include <utility>

#include "sozialraum/core/parallel.hpp"

namespace sozialraum::smallarea {
namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();
constexpr int kMostRounds = 25;
constexpr double kMostDrop = 7.0;
constexpr std::size_t kMostNodes = 150;
/// A parabola that foretells a log density so closely is taken to hold.
constexpr double kAsForeseen = 0.1;
/// Beyond, sd and share are at the edge of what numbers can hold apart.
constexpr HyperPoint kLowest{-9.0, -9.0};
constexpr HyperPoint kHighest{5.0, 9.0};
/// Where a search begins: sd .4, share half.
constexpr HyperPoint kStart{-0.91629073187415507, 0.0};
constexpr HyperPoint kStartWidth{0.5, 0.8};

double normal_quantile(double p) { return -std::numbers::sqrt2 * boost::math::erfc_inv(2.0 * p); }

class Explorer {
 public:
  Explorer(const Precision& precision, const Observations& seen, const SpatialModelOptions& options)
      : precision_(precision),
        seen_(seen),
        options_(options),
        axes_(precision.has_share() ? 2 : 1),
        free_axes_(options.held.sd > 0.0 ? 0 : axes_) {}

  /// Where the search for the best values begins, and the step it begins with.
  void begin_at(const HyperPoint& at, const HyperPoint& width) {
    begin_ = at;
    width_ = width;
  }

  /// The best values alone; their width is the conditional standard deviation.
  std::pair<HyperPoint, HyperPoint> best() {
    climb();
    return {best_.at, {spread_[0], spread_[1]}};
  }

  HyperGrid run() {
    HyperGrid grid;
    if (free_axes_ == 0) {
      HyperPoint at = start();
      std::vector<HyperNode> nodes = evaluate({at}, {});
      grid.log_likelihood = nodes[0].mode.log_likelihood;
      nodes[0].probability = 1.0;
      grid.nodes = std::move(nodes);
      grid.settled = grid.nodes[0].mode.converged;
      for (std::size_t a = 0; a < axes_; ++a) {
        const double held = natural(a, at[a]);
        grid.parameters.push_back({a == 0 ? "sd" : "share", held, 0.0, held, held});
      }
      return grid;
    }
    grid.settled = climb();
    if (precision_.areas() >= kManyAreas) {
      star(grid);
    } else {
      lattice(grid);
    }
    for (const HyperNode& node : grid.nodes) grid.settled &= node.mode.converged;
    return grid;
  }

 private:
  HyperPoint start() const {
    if (free_axes_ > 0) return begin_;
    const double share = options_.held.share / precision_.most_share();
    return {std::log(options_.held.sd), std::log(share) - std::log1p(-share)};
  }

  double natural(std::size_t axis, double x) const {
    return axis == 0 ? std::exp(x) : precision_.most_share() / (1.0 + std::exp(-x));
  }

  /// Of the point, the change of scale included.
  double log_prior(const HyperPoint& at) const {
    const double ratio = std::exp(at[0]) / options_.sd_prior;
    double sum = 2.0 * std::log(ratio) - 0.5 * ratio * ratio;  // sd² exponential
    if (axes_ == 2) sum -= std::log1p(std::exp(-at[1])) + std::log1p(std::exp(at[1]));
    return sum;
  }

  /// All points from the same start, so that it does not matter which is first.
  std::vector<HyperNode> evaluate(const std::vector<HyperPoint>& points, const Mode& from) {
    add_determinants(points);
    std::vector<HyperNode> nodes(points.size());
    options_.execution.expect(points.size());
    core::parallel_for(points.size(), 1, options_.execution, [&](std::size_t i, std::size_t) {
      nodes[i] = {.at = points[i], .log_density = kImpossible};
      Mode begin = from;
      begin.hyper = {natural(0, points[i][0]), share_of(points[i])};
      const std::optional<double> unit = determinants_.at(begin.hyper.share);
      std::optional<Mode> mode;
      if (unit) {
        mode = find_mode(
            precision_, seen_, begin,
            {.log_determinant = *unit - 2.0 * precision_.rank() * std::log(begin.hyper.sd),
             .approximation = options_.approximation,
             .execution = &options_.execution});
      }
      options_.execution.advance(1);
      if (!mode) return;
      nodes[i].log_density = mode->log_likelihood + log_prior(points[i]);
      if (!mode->converged || std::isnan(nodes[i].log_density)) nodes[i].log_density = kImpossible;
      nodes[i].mode = std::move(*mode);
    });
    return nodes;
  }

  double share_of(const HyperPoint& at) const { return axes_ == 2 ? natural(1, at[1]) : 0.0; }

  /// Points of one share have one determinant: it is worked out once.
  void add_determinants(const std::vector<HyperPoint>& points) {
    std::vector<double> shares;
    for (const HyperPoint& point : points) {
      if (determinants_.emplace(share_of(point), std::nullopt).second) {
        shares.push_back(share_of(point));
      }
    }
    std::vector<std::optional<double>> found(shares.size());
    core::parallel_for(shares.size(), 1, options_.execution, [&](std::size_t i, std::size_t) {
      found[i] = precision_.unit_log_determinant(shares[i]);
    });
    for (std::size_t i = 0; i < shares.size(); ++i) determinants_[shares[i]] = found[i];
  }

  static HyperPoint moved(HyperPoint at, double first, double second) {
    return {std::clamp(at[0] + first, kLowest[0], kHighest[0]),
            std::clamp(at[1] + second, kLowest[1], kHighest[1])};
  }

  /// To the highest point, by a parabola through points around the best one so far.
  bool climb() {
    best_ = std::move(evaluate({start()}, {})[0]);
    HyperPoint width = width_;
    for (int round = 0; round < kMostRounds; ++round) {
      const auto [h, g] = std::pair(width[0], axes_ == 2 ? width[1] : 0.0);
      std::vector<HyperPoint> points{moved(best_.at, -h, 0), moved(best_.at, h, 0)};
      if (axes_ == 2) {
        points.insert(points.end(), {moved(best_.at, 0, -g), moved(best_.at, 0, g),
                                     moved(best_.at, h, g), moved(best_.at, -h, -g)});
      }
      std::vector<HyperNode> around = evaluate(points, best_.mode);
      if (std::ranges::any_of(around,
                              [](const HyperNode& n) { return n.log_density == kImpossible; })) {
        for (double& w : width) w /= 2.0;
        take_best(around);
        continue;
      }
      const HyperPoint step = parabola(around, width);
      const bool near = std::abs(step[0]) < 0.35 * spread_[0] &&
                        (axes_ == 1 || std::abs(step[1]) < 0.35 * spread_[1]);
      const bool fits = width[0] < 1.5 * spread_[0] && (axes_ == 1 || width[1] < 1.5 * spread_[1]);
      if (near && fits) return true;
      const double rise = rise_of(step);
      const HyperPoint half{0.4 * step[0], 0.4 * step[1]};
      std::vector<HyperPoint> ahead{moved(best_.at, step[0], step[1])};
      if (rise > 3.0) ahead.push_back(moved(best_.at, half[0], half[1]));
      std::vector<HyperNode> next = evaluate(ahead, best_.mode);
      const double before = best_.log_density;
      if (fits && std::abs(next[0].log_density - before - rise) < kAsForeseen) {
        best_ = std::move(next[0]);  // the parabola holds as far as there
        return true;
      }
      take_best(around);
      take_best(next);
      for (std::size_t a = 0; a < axes_; ++a) width[a] = std::clamp(0.8 * spread_[a], 1e-3, 1.2);
      if (best_.log_density - before < 0.01 && fits) return true;
    }
    return false;
  }

  void take_best(std::vector<HyperNode>& nodes) {
    for (HyperNode& node : nodes) {
      if (node.log_density > best_.log_density) best_ = std::move(node);
    }
  }

  /// The step to the top of the parabola through the points, and the conditional spreads.
  HyperPoint parabola(const std::vector<HyperNode>& around, const HyperPoint& width) {
    const double middle = best_.log_density;
    std::array<double, 2> slope{};
    std::array<double, 2> bend{1.0, 1.0};
    for (std::size_t a = 0; a < axes_; ++a) {
      const double low = around[2 * a].log_density;
      const double high = around[2 * a + 1].log_density;
      slope[a] = (high - low) / (2.0 * width[a]);
      bend[a] = -(high - 2.0 * middle + low) / (width[a] * width[a]);
      bend[a] = std::max(bend[a], 0.15);  // at most 2.6 wide
      spread_[a] = 1.0 / std::sqrt(bend[a]);
    }
    twist_ = 0.0;
    if (axes_ == 2) {
      const double diagonal = around[4].log_density + around[5].log_density - 2.0 * middle;
      const double straight = around[0].log_density + around[1].log_density +
                              around[2].log_density + around[3].log_density - 4.0 * middle;
      twist_ = -(diagonal - straight) / (2.0 * width[0] * width[1]);
      const double most = 0.95 * std::sqrt(bend[0] * bend[1]);
      twist_ = std::clamp(twist_, -most, most);
    }
    bend_ = bend;
    return axes_ == 1 ? HyperPoint{std::clamp(slope[0] / bend[0], -1.5, 1.5), 0.0}
                      : newton_step(slope);
  }

  /// The step is taken on the angle z = 2 asin √(share/most) instead of the logit: there the
  /// posterior is about as wide near a share of 1 as in the middle, and a parabola reaches further.
  HyperPoint newton_step(const std::array<double, 2>& slope) const {
    const double part = 1.0 / (1.0 + std::exp(-best_.at[1]));
    const double z = 2.0 * std::asin(std::sqrt(part));
    const double turn = 1.0 / std::sqrt(part * (1.0 - part));  // of the logit by the angle
    const double curve = -0.5 * std::cos(z) * turn * turn;
    const double slope_z = slope[1] * turn;
    const double twist_z = twist_ * turn;
    const double least = std::max(1.05 * twist_z * twist_z / bend_[0], 0.15);
    const double bend_z = std::max(bend_[1] * turn * turn - slope[1] * curve, least);
    const double det = bend_[0] * bend_z - twist_z * twist_z;
    const double first = (bend_z * slope[0] - twist_z * slope_z) / det;
    const double second = (bend_[0] * slope_z - twist_z * slope[0]) / det;
    // One scale for both, so that the way stays the same.
    const double less = std::max({1.0, std::abs(first) / 1.5, std::abs(second) / 0.8});
    const double sine = std::sin(0.5 * std::clamp(z + second / less, 1e-3, 3.14));
    const double logit = std::log(sine * sine) - std::log1p(-sine * sine);
    return {first / less, std::clamp(logit, kLowest[1], kHighest[1]) - best_.at[1]};
  }

  /// What the parabola lets expect of a step.
  double rise_of(const HyperPoint& step) const {
    const auto [x, y] = step;
    const double slope_x = bend_[0] * x + twist_ * y;
    const double slope_y = axes_ == 2 ? bend_[1] * y + twist_ * x : 0.0;
    return 0.5 * (slope_x * x + slope_y * y);
  }

  void lattice(HyperGrid& grid) {
    using Step = std::pair<int, int>;
    std::map<Step, HyperNode> found;
    std::set<Step> asked{{0, 0}};
    std::vector<Step> wave{{0, 0}};
    while (!wave.empty() && found.size() < kMostNodes) {
      std::vector<HyperPoint> points;
      for (const auto& [i, j] : wave) {
        points.push_back({best_.at[0] + i * spread_[0], best_.at[1] + j * spread_[1]});
      }
      std::vector<HyperNode> nodes = evaluate(points, best_.mode);
      std::vector<Step> next;
      for (std::size_t k = 0; k < nodes.size(); ++k) {
        const bool counts = nodes[k].log_density > best_.log_density - kMostDrop;
        const auto [i, j] = wave[k];
        if (nodes[k].log_density == kImpossible) continue;
        found.emplace(wave[k], std::move(nodes[k]));
        if (!counts) continue;
        for (const Step& step : {Step{i - 1, j}, Step{i + 1, j}, Step{i, j - 1}, Step{i, j + 1}}) {
          if (axes_ == 1 && step.second != 0) continue;
          const HyperPoint at{best_.at[0] + step.first * spread_[0],
                              best_.at[1] + step.second * spread_[1]};
          if (at != moved(at, 0, 0)) continue;
          if (asked.insert(step).second) next.push_back(step);
        }
      }
      wave = std::move(next);
    }
    double all = 0.0;
    std::array<std::map<int, double>, 2> mass;
    for (auto& [step, node] : found) all += std::exp(node.log_density - best_.log_density);
    for (auto& [step, node] : found) {
      node.probability = std::exp(node.log_density - best_.log_density) / all;
      mass[0][step.first] += node.probability;
      mass[1][step.second] += node.probability;
      grid.nodes.push_back(std::move(node));
    }
    grid.log_likelihood = best_.log_density + std::log(all) + std::log(spread_[0]);
    if (axes_ == 2) grid.log_likelihood += std::log(spread_[1]);
    for (std::size_t a = 0; a < axes_; ++a) grid.parameters.push_back(summary(a, mass[a]));
  }

  /// Mean, standard deviation and interval of one of the two; within a step, and beyond the last
  /// one, as a normal distribution would have it.
  ModelParameter summary(std::size_t axis, const std::map<int, double>& mass) const {
    ModelParameter result{.name = axis == 0 ? "sd" : "share"};
    std::vector<std::pair<double, double>> below;  // normal quantile of the mass, position
    double sum = 0.0;
    double square = 0.0;
    for (const auto& [step, probability] : mass) {
      const double value = natural(axis, best_.at[axis] + step * spread_[axis]);
      result.mean += probability * value;
      square += probability * value * value;
      sum += probability;
      if (sum < 1.0 - 1e-12 && sum > 1e-12) {
        below.emplace_back(normal_quantile(sum), best_.at[axis] + (step + 0.5) * spread_[axis]);
      }
    }
    result.sd = std::sqrt(std::max(0.0, square - result.mean * result.mean));
    const double z = normal_quantile(0.5 + 0.5 * options_.level);
    result.lower = natural(axis, position(below, -z));
    result.upper = natural(axis, position(below, z));
    return result;
  }

  static double position(const std::vector<std::pair<double, double>>& below, double z) {
    if (below.empty()) return 0.0;
    if (below.size() == 1) return below[0].second;
    std::size_t k = 1;
    while (k + 1 < below.size() && below[k].first < z) ++k;
    const auto [z0, x0] = below[k - 1];
    const auto [z1, x1] = below[k];
    return x0 + (x1 - x0) * (z - z0) / (z1 - z0);
  }

  void star(HyperGrid& grid) {
    // Lower Cholesky root of the covariance.
    const double det = axes_ == 2 ? bend_[0] * bend_[1] - twist_ * twist_ : bend_[0];
    const std::array<double, 2> variance{axes_ == 2 ? bend_[1] / det : 1.0 / bend_[0],
                                         axes_ == 2 ? bend_[0] / det : 0.0};
    const double l0 = std::sqrt(variance[0]);
    const double l1 = axes_ == 2 ? -twist_ / det / l0 : 0.0;
    const double l2 = axes_ == 2 ? std::sqrt(variance[1] - l1 * l1) : 0.0;
    const double far = std::numbers::sqrt3;
    std::vector<HyperPoint> points{moved(best_.at, far * l0, far * l1),
                                   moved(best_.at, -far * l0, -far * l1)};
    if (axes_ == 2) {
      points.insert(points.end(), {moved(best_.at, 0, far * l2), moved(best_.at, 0, -far * l2)});
    }
    std::vector<HyperNode> nodes = evaluate(points, best_.mode);
    nodes.insert(nodes.begin(), best_);
    const auto axes = static_cast<double>(axes_);
    double all = 0.0;
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      const double weight = k == 0 ? 1.0 - axes / 3.0 : 1.0 / 6.0;
      const double ratio = nodes[k].log_density - best_.log_density + (k == 0 ? 0.0 : 1.5);
      nodes[k].probability = weight * std::exp(ratio);
      all += nodes[k].probability;
    }
    for (HyperNode& node : nodes) node.probability /= all;
    std::erase_if(nodes, [](const HyperNode& node) { return node.probability == 0.0; });
    grid.nodes = std::move(nodes);
    grid.log_likelihood = best_.log_density + std::log(all) +
                          0.5 * axes * std::log(2.0 * std::numbers::pi) - 0.5 * std::log(det);
    const double z = normal_quantile(0.5 + 0.5 * options_.level);
    for (std::size_t a = 0; a < axes_; ++a) {
      const double spread = std::sqrt(variance[a]);
      const double at = best_.at[a];
      const double low = natural(a, at - spread);
      const double high = natural(a, at + spread);
      grid.parameters.push_back({a == 0 ? "sd" : "share", natural(a, at), 0.5 * (high - low),
                                 natural(a, at - z * spread), natural(a, at + z * spread)});
    }
  }

  const Precision& precision_;
  const Observations& seen_;
  const SpatialModelOptions& options_;
  std::size_t axes_;
  std::size_t free_axes_;
  HyperPoint begin_ = kStart;
  HyperPoint width_ = kStartWidth;
  HyperNode best_;
  std::map<double, std::optional<double>> determinants_;  // by share, for an sd of 1
  std::array<double, 2> spread_{0.5, 0.5};  // conditional standard deviations at the mode
  std::array<double, 2> bend_{1.0, 1.0};
  double twist_ = 0.0;
};

/// Areas around the middle one of those seen, ring by ring, as many as suffice to begin with.
std::vector<std::size_t> neighbourhood(const Graph& graph, const Observations& seen,
                                       std::size_t enough) {
  std::vector<std::vector<std::uint32_t>> beside(graph.size());
  for (std::size_t j = 0; j < graph.size(); ++j) {
    for (std::size_t p = graph.pattern.first[j] + 1; p < graph.pattern.first[j + 1]; ++p) {
      beside[j].push_back(graph.pattern.row[p]);
      beside[graph.pattern.row[p]].push_back(static_cast<std::uint32_t>(j));
    }
  }
  std::vector<bool> taken(graph.size(), false);
  std::vector<std::size_t> found;
  const std::size_t middle = graph.size() / 2;
  for (std::size_t i = 0; i < graph.size() && found.size() < enough; ++i) {
    const std::size_t first = (middle + i) % graph.size();
    if (taken[first] || !seen.seen[first]) continue;
    taken[first] = true;
    std::size_t next = found.size();
    found.push_back(first);
    for (; next < found.size() && found.size() < enough; ++next) {
      for (const std::uint32_t other : beside[found[next]]) {
        if (taken[other]) continue;
        taken[other] = true;
        found.push_back(other);
      }
    }
  }
  std::ranges::sort(found);
  return found;
}

Graph part_of(const Graph& graph, const std::vector<std::size_t>& areas) {
  std::vector<std::uint32_t> place(graph.size(), std::numeric_limits<std::uint32_t>::max());
  for (std::size_t i = 0; i < areas.size(); ++i) place[areas[i]] = static_cast<std::uint32_t>(i);
  std::vector<GraphLink> links;
  for (const std::size_t j : areas) {
    for (std::size_t p = graph.pattern.first[j] + 1; p < graph.pattern.first[j + 1]; ++p) {
      const std::uint32_t row = place[graph.pattern.row[p]];
      if (row < areas.size()) links.push_back({place[j], row, graph.weight[p]});
    }
  }
  return graph_of(areas.size(), links);
}

Observations part_of(const Observations& seen, const std::vector<std::size_t>& areas) {
  Observations part{.model = seen.model, .log_scale = seen.log_scale};
  part.design.resize(seen.design.size());
  for (const std::size_t i : areas) {
    part.count.push_back(seen.count[i]);
    part.base.push_back(seen.base[i]);
    part.seen.push_back(seen.seen[i]);
    for (std::size_t k = 0; k < part.design.size(); ++k)
      part.design[k].push_back(seen.design[k][i]);
  }
  return part;
}

}  // namespace

HyperGrid explore(const Precision& precision, const Observations& seen,
                  const SpatialModelOptions& options) {
  constexpr std::size_t kFirst = 1500;
  constexpr std::size_t kTimes = 8;
  Explorer explorer(precision, seen, options);
  if (precision.areas() < kManyAreas || options.held.sd > 0.0) return explorer.run();
  // On a small part of the map first, then on a larger one: the more areas, the less is open, by
  // the root of their number.
  HyperPoint at = kStart;
  HyperPoint width = kStartWidth;
  const auto narrow = [&](std::size_t from, std::size_t to) {
    const double less = std::sqrt(static_cast<double>(from) / static_cast<double>(to));
    return HyperPoint{less * width[0], less * width[1]};
  };
  std::size_t before = kFirst;
  for (std::size_t size = kFirst; kTimes / 2 * size <= precision.areas(); size *= kTimes) {
    const std::vector<std::size_t> areas = neighbourhood(precision.graph(), seen, size);
    const Precision part(options.structure, part_of(precision.graph(), areas));
    const Observations seen_there = part_of(seen, areas);
    Explorer there(part, seen_there, options);
    there.begin_at(at, size == kFirst ? width : narrow(before, size));
    std::tie(at, width) = there.best();
    before = size;
  }
  explorer.begin_at(at, narrow(before, precision.areas()));
  return explorer.run();
}

}  // namespace sozialraum::smallarea
