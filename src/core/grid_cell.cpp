#include "sozialraum/core/grid_cell.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {
namespace {

constexpr std::array<std::uint32_t, 7> kSizes{100, 250, 500, 1000, 5000, 10000, 100000};
constexpr double kGridEnd = 1e7;  // EPSG:3035 coordinates of Europe stay below 10,000 km

bool is_size(std::uint32_t size) {
  for (const std::uint32_t known : kSizes) {
    if (size == known) return true;
  }
  return false;
}

/// Takes a prefix off the text, or leaves it and says false.
bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::optional<std::uint32_t> take_number(std::string_view& text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// "N2974000E4420000", in units of `unit` metres, for cells of `size` metres.
std::optional<GridCell> take_corner(std::string_view text, std::uint32_t size, std::uint32_t unit) {
  if (!take(text, "N")) return std::nullopt;
  const auto north = take_number(text);
  if (!north || !take(text, "E")) return std::nullopt;
  const auto east = take_number(text);
  if (!east || !text.empty()) return std::nullopt;
  if (*north > kGridEnd / unit || *east > kGridEnd / unit) return std::nullopt;
  const GridCell cell{.size = size, .north = *north * unit, .east = *east * unit};
  if (!is_size(size) || cell.north % size != 0 || cell.east % size != 0) return std::nullopt;
  return cell;
}

std::optional<GridCell> parse_inspire(std::string_view text) {
  if (!take(text, "CRS3035RES")) return std::nullopt;
  const auto size = take_number(text);
  if (!size || !take(text, "m")) return std::nullopt;
  return take_corner(text, *size, 1);
}

/// The short form counts the corner in units of the cell: 1kmN2974E4420, 100mN29740E44200.
std::optional<GridCell> parse_short(std::string_view text) {
  const auto number = take_number(text);
  if (!number || *number > 100000) return std::nullopt;
  const std::uint32_t size = take(text, "km") ? *number * 1000 : *number;
  if (size == *number && !take(text, "m")) return std::nullopt;
  if (!is_size(size)) return std::nullopt;
  return take_corner(text, size, size);
}

}  // namespace

GridCell parse_grid_cell(std::string_view text) {
  if (const auto cell = parse_inspire(text)) return *cell;
  if (const auto cell = parse_short(text)) return *cell;
  throw InvalidInput(
      {.code = "bad_grid_cell",
       .severity = Severity::kWarning,
       .message = fmt::format("'{}' is not a grid cell code", text),
       .place = {.area = std::string(text)},
       .hint = "expected is a form like CRS3035RES1000mN2974000E4420000 or 1kmN2974E4420",
       .details = {{"found", std::string(text)}},
       .areas = {std::string(text)}});
}

GridCell grid_cell_at(double east, double north, std::uint32_t size) {
  if (!is_size(size)) {
    invalid_argument("size", fmt::format("{} m is not a side length of the European grid", size),
                     "use 100, 250, 500, 1000, 5000, 10000 or 100000");
  }
  const auto inside = [](double x) { return std::isfinite(x) && x >= 0 && x < kGridEnd; };
  if (!inside(east) || !inside(north)) {
    invalid_argument("east, north",
                     fmt::format("({}, {}) lies outside the European grid", east, north),
                     "give metres of EPSG:3035, not degrees");
  }
  const auto corner = [size](double x) { return static_cast<std::uint32_t>(x) / size * size; };
  return {.size = size, .north = corner(north), .east = corner(east)};
}

AreaCode code(const GridCell& cell) {
  return AreaCode(fmt::format("CRS3035RES{}mN{}E{}", cell.size, cell.north, cell.east),
                  CodeKind::kGridCell);
}

}  // namespace sozialraum::core
