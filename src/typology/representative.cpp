#include "sozialraum/typology/representative.hpp"

#include <algorithm>

#include "sozialraum/typology/second_best.hpp"

namespace sozialraum::typology {
namespace {

/// An area with what it is ordered by; the code breaks ties.
struct Candidate {
  double key = 0.0;
  std::size_t area = 0;
};

double distance2_to_centre(const Points& points, const Clustering& clustering, std::size_t area) {
  const auto centre = clustering.centre(clustering.types[area]);
  double sum = 0.0;
  for (std::size_t j = 0; j < points.columns(); ++j) {
    const double gap = points.row(area)[j] - centre[j];
    sum += gap * gap;
  }
  return sum;
}

std::vector<std::vector<std::size_t>> first_of_each(const Points& points,
                                                    std::vector<std::vector<Candidate>> candidates,
                                                    std::size_t count) {
  std::vector<std::vector<std::size_t>> result(candidates.size());
  for (std::size_t type = 0; type < candidates.size(); ++type) {
    auto& members = candidates[type];
    const auto kept = static_cast<std::ptrdiff_t>(std::min(count, members.size()));
    std::ranges::partial_sort(members, members.begin() + kept, [&](const auto& a, const auto& b) {
      return a.key != b.key ? a.key < b.key : points.codes[a.area] < points.codes[b.area];
    });
    for (auto it = members.begin(); it != members.begin() + kept; ++it) {
      result[type].push_back(it->area);
    }
  }
  return result;
}

/// People per type; the weights of a Clustering from Python are not always filled in.
std::vector<double> people_of_types(const Points& points, const Clustering& clustering) {
  std::vector<double> people(clustering.type_count(), 0.0);
  for (std::size_t i = 0; i < points.areas(); ++i) people[clustering.types[i]] += points.weight(i);
  return people;
}

}  // namespace

Examples examples(const Points& points, const Clustering& clustering, std::size_t count) {
  require_same_columns(points, clustering);
  const std::vector<double> people = people_of_types(points, clustering);
  std::vector<std::vector<Candidate>> inner(clustering.type_count());
  for (std::size_t i = 0; i < points.areas(); ++i) {
    const std::uint32_t type = clustering.types[i];
    if (points.weight(i) == 0.0 && people[type] > 0.0) continue;
    inner[type].push_back({distance2_to_centre(points, clustering, i), i});
  }
  Examples result{.representative = first_of_each(points, std::move(inner), count)};
  std::vector<std::vector<Candidate>> outer(clustering.type_count());
  if (clustering.type_count() > 1) {
    const SecondBest second = second_best(points, clustering);
    for (std::size_t i = 0; i < points.areas(); ++i) {
      outer[clustering.types[i]].push_back({second.margin[i], i});
    }
  }
  result.borderline = first_of_each(points, std::move(outer), count);
  return result;
}

}  // namespace sozialraum::typology
