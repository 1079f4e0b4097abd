#include "siting/gain_table.hpp"

#include <algorithm>
#include <numeric>

#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::siting {
namespace {

std::vector<std::size_t> order_by_content(const std::vector<OfferRow>& places) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i].offers.empty()) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&places](std::size_t a, std::size_t b) {
    return places[a].offers < places[b].offers;
  });
  return order;
}

}  // namespace

GainTable::GainTable(std::size_t candidates, std::vector<OfferRow> places)
    : row_of_place_(places.size(), kNoRow) {
  const std::vector<std::size_t> order = order_by_content(places);
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    const std::vector<Offer>& offers = places[order[begin]].offers;
    core::ExactSum people;
    while (end < order.size() && places[order[end]].offers == offers) {
      people.add(places[order[end]].people);
      row_of_place_[order[end]] = static_cast<std::uint32_t>(people_.size());
      ++end;
    }
    people_.push_back(people.value());
    row_offers_.insert(row_offers_.end(), offers.begin(), offers.end());
    row_begin_.push_back(row_offers_.size());
  }
  fill_columns(candidates);
}

void GainTable::fill_columns(std::size_t candidates) {
  column_begin_.assign(candidates + 1, 0);
  for (const Offer& offer : row_offers_) ++column_begin_[offer.candidate + 1];
  std::partial_sum(column_begin_.begin(), column_begin_.end(), column_begin_.begin());
  takers_.resize(row_offers_.size());
  std::vector<std::size_t> next(column_begin_.begin(), column_begin_.end() - 1);
  for (std::size_t r = 0; r < rows(); ++r) {
    for (const Offer& offer : row(r)) {
      takers_[next[offer.candidate]++] = {static_cast<std::uint32_t>(r), offer.gain};
    }
  }
}

}  // namespace sozialraum::siting
