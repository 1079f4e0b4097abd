#include "siting/transport.hpp"

#include <algorithm>
#include <cmath>
#include <compare>
#include <functional>
#include <limits>
#include <queue>

#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::siting {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();

/// Moving a person of this row from one site to another loses so much.
struct Move {
  double loss = 0.0;
  std::uint32_t row = 0;

  friend auto operator<=>(const Move&, const Move&) = default;
};

using Moves = std::priority_queue<Move, std::vector<Move>, std::greater<>>;

/// The state of the solution: who is where, who might move. The last "site" means nowhere.
class Sending {
 public:
  Sending(const GainTable& gains, std::span<const std::uint32_t> sites,
          std::span<const double> capacity)
      : gains_(gains),
        sites_(sites),
        nowhere_(sites.size()),
        room_(sites.size() + 1, kFar),
        people_(gains.rows() * (sites.size() + 1), 0.0),
        moves_((sites.size() + 1) * (sites.size() + 1)),
        slot_(gains.candidates(), sites.size()) {
    for (std::size_t s = 0; s < sites.size(); ++s) {
      room_[s] = capacity[sites[s]];
      slot_[sites[s]] = s;
    }
  }

  void send_everybody_to_the_best() {
    double all = 0.0;
    for (std::size_t r = 0; r < gains_.rows(); ++r) {
      std::size_t best = nowhere_;
      double gain = -1.0;
      for (const Offer& offer : gains_.row(r)) {
        if (slot_[offer.candidate] == nowhere_ || offer.gain <= gain) continue;
        gain = offer.gain;
        best = slot_[offer.candidate];
      }
      all += gains_.people()[r];
      arrive(r, best, gains_.people()[r]);
    }
    dust_ = 1e-12 * all;
  }

  void move_on_who_finds_no_room() {
    while (std::any_of(room_.begin(), room_.end(), [this](double r) { return r < -dust_; })) {
      move_along(cheapest_chain());
    }
  }

  [[nodiscard]] Transport result() const {
    Transport result;
    core::ExactSum gain;
    for (std::size_t r = 0; r < gains_.rows(); ++r) {
      for (const Offer& offer : gains_.row(r)) {
        const std::size_t s = slot_[offer.candidate];
        if (s == nowhere_ || !(at(r, s) > 0.0)) continue;
        result.sent.push_back({static_cast<std::uint32_t>(r), offer.candidate, at(r, s)});
        gain.add(at(r, s) * offer.gain);
      }
    }
    result.gain = gain.value();
    return result;
  }

 private:
  [[nodiscard]] double& at(std::size_t row, std::size_t s) {
    return people_[row * (nowhere_ + 1) + s];
  }
  [[nodiscard]] double at(std::size_t row, std::size_t s) const {
    return people_[row * (nowhere_ + 1) + s];
  }
  [[nodiscard]] Moves& moves(std::size_t from, std::size_t to) {
    return moves_[from * (nowhere_ + 1) + to];
  }

  void arrive(std::size_t row, std::size_t s, double people) {
    const bool is_new = at(row, s) == 0.0;
    at(row, s) += people;
    room_[s] -= people;
    if (!is_new) return;
    double here = 0.0;
    for (const Offer& offer : gains_.row(row)) {
      if (slot_[offer.candidate] == s && s != nowhere_) here = offer.gain;
    }
    const auto id = static_cast<std::uint32_t>(row);
    for (const Offer& offer : gains_.row(row)) {
      const std::size_t to = slot_[offer.candidate];
      if (to != nowhere_ && to != s) moves(s, to).push({here - offer.gain, id});
    }
    if (s != nowhere_) moves(s, nowhere_).push({here, id});
  }

  /// The cheapest move between two sites whose person is still there; kFar if there is none.
  [[nodiscard]] double cheapest(std::size_t from, std::size_t to) {
    Moves& queue = moves(from, to);
    while (!queue.empty() && at(queue.top().row, from) == 0.0) queue.pop();
    return queue.empty() ? kFar : queue.top().loss;
  }

  /// Bellman-Ford from all overfull sites to the nearest one with room: losses may be negative
  /// where somebody moves back, but no round trip is.
  [[nodiscard]] std::vector<std::size_t> cheapest_chain() {
    const std::size_t n = nowhere_ + 1;
    std::vector<double> length(n * n);
    for (std::size_t a = 0; a < n; ++a) {
      for (std::size_t b = 0; b < n; ++b) length[a * n + b] = a == b ? kFar : cheapest(a, b);
    }
    std::vector<double> distance(n, kFar);
    std::vector<std::size_t> previous(n, n);
    for (std::size_t s = 0; s < n; ++s) {
      if (room_[s] < -dust_) distance[s] = 0.0;
    }
    for (std::size_t round = 0, changed = 1; changed != 0 && round < n; ++round) {
      changed = 0;
      for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b < n; ++b) {
          // The margin keeps rounding from tying a chain into a ring.
          if (!(distance[a] + length[a * n + b] < distance[b] - 1e-12)) continue;
          distance[b] = distance[a] + length[a * n + b];
          previous[b] = a;
          changed = 1;
        }
      }
    }
    std::size_t end = nowhere_;
    for (std::size_t s = n; s-- > 0;) {
      if (room_[s] > dust_ && distance[s] <= distance[end]) end = s;
    }
    std::vector<std::size_t> chain{end};
    while (previous[chain.back()] != n && chain.size() <= n) {
      chain.push_back(previous[chain.back()]);
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
  }

  void move_along(const std::vector<std::size_t>& chain) {
    double amount = std::min(-room_[chain.front()], room_[chain.back()]);
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
      rows.push_back(moves(chain[i], chain[i + 1]).top().row);
      amount = std::min(amount, at(rows.back(), chain[i]));
    }
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
      double& left = at(rows[i], chain[i]);
      left = left - amount > dust_ ? left - amount : 0.0;
      room_[chain[i]] += amount;
      arrive(rows[i], chain[i + 1], amount);
    }
  }

  const GainTable& gains_;
  std::span<const std::uint32_t> sites_;
  std::size_t nowhere_;
  std::vector<double> room_;
  std::vector<double> people_;
  std::vector<Moves> moves_;
  std::vector<std::size_t> slot_;
  double dust_ = 0.0;
};

}  // namespace

Transport send_people(const GainTable& gains, std::span<const std::uint32_t> sites,
                      std::span<const double> capacity) {
  Sending sending(gains, sites, capacity);
  sending.send_everybody_to_the_best();
  sending.move_on_who_finds_no_room();
  return sending.result();
}

}  // namespace sozialraum::siting
