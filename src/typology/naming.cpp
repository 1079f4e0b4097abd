#include "sozialraum/typology/naming.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/name_use.hpp"

namespace sozialraum::typology {
namespace {

constexpr std::uint8_t kMore = 1;
constexpr std::uint8_t kLess = 2;

void require_length(const char* argument, std::size_t found, std::size_t columns) {
  if (found == 0 || found == columns) return;
  throw core::InvalidInput({.code = "length_mismatch",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("{} entries for {} columns", found, columns),
                            .place = {.argument = argument}});
}

/// Which columns no type is called after, whatever the options say.
std::vector<bool> unnamed(std::span<const std::string> columns) {
  std::vector<bool> result;
  for (const std::string& column : columns) {
    result.push_back(indicator::name_theme(column).has_value());
  }
  return result;
}

bool has_word(const NamingOptions& options, std::size_t column, double z) {
  return options.words.empty() || (options.words[column] & (z > 0.0 ? kMore : kLess)) != 0;
}

std::vector<NamePart> parts_of(std::span<const double> z, std::span<const std::string> columns,
                               const std::vector<bool>& passed_over, const NamingOptions& options) {
  std::vector<std::size_t> order(columns.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const double of_a = std::abs(z[a]);
    const double of_b = std::abs(z[b]);
    return of_a != of_b ? of_a > of_b : columns[a] < columns[b];
  });
  std::vector<NamePart> parts;
  std::set<std::string> taken;
  for (const std::size_t column : order) {
    if (!(std::abs(z[column]) >= options.noticeable) || parts.size() == options.parts) break;
    if (passed_over[column]) continue;
    const std::string& dimension =
        options.dimensions.empty() ? columns[column] : options.dimensions[column];
    if (!has_word(options, column, z[column]) || !taken.insert(dimension).second) continue;
    parts.push_back({column, z[column]});
  }
  return parts;
}

}  // namespace

std::vector<std::vector<NamePart>> name_parts(std::span<const double> z_means,
                                              std::span<const std::string> columns,
                                              const NamingOptions& options) {
  if (columns.empty() || z_means.size() % columns.size() != 0) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} means for {} columns", z_means.size(), columns.size()),
         .place = {.argument = "z_means"}});
  }
  require_length("dimensions", options.dimensions.size(), columns.size());
  require_length("words", options.words.size(), columns.size());
  const std::vector<bool> passed_over = unnamed(columns);
  std::vector<std::vector<NamePart>> result;
  for (std::size_t at = 0; at < z_means.size(); at += columns.size()) {
    result.push_back(parts_of(z_means.subspan(at, columns.size()), columns, passed_over, options));
  }
  return result;
}

}  // namespace sozialraum::typology
