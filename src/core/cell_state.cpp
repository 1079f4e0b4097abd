#include "sozialraum/core/cell_state.hpp"

#include <array>

namespace sozialraum::core {
namespace {

struct StateText {
  std::string_view name;
  std::string_view label_de;
};

constexpr std::array<StateText, kCellStateCount> kTexts{{
    {"reported", "gemeldeter Wert"},
    {"nothing", "genau null (–)"},
    {"below_half_unit", "weniger als die Hälfte der kleinsten Einheit (0)"},
    {"limited", "Aussagewert eingeschränkt"},
    {"provisional", "vorläufig"},
    {"revised", "berichtigt"},
    {"estimated", "vom Amt geschätzt"},
    {"not_reported", "keine Angabe"},
    {"secret", "unbekannt oder geheim zu halten (·)"},
    {"later", "Angabe folgt später (…)"},
    {"unreliable", "nicht veröffentlicht, da nicht sicher genug (/)"},
    {"blocked", "gesperrt oder nicht sinnvoll (x)"},
    {"no_value", "unbewohnt oder kein Wert vorhanden"},
    {"suppressed", "zum Schutz einzelner Personen unterdrückt"},
    {"undefined", "nicht berechenbar"},
}};

const StateText& text(CellState state) { return kTexts[static_cast<std::size_t>(state)]; }

/// How strongly a quality mark outlives a formula; 0 = leaves no mark.
int mark_strength(CellState state) {
  switch (state) {
    case CellState::kLimited:
      return 4;
    case CellState::kEstimated:
      return 3;
    case CellState::kProvisional:
      return 2;
    case CellState::kRevised:
      return 1;
    default:
      return 0;
  }
}

}  // namespace

std::string_view name(CellState state) { return text(state).name; }

std::string_view label_de(CellState state) { return text(state).label_de; }

std::optional<CellState> cell_state_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    if (kTexts[i].name == name) return static_cast<CellState>(i);
  }
  return std::nullopt;
}

CellState combine(std::span<const CellState> inputs) {
  CellState result = CellState::kReported;
  for (const CellState state : inputs) {
    if (!has_value(state)) return state;
    if (mark_strength(state) > mark_strength(result)) result = state;
  }
  return result;
}

}  // namespace sozialraum::core
