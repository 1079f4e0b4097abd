#include "sozialraum/reach/table_pairs.hpp"

#include <algorithm>
#include <utility>

#include "sozialraum/core/parallel.hpp"

namespace sozialraum::reach {

TablePairs::TablePairs(TravelTimes times, const TablePairsOptions& options)
    : times_(std::move(times)), options_(options), limit_(0) {
  for (const Reached& reached : times_.pairs) limit_ = std::max(limit_, reached.time);
  limit_ = std::min(limit_, core::to_deciseconds(options.limit, "limit"));
}

void TablePairs::search(core::Deciseconds most, const TakePairs& take) const {
  const core::Deciseconds limit = std::min(most, limit_);
  options_.execution.expect(times_.origin_count());
  core::parallel_for(times_.origin_count(), 256, options_.execution,
                     [&](std::size_t begin, std::size_t end) {
                       std::vector<network::Door> block;
                       for (std::size_t i = begin; i < end; ++i) {
                         block.clear();
                         for (const Reached& reached : times_.row(i)) {
                           if (reached.time <= limit)
                             block.push_back({reached.facility, reached.time});
                         }
                         take(static_cast<std::uint32_t>(i), block);
                       }
                       options_.execution.advance(end - begin);
                     });
}

core::Standing TablePairs::origin(std::size_t i) const {
  const core::Standing standing = times_.standing[i];
  return core::is_off_network(standing) ? standing : core::Standing::kOnNetwork;
}

core::Standing TablePairs::unreached(std::size_t i) const {
  const core::Standing standing = times_.standing[i];
  return core::is_out_of_reach(standing) ? standing : core::Standing::kBeyondLimit;
}

std::span<const std::string> TablePairs::origin_names() const { return options_.origin_names; }

std::span<const std::string> TablePairs::facility_names() const { return options_.facility_names; }

}  // namespace sozialraum::reach
