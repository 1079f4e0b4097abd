#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sozialraum/typology/kmeans.hpp"
#include "typology/blocks.hpp"
#include "typology/ranked_rows.hpp"

namespace sozialraum::typology {

/// The best start so far; of equally good ones the first by number, whatever thread was faster.
struct Best {
  double inertia = std::numeric_limits<double>::infinity();
  std::size_t number = 0;
  std::vector<std::uint32_t> types{};  ///< by rank, in accidental numbers
};

struct Race {
  Best best{};
  std::vector<double> inertia{};  ///< of every start, by its number
};

/// Throws InvalidInput "fewer_areas_than_types" unless so many areas with weight differ.
void require_enough_areas(const RankedRows& rows, std::size_t types);

/// Adds `options.starts` more random starts of k-means to the race, numbered on; counts each as one
/// step of progress, announces none.
void run_starts(const RankedRows& rows, const KMeansOptions& options, Race& race);

/// Both of rows that stand in blocks alone: they are copied.
void require_enough_areas(const Blocks& blocks, std::size_t types);
void run_starts(const Blocks& blocks, const KMeansOptions& options, Race& race);

}  // namespace sozialraum::typology
