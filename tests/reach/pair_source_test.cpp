#include "sozialraum/reach/pair_source.hpp"

#include <gtest/gtest.h>

#include "sozialraum/reach/matrix.hpp"
#include "sozialraum/reach/nearest.hpp"
#include "sozialraum/reach/travel_times.hpp"

namespace sozialraum::reach {
namespace {

using core::Standing;

/// Somebody else's source: a bus every full hour, so that stop j is j + 1 hours from home i < 2;
/// home 2 has no stop.
class Buses final : public PairSource {
 public:
  [[nodiscard]] std::size_t origin_count() const override { return 3; }
  [[nodiscard]] std::size_t facility_count() const override { return 2; }
  [[nodiscard]] bool by_facility() const override { return true; }
  [[nodiscard]] core::Deciseconds limit() const override { return 72'000; }
  void search(core::Deciseconds most, const TakePairs& take) const override {
    for (std::uint32_t stop = 0; stop < 2; ++stop) {
      const core::Deciseconds time = 36'000 * (stop + 1);
      if (time > most) continue;
      const std::vector<network::Door> homes{{1, time}, {0, time}};
      take(stop, homes);
    }
  }
  [[nodiscard]] Standing origin(std::size_t i) const override {
    return i == 2 ? Standing::kUnknown : Standing::kOnNetwork;
  }
  [[nodiscard]] Standing unreached(std::size_t) const override { return Standing::kBeyondLimit; }
  [[nodiscard]] std::vector<core::Finding> findings() const override {
    return {{.code = "by_bus"}};
  }
  [[nodiscard]] std::span<const std::string> origin_names() const override { return {}; }
  [[nodiscard]] std::span<const std::string> facility_names() const override { return {}; }
  [[nodiscard]] const core::Execution& execution() const override { return execution_; }

 private:
  core::Execution execution_{};
};

TEST(PairSource, OfSomebodyElseAnswersTheSameQuestions) {
  const Buses buses;
  const auto times = travel_times(buses);
  EXPECT_EQ(times.pairs,
            (std::vector<Reached>{{0, 36'000}, {1, 72'000}, {0, 36'000}, {1, 72'000}}));
  EXPECT_EQ(times.begin, (std::vector<std::size_t>{0, 2, 4, 4}));
  EXPECT_EQ(times.standing,
            (std::vector{Standing::kOnNetwork, Standing::kOnNetwork, Standing::kUnknown}));
  EXPECT_EQ(times.findings.front().code, "by_bus");
  EXPECT_EQ(travel_times(buses, core::Minutes{60}).pairs.size(), 2U);
  const auto nearest = minutes_to_nearest(buses, {.k = 1});
  EXPECT_EQ(nearest.of(1)[0], (network::TimedLabel{36'000, 0}));
  EXPECT_EQ(nearest.of(2)[0].label, network::kNoLabel);
  const auto dense = matrix(buses);
  EXPECT_EQ(dense.times, (std::vector<core::Deciseconds>{36'000, 72'000, 36'000, 72'000,
                                                         core::kUnreachable, core::kUnreachable}));
}

}  // namespace
}  // namespace sozialraum::reach
