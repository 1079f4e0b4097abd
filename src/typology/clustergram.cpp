#include "sozialraum/typology/clustergram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "typology/blocks.hpp"

namespace sozialraum::typology {
namespace {

constexpr int kMostSweeps = 100;

/// A symmetric matrix on its way to its eigenvectors (Jacobi 1846): each rotation makes one pair of
/// entries zero, until all beside the diagonal are nothing.
class Jacobi {
 public:
  explicit Jacobi(std::vector<double> matrix, std::size_t size)
      : size_(size), matrix_(std::move(matrix)), vectors_(size * size, 0.0) {
    for (std::size_t i = 0; i < size_; ++i) vectors_[i * size_ + i] = 1.0;
    for (int sweep = 0; sweep < kMostSweeps && beside() > 0.0; ++sweep) {
      for (std::size_t p = 0; p < size_; ++p) {
        for (std::size_t q = p + 1; q < size_; ++q) rotate(p, q);
      }
    }
  }

  [[nodiscard]] double value(std::size_t i) const { return matrix_[i * size_ + i]; }
  [[nodiscard]] double component(std::size_t i, std::size_t j) const {
    return vectors_[j * size_ + i];
  }

 private:
  [[nodiscard]] double& at(std::size_t i, std::size_t j) { return matrix_[i * size_ + j]; }

  /// Sum of squares beside the diagonal; 0 where it is nothing to the rest.
  [[nodiscard]] double beside() const {
    double off = 0.0;
    double all = 0.0;
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t j = 0; j < size_; ++j) {
        const double square = matrix_[i * size_ + j] * matrix_[i * size_ + j];
        all += square;
        if (i != j) off += square;
      }
    }
    return off > 1e-28 * all ? off : 0.0;
  }

  void rotate(std::size_t p, std::size_t q) {
    const double entry = at(p, q);
    if (entry == 0.0) return;
    const double theta = (at(q, q) - at(p, p)) / (2.0 * entry);
    const double t = std::copysign(1.0, theta) / (std::abs(theta) + std::sqrt(1.0 + theta * theta));
    const double c = 1.0 / std::sqrt(1.0 + t * t);
    const double s = t * c;
    for (std::size_t k = 0; k < size_; ++k) turn(at(k, p), at(k, q), c, s);
    for (std::size_t k = 0; k < size_; ++k) turn(at(p, k), at(q, k), c, s);
    for (std::size_t k = 0; k < size_; ++k) {
      turn(vectors_[k * size_ + p], vectors_[k * size_ + q], c, s);
    }
  }

  static void turn(double& a, double& b, double c, double s) {
    const double old = a;
    a = c * old - s * b;
    b = s * old + c * b;
  }

  std::size_t size_;
  std::vector<double> matrix_;
  std::vector<double> vectors_;
};

/// Weighted mean and covariance, sums in the order of the codes.
struct Scatter {
  explicit Scatter(const Points& points)
      : columns(points.columns()), mean(columns, 0.0), matrix(columns * columns, 0.0) {
    const Blocks blocks(points);
    double total = 0.0;
    for (std::size_t r = 0; r < blocks.rows; ++r) {
      total += blocks.weights[r];
      for (std::size_t j = 0; j < columns; ++j) mean[j] += blocks.weights[r] * blocks.at(r, j);
    }
    for (double& m : mean) m /= total;
    for (std::size_t r = 0; r < blocks.rows; ++r) {
      for (std::size_t i = 0; i < columns; ++i) {
        const double gap = blocks.weights[r] / total * (blocks.at(r, i) - mean[i]);
        for (std::size_t j = 0; j < columns; ++j) {
          matrix[i * columns + j] += gap * (blocks.at(r, j) - mean[j]);
        }
      }
    }
  }

  std::size_t columns;
  std::vector<double> mean;
  std::vector<double> matrix;
};

/// The direction of the largest eigenvalue; its largest entry is positive.
void find_axis(const Scatter& scatter, Clustergram& result) {
  const std::size_t d = scatter.columns;
  const Jacobi solved(scatter.matrix, d);
  std::size_t first = 0;
  double all = 0.0;
  for (std::size_t i = 0; i < d; ++i) {
    all += solved.value(i);
    if (solved.value(i) > solved.value(first)) first = i;
  }
  for (std::size_t j = 0; j < d; ++j) result.axis.push_back(solved.component(first, j));
  const auto largest = std::ranges::max_element(
      result.axis, {}, [](double x) { return std::abs(x) * (1.0 - 1e-9 * (x < 0.0)); });
  if (*largest < 0.0) {
    for (double& x : result.axis) x = -x;
  }
  result.explained = solved.value(first) / all;
}

double along(const Scatter& scatter, std::span<const double> axis, std::span<const double> centre) {
  double place = 0.0;
  for (std::size_t j = 0; j < axis.size(); ++j) place += axis[j] * (centre[j] - scatter.mean[j]);
  return place;
}

void add_nodes(const Scatter& scatter, const Clustering& types, Clustergram& result) {
  for (std::uint32_t t = 0; t < types.type_count(); ++t) {
    result.nodes.push_back({.types = types.type_count(),
                            .type = t,
                            .position = along(scatter, result.axis, types.centre(t)),
                            .areas = types.sizes[t],
                            .weight = types.weights[t]});
  }
}

void add_flows(const Points& points, const Clustering& from, const Clustering& to,
               Clustergram& result) {
  std::vector<std::size_t> areas(from.type_count() * to.type_count(), 0);
  std::vector<double> weight(areas.size(), 0.0);
  for (const std::size_t area : Blocks(points).area_of_rank) {
    const std::size_t cell = from.types[area] * to.type_count() + to.types[area];
    ++areas[cell];
    weight[cell] += points.weight(area);
  }
  for (std::size_t cell = 0; cell < areas.size(); ++cell) {
    if (areas[cell] == 0) continue;
    result.flows.push_back({.types = from.type_count(),
                            .next_types = to.type_count(),
                            .from = static_cast<std::uint32_t>(cell / to.type_count()),
                            .to = static_cast<std::uint32_t>(cell % to.type_count()),
                            .areas = areas[cell],
                            .weight = weight[cell]});
  }
}

void tell(const Clustering& types, Clustergram& result) {
  for (core::Finding finding : types.findings) {
    const bool said = std::ranges::any_of(
        result.findings, [&](const core::Finding& f) { return f.code == "unequal_scales"; });
    if (finding.code == "unequal_scales" && said) continue;  // of the columns, not of the types
    finding.details.emplace_back("types", std::to_string(types.type_count()));
    result.findings.push_back(std::move(finding));
  }
}

}  // namespace

Clustergram clustergram(const Points& points, std::span<const std::size_t> types,
                        const KMeansOptions& options) {
  for (std::size_t i = 1; i < types.size(); ++i) {
    if (types[i] > types[i - 1]) continue;
    core::invalid_argument("types", fmt::format("{} after {} do not rise", types[i], types[i - 1]));
  }
  require_valid(points);
  const Scatter scatter(points);
  Clustergram result;
  find_axis(scatter, result);
  Clustering before;
  for (std::size_t i = 0; i < types.size(); ++i) {
    KMeansOptions of_k = options;
    of_k.types = types[i];
    Clustering found = kmeans(points, of_k);
    add_nodes(scatter, found, result);
    if (i > 0) add_flows(points, before, found, result);
    tell(found, result);
    before = std::move(found);
  }
  return result;
}

}  // namespace sozialraum::typology
