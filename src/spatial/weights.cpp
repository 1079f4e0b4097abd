#include "sozialraum/spatial/weights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::spatial {
namespace {

[[noreturn]] void refuse(std::string code, std::string message, const std::string& area = {}) {
  throw core::InvalidInput(
      {.code = std::move(code),
       .severity = core::Severity::kWarning,
       .message = std::move(message),
       .place = {.argument = "weights", .area = area},
       .areas = area.empty() ? std::vector<std::string>{} : std::vector<std::string>{area}});
}

std::vector<std::size_t> rows_by_code(std::span<const core::AreaCode> codes) {
  std::vector<std::size_t> order(codes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](auto a, auto b) { return codes[a] < codes[b]; });
  return order;
}

void require_unique(std::span<const core::AreaCode> codes) {
  const std::vector<std::size_t> order = rows_by_code(codes);
  const auto twin =
      std::ranges::adjacent_find(order, [&](auto a, auto b) { return codes[a] == codes[b]; });
  if (twin == order.end()) return;
  const std::string& code = codes[*twin].text();
  refuse("duplicate_key", fmt::format("the area '{}' is there twice", code), code);
}

void require_good_row(std::span<const core::AreaCode> codes, std::size_t row,
                      const std::vector<Neighbour>& neighbours) {
  const std::string& code = codes[row].text();
  for (std::size_t i = 0; i < neighbours.size(); ++i) {
    const auto [area, weight] = neighbours[i];
    if (core::index(area) >= codes.size()) {
      refuse("unknown_area", fmt::format("area '{}' has a neighbour that does not exist", code),
             code);
    }
    if (core::index(area) == row) {
      refuse("own_neighbour", fmt::format("area '{}' is its own neighbour", code), code);
    }
    if (i > 0 && neighbours[i - 1].area == area) {
      refuse("duplicate_neighbour",
             fmt::format("area '{}' has the neighbour '{}' twice", code,
                         codes[core::index(area)].text()),
             code);
    }
    if (!(weight >= 0.0) || std::isinf(weight)) {
      refuse("negative_weight",
             fmt::format("a weight of area '{}' is negative or not a number", code), code);
    }
  }
}

/// Parts of the map by union-find; the root of a part is its lowest row.
class Parts {
 public:
  explicit Parts(const Weights& weights) : parent_(weights.size()) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    for (std::size_t i = 0; i < weights.size(); ++i) {
      for (const Neighbour& neighbour : weights.neighbours(static_cast<core::AreaId>(i))) {
        const std::size_t a = root(i);
        const std::size_t b = root(core::index(neighbour.area));
        parent_[std::max(a, b)] = std::min(a, b);
      }
    }
  }

  [[nodiscard]] std::size_t root(std::size_t row) {
    while (parent_[row] != row) {
      parent_[row] = parent_[parent_[row]];
      row = parent_[row];
    }
    return row;
  }

 private:
  std::vector<std::size_t> parent_;
};

std::vector<std::string> sorted_texts(std::span<const core::AreaCode> codes,
                                      const std::vector<core::AreaId>& areas) {
  std::vector<std::string> texts;
  for (const core::AreaId area : areas) texts.push_back(codes[core::index(area)].text());
  std::ranges::sort(texts);
  return texts;
}

core::Finding about_islands(std::vector<std::string> areas) {
  return {.code = "islands",
          .severity = core::Severity::kWarning,
          .message = fmt::format("{} areas have no neighbour", areas.size()),
          .hint = "they have no spatial lag; join them to the mainland only on purpose",
          .details = {{"count", std::to_string(areas.size())}},
          .areas = std::move(areas)};
}

}  // namespace

Weights::Weights(std::vector<core::AreaCode> codes, std::vector<std::vector<Neighbour>> rows,
                 std::vector<core::Finding> noticed)
    : codes_(std::move(codes)), noticed_(std::move(noticed)) {
  if (rows.size() != codes_.size()) {
    refuse("length_mismatch",
           fmt::format("{} rows of neighbours for {} areas", rows.size(), codes_.size()));
  }
  require_unique(codes_);
  first_.push_back(0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::ranges::sort(rows[i], {}, &Neighbour::area);
    require_good_row(codes_, i, rows[i]);
    neighbours_.insert(neighbours_.end(), rows[i].begin(), rows[i].end());
    first_.push_back(neighbours_.size());
  }
}

std::span<const Neighbour> Weights::neighbours(core::AreaId area) const {
  const std::size_t row = core::index(area);
  return std::span(neighbours_).subspan(first_[row], first_[row + 1] - first_[row]);
}

Weights Weights::row_standardised() const {
  Weights result = *this;
  for (std::size_t i = 0; i < size(); ++i) {
    core::ExactSum sum;  // the order of the neighbours follows the rows: it must not matter
    for (std::size_t p = first_[i]; p < first_[i + 1]; ++p) sum.add(neighbours_[p].weight);
    if (!(sum.value() > 0.0)) continue;
    for (std::size_t p = first_[i]; p < first_[i + 1]; ++p) {
      result.neighbours_[p].weight = neighbours_[p].weight / sum.value();
    }
  }
  return result;
}

std::vector<core::AreaId> Weights::islands() const {
  std::vector<core::AreaId> result;
  for (std::size_t i = 0; i < size(); ++i) {
    if (first_[i] == first_[i + 1]) result.push_back(static_cast<core::AreaId>(i));
  }
  return result;
}

std::vector<std::uint32_t> Weights::components() const {
  Parts parts(*this);
  std::vector<std::size_t> size_of(size(), 0);
  std::vector<std::size_t> roots;  // in the order of each part's smallest code
  for (const std::size_t row : rows_by_code(codes_)) {
    if (size_of[parts.root(row)]++ == 0) roots.push_back(parts.root(row));
  }
  std::ranges::stable_sort(roots, [&](auto a, auto b) { return size_of[a] > size_of[b]; });
  std::vector<std::uint32_t> number(size(), 0);
  for (std::size_t i = 0; i < roots.size(); ++i) number[roots[i]] = static_cast<std::uint32_t>(i);
  std::vector<std::uint32_t> result(size());
  for (std::size_t i = 0; i < size(); ++i) result[i] = number[parts.root(i)];
  return result;
}

std::vector<core::Finding> Weights::findings() const {
  std::vector<core::Finding> result = noticed_;
  const std::vector<core::AreaId> alone = islands();
  if (!alone.empty()) result.push_back(about_islands(sorted_texts(codes_, alone)));
  const std::vector<std::uint32_t> part = components();
  const std::uint32_t count = part.empty() ? 0 : std::ranges::max(part) + 1;
  if (count < 2) return result;
  std::vector<core::AreaId> outside;
  for (std::size_t i = 0; i < size(); ++i) {
    if (part[i] != 0) outside.push_back(static_cast<core::AreaId>(i));
  }
  result.push_back({.code = "several_components",
                    .severity = core::Severity::kWarning,
                    .message = fmt::format("the areas fall into {} parts without a link; {} areas "
                                           "are not in the largest",
                                           count, outside.size()),
                    .hint = "look at the parts one by one; nothing was joined",
                    .details = {{"components", std::to_string(count)}},
                    .areas = sorted_texts(codes_, outside)});
  return result;
}

}  // namespace sozialraum::spatial
