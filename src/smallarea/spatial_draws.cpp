#include "sozialraum/smallarea/spatial_draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <utility>
#include <vector>

#include "smallarea/marginal_distribution.hpp"
#include "smallarea/spatial_fit.hpp"
#include "sozialraum/core/draws.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/random.hpp"

namespace sozialraum::smallarea {
namespace {

constexpr std::string_view kPurpose = "spatial model";
constexpr std::size_t kAreasAtOnce = 64;
constexpr std::size_t kTogether = ModeSampler::kTogether;

double normal_below(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

/// Some draws, by their place in the block.
using Places = std::vector<std::size_t>;

}  // namespace

struct SpatialDraws::State {
  SpatialFit fit;
  Model model = Model::kPoisson;
  Approximation approximation = Approximation::kCorrected;
  std::vector<std::uint64_t> areas{};  // hashes of the codes, in the order of the fit
  std::vector<std::string> codes{};    // in the order of the counts

  /// Which node a draw belongs to.
  [[nodiscard]] std::size_t node_of(std::uint64_t number, const DrawName& name) const {
    const auto& nodes = fit.grid.nodes;
    double left =
        core::RandomStream(name.seed ^ core::hash_of(name.indicator), kPurpose, number).uniform();
    for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
      left -= nodes[k].probability;
      if (left < 0.0) return k;
    }
    return nodes.size() - 1;
  }

  [[nodiscard]] ModeSampler::Numbers normal_numbers(std::span<const std::uint64_t> numbers,
                                                    const DrawName& name) const {
    const core::Draws draws(name.seed, kPurpose);
    const std::size_t n = areas.size();
    const std::size_t unknowns = fit.precision->size();
    const std::size_t coefficients = fit.table.design().columns();
    const std::uint64_t own = core::hash_of(name.indicator);
    const std::uint64_t spatial = core::hash_of(name.indicator + "\x1fspatial");
    ModeSampler::Numbers normal{std::vector<double>(unknowns * kTogether),
                                std::vector<double>(coefficients * kTogether)};
    double one = 0.0;
    for (std::size_t c = 0; c < numbers.size(); ++c) {
      const auto number = static_cast<std::uint32_t>(numbers[c]);
      for (std::size_t i = 0; i < unknowns; ++i) {
        draws.normal({areas[i % n], i < n ? own : spatial}, number, {&one, 1});
        normal.unknowns[i * kTogether + c] = one;
      }
      for (std::size_t k = 0; k < coefficients; ++k) {
        const std::uint64_t column = core::hash_of(name.indicator +
                                                   "\x1f"
                                                   "coefficient");
        draws.normal({k, column}, number, {&one, 1});
        normal.coefficients[k * kTogether + c] = one;
      }
    }
    return normal;
  }
};

namespace {

/// All draws of a block that have one pair of sd and share.
class NodeDraws {
 public:
  NodeDraws(const SpatialFit& fit, const HyperNode& node, Approximation approximation)
      : fit_(fit), node_(node), approximation_(approximation) {}

  /// Deviations of the linear predictors into the rows of the block.
  template <class NormalNumbers>
  void deviate(const Places& places, std::span<double> into, const core::Execution& execution,
               NormalNumbers numbers_of) const {
    const ModeSampler sampler(*fit_.precision, fit_.table.seen(), node_.mode);
    const std::vector<std::size_t>& order = fit_.table.order();
    core::parallel_for(
        places.size(), kTogether, execution, [&](std::size_t begin, std::size_t end) {
          const std::span some = std::span(places).subspan(begin, end - begin);
          const std::vector<double> deviations = sampler.deviations(numbers_of(some));
          for (std::size_t c = 0; c < some.size(); ++c) {
            double* row = &into[some[c] * order.size()];
            for (std::size_t i = 0; i < order.size(); ++i) {
              row[order[i]] = deviations[i * kTogether + c];
            }
          }
          execution.advance(some.size());
        });
  }

  /// From deviations to rates, each area through its own marginal.
  void become_rates(const Places& places, std::span<double> into, Model model,
                    const core::Execution& execution) const {
    const std::vector<std::size_t>& order = fit_.table.order();
    core::parallel_for(order.size(), kAreasAtOnce, execution, [&](std::size_t i, std::size_t end) {
      for (; i < end; ++i) {
        const double linear = node_.mode.linear[i];
        const double sd = std::sqrt(node_.mode.variance[i]);
        const bool told = core::has_value(fit_.result.states[order[i]]);
        const MarginalDistribution marginal(
            marginal_of(node_.mode, fit_.table.seen(), i, approximation_), linear);
        for (const std::size_t place : places) {
          double& cell = into[place * order.size() + order[i]];
          const double x = marginal.quantile(normal_below(cell / sd));
          cell = !told                      ? std::numeric_limits<double>::quiet_NaN()
                 : model == Model::kPoisson ? std::exp(x)
                                            : 1.0 / (1.0 + std::exp(-x));
        }
      }
    });
  }

 private:
  const SpatialFit& fit_;
  const HyperNode& node_;
  Approximation approximation_;
};

}  // namespace

SpatialDraws::SpatialDraws(const indicator::Counts& counts, const spatial::Weights& weights,
                           const SpatialModelOptions& options, DrawName name)
    : name_(std::move(name)) {
  auto state = std::make_unique<State>(State{.fit = fit_spatial_model(counts, weights, options),
                                             .model = options.model,
                                             .approximation = options.approximation});
  for (const std::size_t row : state->fit.table.order()) {
    state->areas.push_back(core::hash_of(weights.codes()[row].text()));
  }
  for (const core::AreaCode& code : weights.codes()) state->codes.push_back(code.text());
  state_ = std::move(state);
}

SpatialDraws SpatialDraws::named(DrawName name) const {
  SpatialDraws other = *this;
  other.name_ = std::move(name);
  return other;
}

const SpatialModelResult& SpatialDraws::model() const noexcept { return state_->fit.result; }
std::size_t SpatialDraws::areas() const noexcept { return state_->areas.size(); }
std::span<const std::string> SpatialDraws::codes() const noexcept { return state_->codes; }

void SpatialDraws::fill(std::size_t first, std::size_t draws, std::span<double> into,
                        const core::Execution& execution) const {
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  if (first > kMost || draws > kMost - first) {
    core::invalid_argument("first", "asks for draws beyond 2^32");
  }
  if (into.size() != draws * areas()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} draws of {} areas do not fit into {} numbers", draws, areas(),
                                into.size()),
         .place = {.argument = "into"}});
  }
  if (!state_->fit.precision) {
    std::ranges::fill(into, std::numeric_limits<double>::quiet_NaN());
    return;
  }
  std::map<std::size_t, Places> by_node;
  for (std::size_t d = 0; d < draws; ++d) by_node[state_->node_of(first + d, name_)].push_back(d);
  execution.expect(draws);
  for (const auto& [node, places] : by_node) {
    const NodeDraws some(state_->fit, state_->fit.grid.nodes[node], state_->approximation);
    some.deviate(places, into, execution, [&](std::span<const std::size_t> chosen) {
      std::vector<std::uint64_t> numbers;
      for (const std::size_t place : chosen) numbers.push_back(first + place);
      return state_->normal_numbers(numbers, name_);
    });
    some.become_rates(places, into, state_->model, execution);
  }
}

}  // namespace sozialraum::smallarea
