#include "smallarea/precision.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace sozialraum::smallarea {
namespace {

struct Link {
  std::uint32_t column, row;  // column < row
  double there, back;
};

/// Links of both directions side by side, by column and row.
std::vector<Link> paired_links(const spatial::Weights& weights,
                               std::span<const std::size_t> order) {
  std::vector<std::uint32_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = static_cast<std::uint32_t>(i);
  std::vector<Link> links;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    for (const auto& [area, weight] : weights.neighbours(static_cast<core::AreaId>(i))) {
      const std::uint32_t from = place[i];
      const std::uint32_t to = place[core::index(area)];
      if (from < to) links.push_back({from, to, weight, 0.0});
      if (from > to) links.push_back({to, from, 0.0, weight});
    }
  }
  std::ranges::sort(links, [](const Link& a, const Link& b) {
    return std::tie(a.column, a.row, a.there) < std::tie(b.column, b.row, b.there);
  });
  std::vector<Link> pairs;
  for (const Link& link : links) {
    if (!pairs.empty() && pairs.back().column == link.column && pairs.back().row == link.row) {
      pairs.back().there += link.there;
      pairs.back().back += link.back;
    } else {
      pairs.push_back(link);
    }
  }
  std::erase_if(pairs, [](const Link& pair) { return pair.there + pair.back == 0.0; });
  return pairs;
}

void find_parts(Graph& graph) {
  std::vector<std::uint32_t> root(graph.size());
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](std::uint32_t i) {
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
  };
  for (std::size_t j = 0; j < graph.size(); ++j) {
    for (std::size_t p = graph.pattern.first[j]; p < graph.pattern.first[j + 1]; ++p) {
      const std::uint32_t a = find(static_cast<std::uint32_t>(j));
      const std::uint32_t b = find(graph.pattern.row[p]);
      root[std::max(a, b)] = std::min(a, b);
    }
  }
  graph.part.resize(graph.size());
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const std::uint32_t first = find(static_cast<std::uint32_t>(i));
    if (first == i) {
      graph.part[i] = static_cast<std::uint32_t>(graph.part_size.size());
      graph.part_size.push_back(0);
    } else {
      graph.part[i] = graph.part[first];
    }
    ++graph.part_size[graph.part[i]];
  }
}

/// Areas, and for kBym2 after them the spatial parts, each linked to its area.
SparsePattern pattern_of(Structure structure, const Graph& graph) {
  const auto n = static_cast<std::uint32_t>(graph.size());
  SparsePattern pattern;
  if (structure == Structure::kIid) {
    for (std::uint32_t i = 0; i < n; ++i) {
      pattern.row.push_back(i);
      pattern.first.push_back(pattern.row.size());
    }
    return pattern;
  }
  if (structure != Structure::kBym2) return graph.pattern;
  for (std::uint32_t i = 0; i < n; ++i) {
    pattern.row.insert(pattern.row.end(), {i, n + i});
    pattern.first.push_back(pattern.row.size());
  }
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t p = graph.pattern.first[j]; p < graph.pattern.first[j + 1]; ++p) {
      pattern.row.push_back(n + graph.pattern.row[p]);
    }
    pattern.first.push_back(pattern.row.size());
  }
  return pattern;
}

/// share (D - W) + rest I on the entries of the graph.
std::vector<double> laplacian(const Graph& graph, double share, double rest) {
  std::vector<double> values(graph.pattern.entries());
  for (std::size_t j = 0; j < graph.size(); ++j) {
    const std::size_t diagonal = graph.pattern.first[j];
    values[diagonal] = share * graph.degree[j] + rest;
    for (std::size_t p = diagonal + 1; p < graph.pattern.first[j + 1]; ++p) {
      values[p] = -share * graph.weight[p];
    }
  }
  return values;
}

}  // namespace

Graph graph_of(std::size_t areas, std::span<const GraphLink> links) {
  Graph graph;
  graph.degree.assign(areas, 0.0);
  auto next = links.begin();
  for (std::uint32_t j = 0; j < areas; ++j) {
    graph.pattern.row.push_back(j);
    graph.weight.push_back(0.0);
    for (; next != links.end() && next->column == j; ++next) {
      graph.pattern.row.push_back(next->row);
      graph.weight.push_back(next->weight);
      graph.degree[j] += next->weight;
      graph.degree[next->row] += next->weight;
    }
    graph.pattern.first.push_back(graph.pattern.row.size());
  }
  find_parts(graph);
  return graph;
}

Graph graph_of(const spatial::Weights& weights, std::span<const std::size_t> order) {
  std::vector<GraphLink> links;
  std::size_t uneven = 0;
  for (const Link& pair : paired_links(weights, order)) {
    links.push_back({pair.column, pair.row, (pair.there + pair.back) / 2.0});
    if (pair.there != pair.back) ++uneven;
  }
  Graph graph = graph_of(order.size(), links);
  graph.uneven_links = uneven;
  return graph;
}

Precision::Precision(Structure structure, Graph graph)
    : structure_(structure),
      graph_(std::move(graph)),
      pattern_(pattern_of(structure, graph_)),
      plan_(pattern_) {
  const bool centred = structure == Structure::kIcar || structure == Structure::kBym2;
  if (centred) {
    constrained_.assign(size(), 0.0);
    const std::size_t from = size() - areas();
    for (std::size_t i = 0; i < areas(); ++i) {
      if (!graph_.is_island(i)) constrained_[from + i] = 1.0;
    }
    scale_parts();
  }
  if (structure == Structure::kProperCar) bound_share();
}

bool Precision::has_share() const noexcept {
  return structure_ != Structure::kIid && structure_ != Structure::kIcar;
}

/// D - W has one eigenvalue of 0 in every part. With 1 added to the diagonal of one area a part it
/// can be inverted, G = (D - W)⁻ + (a constant), and what centring leaves of G is the covariance.
void Precision::scale_parts() {
  const std::size_t parts = graph_.part_size.size();
  std::vector<double> values = laplacian(graph_, 1.0, 0.0);
  std::vector<bool> grounded(parts, false);
  for (std::size_t i = 0; i < areas(); ++i) {
    if (grounded[graph_.part[i]]) continue;
    grounded[graph_.part[i]] = true;
    values[graph_.pattern.first[i]] += 1.0;
  }
  const CholeskyPlan plan(graph_.pattern);
  SparseCholesky cholesky(plan);
  const bool positive = cholesky.factorise(values);
  assert(positive);
  static_cast<void>(positive);
  log_pseudo_determinant_ = cholesky.log_determinant();
  for (const std::size_t size : graph_.part_size) {
    log_pseudo_determinant_ += std::log(static_cast<double>(size));
  }
  scale_.assign(parts, 1.0);
  if (structure_ != Structure::kBym2) return;

  const std::vector<double> diagonal = cholesky.inverse_diagonal();
  std::vector<double> sums(areas(), 1.0);
  cholesky.solve(sums);
  std::vector<double> all(parts, 0.0);
  for (std::size_t i = 0; i < areas(); ++i) all[graph_.part[i]] += sums[i];
  std::vector<double> log_variance(parts, 0.0);
  for (std::size_t i = 0; i < areas(); ++i) {
    if (graph_.is_island(i)) continue;
    const std::uint32_t k = graph_.part[i];
    const auto n = static_cast<double>(graph_.part_size[k]);
    log_variance[k] += std::log(diagonal[i] - 2.0 * sums[i] / n + all[k] / (n * n)) / n;
  }
  for (std::size_t k = 0; k < parts; ++k) {
    scale_[k] = std::exp(log_variance[k]);
    log_pseudo_determinant_ += static_cast<double>(graph_.part_size[k] - 1) * log_variance[k];
  }
}

double Precision::times_weights(const std::vector<double>& x, std::vector<double>& y) const {
  std::ranges::fill(y, 0.0);
  for (std::size_t j = 0; j < areas(); ++j) {
    for (std::size_t p = graph_.pattern.first[j] + 1; p < graph_.pattern.first[j + 1]; ++p) {
      y[j] += graph_.weight[p] * x[graph_.pattern.row[p]];
      y[graph_.pattern.row[p]] += graph_.weight[p] * x[j];
    }
  }
  double largest = 0.0;
  for (std::size_t i = 0; i < areas(); ++i) {
    if (x[i] > 0.0) largest = std::max(largest, y[i] / x[i]);
  }
  return largest;
}

/// The largest eigenvalue of W by powers of W + (a shift); the quotient of Collatz is an upper
/// bound of it at every step, so the bound of the share is never too large.
void Precision::bound_share() {
  const double degree = areas() == 0 ? 0.0 : std::ranges::max(graph_.degree);
  if (degree == 0.0) return;
  std::vector<double> x(areas(), 1.0);
  std::vector<double> y(areas());
  double bound = degree;
  for (int step = 0; step < 1000; ++step) {
    const double largest = times_weights(x, y);
    const bool settled = bound - largest < 1e-13 * bound && step > 200;
    bound = std::min(bound, largest);
    if (settled) break;
    double most = 0.0;
    for (std::size_t i = 0; i < areas(); ++i) {
      x[i] = y[i] + 0.1 * degree * x[i];
      most = std::max(most, x[i]);
    }
    for (double& value : x) value = std::max(value / most, 1e-300);
  }
  most_share_ = 1.0 / bound;
}

std::vector<double> Precision::values(const Hyper& hyper) const {
  const double tau = 1.0 / (hyper.sd * hyper.sd);
  switch (structure_) {
    case Structure::kIid:
      return std::vector<double>(areas(), tau);
    case Structure::kLeroux:
      return laplacian(graph_, hyper.share * tau, (1.0 - hyper.share) * tau);
    case Structure::kIcar: {
      std::vector<double> q = laplacian(graph_, tau, 0.0);
      for (std::size_t i = 0; i < areas(); ++i) {
        if (graph_.is_island(i)) q[graph_.pattern.first[i]] = tau;
      }
      return q;
    }
    case Structure::kProperCar: {
      std::vector<double> q(pattern_.entries());
      for (std::size_t p = 0; p < q.size(); ++p) q[p] = -hyper.share * tau * graph_.weight[p];
      for (std::size_t i = 0; i < areas(); ++i) q[pattern_.first[i]] = tau;
      return q;
    }
    case Structure::kBym2:
      break;
  }
  const double own = tau / (1.0 - hyper.share);
  const double spatial = hyper.share / (1.0 - hyper.share);
  std::vector<double> q(pattern_.entries());
  for (std::size_t i = 0; i < areas(); ++i) {
    q[2 * i] = own;
    q[2 * i + 1] = -std::sqrt(hyper.share) * own * hyper.sd;
  }
  const std::vector<double> links = laplacian(graph_, 1.0, 0.0);
  for (std::size_t j = 0; j < areas(); ++j) {
    const double scale = graph_.is_island(j) ? 1.0 : scale_[graph_.part[j]];
    for (std::size_t p = graph_.pattern.first[j]; p < graph_.pattern.first[j + 1]; ++p) {
      q[2 * areas() + p] = scale * links[p];
    }
    q[2 * areas() + graph_.pattern.first[j]] += spatial + (graph_.is_island(j) ? 1.0 : 0.0);
  }
  return q;
}

double Precision::rank() const {
  const auto n = static_cast<double>(areas());
  if (structure_ != Structure::kIcar) return n;
  return n - static_cast<double>(std::ranges::count_if(graph_.part_size,
                                                       [](std::size_t size) { return size > 1; }));
}

std::optional<double> Precision::unit_log_determinant(double share) const {
  if (structure_ == Structure::kIid) return 0.0;
  if (structure_ == Structure::kIcar) return log_pseudo_determinant_;
  if (structure_ == Structure::kBym2) return log_pseudo_determinant_ - rank() * std::log1p(-share);
  SparseCholesky cholesky(plan_);
  if (!cholesky.factorise(values({.sd = 1.0, .share = share}))) return std::nullopt;
  return cholesky.log_determinant();
}

}  // namespace sozialraum::smallarea
