#include "catalogue_checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <set>

#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;

std::string asked_of(const Definition& definition) {
  return definition.owner.empty() ? "its owner" : definition.owner;
}

[[noreturn]] void refuse_level(const Definition& definition, std::string code, std::string trouble,
                               std::string hint) {
  throw core::InvalidInput(
      {.code = std::move(code),
       .severity = core::Severity::kWarning,
       .message = fmt::format("indicator '{}': {}", definition.id, std::move(trouble)),
       .place = {.argument = "area_level"},
       .hint = std::move(hint),
       .details = {{"indicator", definition.id},
                   {"lowest_level", std::string(name(*definition.lowest_level))},
                   {"owner", definition.owner}}});
}

/// May the mark of a number be weakened to "of limited value"?
bool is_number(CellState state) { return core::has_value(state) && state != CellState::kLimited; }

/// The parts of one whole, by their place in the catalogue.
std::vector<std::size_t> parts_of(std::span<const Definition> definitions,
                                  const std::string& composition) {
  std::vector<std::size_t> parts;
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    if (definitions[i].composition == composition) parts.push_back(i);
  }
  return parts;
}

/// Are all parts there, and farther from their base than rounding explains?
bool is_uneven(std::span<const Definition> definitions, std::span<const Indicator> indicators,
               std::span<const std::size_t> parts, std::size_t row) {
  const double base = indicators[parts.front()].base[row];
  core::ExactSum sum;
  double explained = 1e-9 * base;
  for (const std::size_t part : parts) {
    if (std::isnan(indicators[part].count[row])) return false;
    sum.add(indicators[part].count[row]);
    // Half a step of the part and as much of the base, and what either was changed by.
    explained += definitions[part].rounding + 2.0 * definitions[part].noise;
  }
  const double gap = std::abs(sum.value() - base);
  return gap > explained;  // false if the base is missing
}

}  // namespace

void require_level(const Definition& definition, std::optional<AreaLevel> areas) {
  if (!definition.lowest_level) return;
  const std::string_view lowest = name(*definition.lowest_level);
  if (!areas) {
    refuse_level(
        definition, "missing_area_level",
        fmt::format("its figures end at the level '{}', and nothing says of what level the "
                    "areas are",
                    lowest),
        "say it with area_level");
  }
  if (!finer(*areas, *definition.lowest_level)) return;
  refuse_level(definition, "below_lowest_level",
               fmt::format("its figures end at the level '{}'; the areas are of the level '{}'",
                           lowest, name(*areas)),
               fmt::format("leave it out, or ask {} for finer figures", asked_of(definition)));
}

std::vector<core::Finding> mixed_reference(const Definition& definition) {
  if (!reference_is_mixed(definition)) return {};
  return {{.code = "reference_mixed",
           .severity = core::Severity::kWarning,
           .message = fmt::format(
               "counts by {} are divided by a base by {}: who commutes is in one "
               "and not in the other. {}",
               name(definition.reference), name(definition.base_reference), definition.caveat_en),
           .details = {{"caveat", definition.caveat_de}}}};
}

std::vector<core::Finding> mark_small_bases(const Definition& definition,
                                            std::span<const std::string> areas,
                                            Indicator& indicator) {
  std::vector<std::string> small;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const bool is_small = indicator.base[i] < definition.minimum_base;  // false if it is missing
    if (!is_small || !core::has_value(indicator.states[i])) continue;
    small.push_back(areas[i]);
    if (is_number(indicator.states[i])) indicator.states[i] = CellState::kLimited;
  }
  if (small.empty()) return {};
  return {{.code = "small_base",
           .message = fmt::format("{} area(s) have a base below {}; their values are of limited "
                                  "value",
                                  small.size(), definition.minimum_base),
           .details = {{"minimum", fmt::format("{}", definition.minimum_base)}},
           .areas = small}};
}

std::vector<core::Finding> uneven_compositions(std::span<const Definition> definitions,
                                               std::span<const std::string> areas,
                                               std::span<const Indicator> indicators) {
  std::vector<core::Finding> findings;
  std::set<std::string> seen;
  for (const Definition& definition : definitions) {
    if (definition.composition.empty() || !seen.insert(definition.composition).second) continue;
    const std::vector<std::size_t> parts = parts_of(definitions, definition.composition);
    std::vector<std::string> uneven;
    for (std::size_t row = 0; row < areas.size(); ++row) {
      if (is_uneven(definitions, indicators, parts, row)) uneven.push_back(areas[row]);
    }
    if (uneven.empty()) continue;
    findings.push_back(
        {.code = "parts_do_not_add_up",
         .severity = core::Severity::kWarning,
         .message = fmt::format("the {} parts of '{}' do not add up to their base in {} area(s)",
                                parts.size(), definition.composition, uneven.size()),
         .hint = "check whether a part is missing or counted twice",
         .details = {{"indicator", definition.composition}},
         .areas = uneven});
  }
  return findings;
}

std::vector<core::Finding> unconfirmed(std::span<const Definition> definitions) {
  std::vector<std::string> ids;
  for (const Definition& definition : definitions) {
    if (definition.evidence.starts_with('K')) ids.push_back(definition.id);
  }
  if (ids.empty()) return {};
  return {
      {.code = "unconfirmed_definition",
       .message = fmt::format("{} definition(s) rest on general knowledge; their owners have to "
                              "confirm them before they are published: {}",
                              ids.size(), fmt::join(ids, ", ")),
       .details = {{"count", std::to_string(ids.size())},
                   {"indicators", fmt::format("{}", fmt::join(ids, ", "))}}}};
}

}  // namespace sozialraum::indicator
