#include "sozialraum/network/reweight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace sozialraum::network {
namespace {

[[noreturn]] void bad_factor(std::string_view argument, std::string message) {
  throw core::InvalidInput(core::Finding{.code = "bad_factor",
                                         .severity = core::Severity::kWarning,
                                         .message = std::move(message),
                                         .place = {.argument = std::string(argument)}});
}

void require_factor(double factor, bool allow_closing, std::string_view argument,
                    const std::string& whose) {
  if (factor > 0.0 && (allow_closing || std::isfinite(factor))) return;
  bad_factor(argument,
             fmt::format("{} has the factor {}; it must be above 0 and {}", whose, factor,
                         allow_closing ? "a number" : "finite, unless closing is allowed"));
}

/// For each class the factor outside of built-up areas and inside.
using Table = std::vector<std::array<double, 2>>;

Table factors_of_classes(const std::vector<std::string>& names, const Reweighting& changes) {
  Table table(names.size(), {1.0, 1.0});
  std::vector<std::array<bool, 2>> named(names.size());  // for both, or for one
  for (const bool special : {false, true}) {
    std::fill(named.begin(), named.end(), std::array{false, false});
    for (const ClassFactor& change : changes.classes) {
      const auto name = std::find(names.begin(), names.end(), change.way_class);
      if (name == names.end()) {
        core::unknown_name("way class", change.way_class, names, {.argument = "classes"});
      }
      require_factor(change.factor, changes.allow_closing, "classes", change.way_class);
      if (change.built_up.has_value() != special) continue;
      const auto row = static_cast<std::size_t>(name - names.begin());
      for (const std::size_t built_up : {0U, 1U}) {
        if (special && *change.built_up != (built_up == 1)) continue;
        if (std::exchange(named[row][built_up], true)) {
          bad_factor("classes", fmt::format("{} is named twice", change.way_class));
        }
        table[row][built_up] = change.factor;
      }
    }
  }
  return table;
}

Deciseconds changed(Deciseconds time, double factor) {
  if (time == kClosed || std::isinf(factor)) return kClosed;
  const double longer = std::floor(static_cast<double>(time) * factor + 0.5);
  if (longer > static_cast<double>(kLongestTime)) {
    bad_factor("changes",
               fmt::format("{} deciseconds times {} is longer than 13 years", time, factor));
  }
  return static_cast<Deciseconds>(longer);
}

}  // namespace

RoadGraph reweighted(const RoadGraph& graph, const Reweighting& changes) {
  std::vector<Edge> edges(graph.edges().begin(), graph.edges().end());
  if (!changes.edges.empty() && changes.edges.size() != edges.size()) {
    core::invalid_argument("edges", fmt::format("holds {} factors, but the graph has {} edges",
                                                changes.edges.size(), edges.size()));
  }
  const Table table = factors_of_classes(graph.way_classes(), changes);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    Edge& edge = edges[e];
    double factor = 1.0;
    if (edge.way_class < table.size()) {
      factor = table[edge.way_class][has(edge.flags, EdgeFlags::kBuiltUp) ? 1 : 0];
    }
    if (!changes.edges.empty()) {
      require_factor(changes.edges[e], changes.allow_closing, "edges", fmt::format("edge {}", e));
      factor *= changes.edges[e];
    }
    edge.forward = changed(edge.forward, factor);
    edge.backward = changed(edge.backward, factor);
  }
  return graph.with_edges(std::move(edges));
}

}  // namespace sozialraum::network
