#include "sozialraum/siting/siting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "siting/gain_table.hpp"
#include "siting/set_cover.hpp"
#include "siting/site_search.hpp"
#include "siting/transport.hpp"
#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::siting {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();

using Sites = std::vector<std::uint32_t>;

// -------------------------------------------------------------------------------- the door

void require_table(const SitingTable& table) {
  if (table.codes.empty()) {
    core::invalid_argument("codes", "is empty", "give at least one candidate site");
  }
  if (table.begin.size() != table.people.size() + 1 || table.begin.front() != 0 ||
      table.begin.back() != table.candidate.size() ||
      !std::is_sorted(table.begin.begin(), table.begin.end())) {
    core::invalid_argument("begin",
                           fmt::format("does not cut {} entries into {} rows",
                                       table.candidate.size(), table.people.size()),
                           "it starts with 0, rises, and ends with the number of entries");
  }
  if (table.minutes.size() != table.candidate.size()) {
    core::invalid_argument("minutes",
                           fmt::format("has {} entries, but there are {} candidates in the rows",
                                       table.minutes.size(), table.candidate.size()));
  }
}

void require_people(std::span<const double> people) {
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (std::isfinite(people[i]) && people[i] >= 0.0) continue;
    core::invalid_argument("people", fmt::format("is {} in row {}", people[i], i),
                           "people are finite and not negative");
  }
}

void require_entries(const SitingTable& table) {
  std::vector<std::size_t> seen(table.codes.size(), table.people.size());
  for (std::size_t row = 0; row < table.people.size(); ++row) {
    for (std::size_t i = table.begin[row]; i < table.begin[row + 1]; ++i) {
      if (table.candidate[i] >= table.codes.size()) {
        core::invalid_argument(
            "candidate", fmt::format("is {} in row {}, but there are {}", table.candidate[i], row,
                                     table.codes.size()));
      }
      if (std::exchange(seen[table.candidate[i]], row) == row) {
        core::invalid_argument("candidate", fmt::format("'{}' stands twice in row {}",
                                                        table.codes[table.candidate[i]], row));
      }
      if (!std::isfinite(table.minutes[i]) || table.minutes[i] < 0.0) {
        core::invalid_argument("minutes", fmt::format("is {} in row {}", table.minutes[i], row),
                               "leave out what is unreachable");
      }
    }
  }
}

/// Candidates in the order of their codes: number -> row of `codes`, and back.
struct Order {
  Sites row;
  Sites number;
};

Order order_by_code(std::span<const std::string> codes) {
  Order order{.row = Sites(codes.size()), .number = Sites(codes.size())};
  std::iota(order.row.begin(), order.row.end(), 0U);
  std::sort(order.row.begin(), order.row.end(),
            [codes](std::uint32_t a, std::uint32_t b) { return codes[a] < codes[b]; });
  for (std::uint32_t n = 0; n < order.row.size(); ++n) {
    if (n > 0 && codes[order.row[n]] == codes[order.row[n - 1]]) {
      core::invalid_argument("codes", fmt::format("has '{}' twice", codes[order.row[n]]),
                             "each candidate needs a code of its own");
    }
    order.number[order.row[n]] = n;
  }
  return order;
}

Sites numbers_of(const Sites& existing, const Order& order) {
  Sites numbers;
  for (const std::uint32_t site : existing) {
    if (site >= order.number.size()) {
      core::invalid_argument("existing", fmt::format("names candidate {}, but there are {}", site,
                                                     order.number.size()));
    }
    numbers.push_back(order.number[site]);
  }
  std::sort(numbers.begin(), numbers.end());
  if (std::adjacent_find(numbers.begin(), numbers.end()) != numbers.end()) {
    core::invalid_argument("existing", "names a candidate twice");
  }
  return numbers;
}

Order check(const SitingTable& table, const SitingSearch& search) {
  require_table(table);
  require_people(table.people);
  require_entries(table);
  if (search.solutions == 0) {
    core::invalid_argument("solutions", "is 0; at least the best one is listed");
  }
  if (!(search.within >= 0.0)) {
    core::invalid_argument("within",
                           fmt::format("is {}; a share must be zero or more", search.within));
  }
  return order_by_code(table.codes);
}

void require_some_site(std::size_t new_sites, const Sites& existing) {
  if (new_sites > 0 || !existing.empty()) return;
  core::invalid_argument("new_sites", "is 0, and there is no existing site",
                         "open at least one site");
}

void require_limit(core::Minutes limit) {
  if (std::isfinite(limit.value) && limit.value >= 0.0) return;
  core::invalid_argument("limit", fmt::format("is {} minutes", limit.value),
                         "a limit is finite and not negative");
}

void require_capacity(const std::vector<double>& capacity, std::size_t candidates) {
  if (capacity.empty()) return;
  if (capacity.size() != candidates) {
    core::invalid_argument("capacity", fmt::format("has {} entries, but there are {} candidates",
                                                   capacity.size(), candidates));
  }
  for (const double people : capacity) {
    if (people >= 0.0) continue;
    core::invalid_argument("capacity", fmt::format("is {}; it must be zero or more", people));
  }
}

// -------------------------------------------------------------------------------- from minutes to
// gains

/// The offers of every place; `gain_of(minutes)` below zero means that a candidate is none.
template <class GainOf>
std::vector<OfferRow> offers_of(const SitingTable& table, const Order& order, GainOf gain_of) {
  std::vector<OfferRow> places(table.people.size());
  for (std::size_t row = 0; row < places.size(); ++row) {
    if (!(table.people[row] > 0.0)) continue;
    places[row].people = table.people[row];
    for (std::size_t i = table.begin[row]; i < table.begin[row + 1]; ++i) {
      const double gain = gain_of(table.minutes[i]);
      if (gain >= 0.0) places[row].offers.push_back({order.number[table.candidate[i]], gain});
    }
    std::sort(places[row].offers.begin(), places[row].offers.end());
  }
  return places;
}

double unserved_minutes(const SitingTable& table, const std::optional<core::Minutes>& wish) {
  const double longest =
      table.minutes.empty() ? 0.0 : *std::max_element(table.minutes.begin(), table.minutes.end());
  if (!wish) return longest;
  if (std::isfinite(wish->value) && wish->value >= longest) return wish->value;
  core::invalid_argument(
      "unserved", fmt::format("is {} minutes, but the table has ways of {}", wish->value, longest),
      "who reaches no site cannot be better off than who does");
}

// -------------------------------------------------------------------------------- from choices to
// answers

/// The nearest open site of each place within a limit; of equally near ones the first code.
struct Served {
  Sites site;
  std::vector<double> minutes;
};

Served serve(const SitingTable& table, const Order& order, const Sites& open, double limit) {
  std::vector<bool> is_open(table.codes.size(), false);
  for (const std::uint32_t site : open) is_open[site] = true;
  Served served{Sites(table.people.size(), kNoSite),
                std::vector<double>(table.people.size(), kNone)};
  for (std::size_t row = 0; row < table.people.size(); ++row) {
    for (std::size_t i = table.begin[row]; i < table.begin[row + 1]; ++i) {
      const std::uint32_t site = table.candidate[i];
      if (!is_open[site] || table.minutes[i] > limit) continue;
      const std::uint32_t now = served.site[row];
      const bool nearer =
          now == kNoSite || table.minutes[i] < served.minutes[row] ||
          (table.minutes[i] == served.minutes[row] && order.number[site] < order.number[now]);
      if (!nearer) continue;
      served.site[row] = site;
      served.minutes[row] = table.minutes[i];
    }
  }
  return served;
}

double person_minutes(const SitingTable& table, const Served& served, double unserved) {
  core::ExactSum sum;
  for (std::size_t row = 0; row < table.people.size(); ++row) {
    const double minutes = served.site[row] == kNoSite ? unserved : served.minutes[row];
    sum.add(table.people[row] * minutes);
  }
  return sum.value();
}

double people_served(const SitingTable& table, const Served& served) {
  core::ExactSum sum;
  for (std::size_t row = 0; row < table.people.size(); ++row) {
    if (served.site[row] != kNoSite) sum.add(table.people[row]);
  }
  return sum.value();
}

double longest_way(const SitingTable& table, const Served& served) {
  double longest = 0.0;
  for (std::size_t row = 0; row < table.people.size(); ++row) {
    if (table.people[row] > 0.0 && served.site[row] != kNoSite) {
      longest = std::max(longest, served.minutes[row]);
    }
  }
  return longest;
}

double sum_of(std::span<const double> values) { return core::exact_sum(values); }

/// Who lives where no candidate would help.
template <class Helps>
double people_without_offer(const SitingTable& table, Helps helps) {
  core::ExactSum sum;
  for (std::size_t row = 0; row < table.people.size(); ++row) {
    const auto ways =
        table.minutes.subspan(table.begin[row], table.begin[row + 1] - table.begin[row]);
    if (std::none_of(ways.begin(), ways.end(), helps)) sum.add(table.people[row]);
  }
  return sum.value();
}

void take_served(Siting& result, const SitingTable& table, Served served) {
  std::vector<core::ExactSum> load(table.codes.size());
  for (std::size_t row = 0; row < served.site.size(); ++row) {
    if (served.site[row] != kNoSite) load[served.site[row]].add(table.people[row]);
  }
  result.people_of_site.clear();
  for (const core::ExactSum& people : load) result.people_of_site.push_back(people.value());
  result.people_served = people_served(table, served);
  core::ExactSum unserved;
  for (std::size_t row = 0; row < served.site.size(); ++row) {
    if (served.site[row] == kNoSite) unserved.add(table.people[row]);
  }
  result.people_unserved = unserved.value();
  result.site = std::move(served.site);
  result.minutes = std::move(served.minutes);
}

/// Shares of a row's people by site; places with the same offers share alike.
void take_transport(Siting& result, const SitingTable& table, const Order& order,
                    const GainTable& gains, const Transport& transport, double unserved) {
  const std::size_t places = table.people.size();
  result.site.assign(places, kNoSite);
  result.minutes.assign(places, kNone);
  result.people_of_site.assign(table.codes.size(), 0.0);
  std::vector<core::ExactSum> load(table.codes.size());
  std::vector<double> sent(gains.rows(), 0.0);
  std::vector<double> most(gains.rows(), 0.0);
  std::vector<double> gain(gains.rows(), 0.0);
  Sites site(gains.rows(), kNoSite);
  for (const Sent& part : transport.sent) {
    const auto offers = gains.row(part.row);
    const auto offer = std::find_if(offers.begin(), offers.end(),
                                    [&part](const Offer& o) { return o.candidate == part.site; });
    load[order.row[part.site]].add(part.people);
    sent[part.row] += part.people;
    gain[part.row] += part.people * offer->gain;
    if (part.people > most[part.row]) {
      most[part.row] = part.people;
      site[part.row] = order.row[part.site];
    }
  }
  core::ExactSum served;
  for (std::size_t i = 0; i < load.size(); ++i) {
    result.people_of_site[i] = load[i].value();
    served.merge(load[i]);
  }
  for (std::size_t place = 0; place < places; ++place) {
    const std::uint32_t row = gains.row_of_place(place);
    if (row == GainTable::kNoRow || site[row] == kNoSite) continue;
    result.site[place] = site[row];
    result.minutes[place] = unserved - gain[row] / sent[row];
  }
  result.people_served = served.value();
  result.people_unserved = std::max(0.0, sum_of(table.people) - result.people_served);
}

Sites rows_of(const Sites& numbers, const Order& order) {
  Sites rows;
  for (const std::uint32_t number : numbers) rows.push_back(order.row[number]);
  return rows;
}

void set_gap(Siting& result) {
  if (result.solutions.empty()) return;
  const double objective = result.solutions[0].objective;
  if (result.proven) result.bound = objective;
  const double distance = std::abs(objective - result.bound);
  result.gap = distance == 0.0 ? 0.0 : distance / std::abs(objective);
}

// -------------------------------------------------------------------------------- findings

void tell_gap(Siting& result) {
  if (result.proven) return;
  result.findings.push_back(
      {.code = "not_proven",
       .severity = core::Severity::kWarning,
       .message = fmt::format("after {} passes a choice better by up to {:.3g} % is not excluded",
                              result.passes, 100.0 * result.gap),
       .hint = "allow more passes, or read the choice as a good one rather than the best one",
       .details = {{"gap", fmt::format("{}", result.gap)}}});
}

void tell_hopeless(Siting& result, const char* trouble) {
  if (!(result.people_hopeless > 0.0)) return;
  result.findings.push_back(
      {.code = "people_hopeless",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} people {}", result.people_hopeless, trouble),
       .hint = "add candidates near them, or lengthen the ways that are listed",
       .details = {{"people", fmt::format("{}", result.people_hopeless)}}});
}

void tell_unserved(Siting& result, double minutes, bool by_default) {
  if (!by_default || !(result.people_unserved > 0.0)) return;
  result.findings.push_back(
      {.code = "unserved_counted_as",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} people reach no open site; each counts {} minutes, the longest "
                              "way of the table",
                              result.people_unserved, minutes),
       .hint = "say by `unserved` how bad that is",
       .details = {{"people", fmt::format("{}", result.people_unserved)},
                   {"minutes", fmt::format("{}", minutes)}}});
}

void tell_few_candidates(Siting& result, const SitingTable& table, std::size_t new_sites,
                         const Sites& existing) {
  const std::size_t free = table.codes.size() - existing.size();
  if (new_sites <= free) return;
  result.findings.push_back({.code = "fewer_candidates_than_sites",
                             .severity = core::Severity::kWarning,
                             .message = fmt::format("{} sites are wanted, but there are only {} "
                                                    "candidates: all are opened",
                                                    new_sites, free)});
}

// -------------------------------------------------------------------------------- centre and
// covering

/// Places with people and a way, as lists of minutes; each list by candidate number.
std::vector<Sites> rows_within(const std::vector<OfferRow>& places, double limit) {
  std::vector<Sites> rows;
  for (const OfferRow& place : places) {
    Sites row;
    for (const Offer& offer : place.offers) {
      if (offer.gain <= limit) row.push_back(offer.candidate);
    }
    if (!row.empty()) rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

std::vector<double> possible_radii(const std::vector<OfferRow>& places) {
  std::vector<double> radii;
  double least = 0.0;
  for (const OfferRow& place : places) {
    double nearest = kInfinite;
    for (const Offer& offer : place.offers) {
      radii.push_back(offer.gain);
      nearest = std::min(nearest, offer.gain);
    }
    if (!place.offers.empty()) least = std::max(least, nearest);
  }
  std::sort(radii.begin(), radii.end());
  radii.erase(std::unique(radii.begin(), radii.end()), radii.end());
  radii.erase(radii.begin(), std::lower_bound(radii.begin(), radii.end(), least));
  return radii;
}

/// What bisection over the radii finds.
struct Radius {
  Sites cover;
  bool found = false;
  double radius = kInfinite;
  double bound = kInfinite;  ///< smaller radii are excluded
  std::uint64_t passes = 0;
};

Radius smallest_radius(const std::vector<OfferRow>& places, CoverTask task) {
  const std::vector<double> radii = possible_radii(places);
  Radius best;
  if (radii.empty()) return {.cover = task.existing, .found = true, .radius = 0.0, .bound = 0.0};
  const auto try_radius = [&](std::size_t i) {
    task.rows = rows_within(places, radii[i]);
    Covers covers = smallest_covers(task);
    best.passes += covers.passes;
    if (covers.covers.empty()) {
      if (!covers.proven) best.bound = std::min(best.bound, radii[i]);
      return false;
    }
    best.cover = std::move(covers.covers[0]);
    best.found = true;
    best.radius = radii[i];
    return true;
  };
  std::size_t low = 0;
  std::size_t high = radii.size() - 1;
  if (!try_radius(high)) return best;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (try_radius(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  best.bound = std::min(best.bound, best.radius);
  return best;
}

void add_solution(Siting& result, const Sites& numbers, const Order& order, double objective) {
  result.solutions.push_back({.sites = rows_of(numbers, order), .objective = objective});
}

}  // namespace

Siting p_median(const SitingTable& table, const MedianOptions& options) {
  const Order order = check(table, options.search);
  const Sites existing = numbers_of(options.existing, order);
  require_some_site(options.new_sites, existing);
  require_capacity(options.capacity, table.codes.size());
  const double unserved = unserved_minutes(table, options.unserved);
  const GainTable gains(table.codes.size(), offers_of(table, order, [unserved](double minutes) {
                          return unserved - minutes;
                        }));
  SiteTask task{.existing = existing,
                .new_sites = options.new_sites,
                .solutions = options.search.solutions,
                .slack_share = options.search.within,
                .slack_base = sum_of(table.people) * unserved,
                .passes = options.search.passes,
                .execution = options.search.execution};
  for (const std::uint32_t row : order.row) {
    if (!options.capacity.empty()) task.capacity.push_back(options.capacity[row]);
  }

  const SiteChoices found = search_sites(gains, task);
  Siting result{.bound = task.slack_base - found.bound,
                .proven = found.proven,
                .complete = found.complete,
                .passes = found.passes};
  for (const SiteChoice& choice : found.choices) {
    const bool limited = !task.capacity.empty();
    const Sites open = rows_of(choice.sites, order);
    const double objective =
        limited ? task.slack_base - choice.gain
                : person_minutes(table, serve(table, order, open, kInfinite), unserved);
    add_solution(result, choice.sites, order, objective);
  }
  const Sites& best = found.choices[0].sites;
  if (task.capacity.empty()) {
    take_served(result, table, serve(table, order, rows_of(best, order), kInfinite));
  } else {
    take_transport(result, table, order, gains, send_people(gains, best, task.capacity), unserved);
  }
  result.people_hopeless = people_without_offer(table, [](double) { return true; });
  set_gap(result);
  tell_hopeless(result, "reach no candidate at all");
  tell_unserved(result, unserved, !options.unserved);
  tell_few_candidates(result, table, options.new_sites, existing);
  tell_gap(result);
  return result;
}

Siting max_coverage(const SitingTable& table, const CoverageOptions& options) {
  const Order order = check(table, options.search);
  const Sites existing = numbers_of(options.existing, order);
  require_some_site(options.new_sites, existing);
  require_limit(options.limit);
  const auto within = [limit = options.limit.value](double minutes) { return minutes <= limit; };
  const GainTable gains(table.codes.size(), offers_of(table, order, [within](double minutes) {
                          return within(minutes) ? 1.0 : -1.0;
                        }));
  const SiteChoices found = search_sites(gains, {.existing = existing,
                                                 .new_sites = options.new_sites,
                                                 .solutions = options.search.solutions,
                                                 .slack_share = options.search.within,
                                                 .passes = options.search.passes,
                                                 .execution = options.search.execution});
  Siting result{.bound = found.bound,
                .proven = found.proven,
                .complete = found.complete,
                .passes = found.passes};
  for (const SiteChoice& choice : found.choices) {
    add_solution(result, choice.sites, order, choice.gain);
  }
  take_served(result, table, serve(table, order, result.solutions[0].sites, options.limit.value));
  result.people_hopeless = people_without_offer(table, within);
  set_gap(result);
  tell_hopeless(result, "have no candidate within the limit");
  tell_few_candidates(result, table, options.new_sites, existing);
  tell_gap(result);
  return result;
}

Siting p_centre(const SitingTable& table, const CentreOptions& options) {
  const Order order = check(table, options.search);
  const Sites existing = numbers_of(options.existing, order);
  require_some_site(options.new_sites, existing);
  const auto places = offers_of(table, order, [](double minutes) { return minutes; });
  CoverTask task{.candidates = table.codes.size(),
                 .existing = existing,
                 .at_most = existing.size() + options.new_sites,
                 .any = true,
                 .passes = options.search.passes,
                 .execution = options.search.execution};
  Radius best = smallest_radius(places, task);
  Siting result{.bound = best.bound, .proven = best.bound >= best.radius, .passes = best.passes};
  result.people_hopeless = people_without_offer(table, [](double) { return true; });
  if (best.found) {
    std::vector<Sites> covers{best.cover};
    if (options.search.solutions > 1) {
      task.rows = rows_within(places, best.radius);
      task.any = false;
      task.solutions = options.search.solutions;
      Covers all = smallest_covers(task);
      covers = std::move(all.covers);
      result.complete = result.proven && all.complete;
      result.passes += all.passes;
    } else {
      result.complete = result.proven;
    }
    for (const Sites& cover : covers) {
      const Served served = serve(table, order, rows_of(cover, order), kInfinite);
      add_solution(result, cover, order, longest_way(table, served));
    }
    take_served(result, table, serve(table, order, result.solutions[0].sites, kInfinite));
  } else {
    take_served(result, table, serve(table, order, rows_of(existing, order), kInfinite));
    result.findings.push_back(
        {.code = "too_few_sites",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} sites cannot serve every place that has a way to a candidate",
                                task.at_most),
         .hint = "ask fewest_sites how many are needed, or list longer ways"});
  }
  set_gap(result);
  tell_hopeless(result, "reach no candidate at all, and are left out");
  tell_few_candidates(result, table, options.new_sites, existing);
  tell_gap(result);
  return result;
}

Siting fewest_sites(const SitingTable& table, const FewestOptions& options) {
  const Order order = check(table, options.search);
  const Sites existing = numbers_of(options.existing, order);
  require_limit(options.limit);
  const auto within = [limit = options.limit.value](double minutes) { return minutes <= limit; };
  const auto places = offers_of(table, order, [](double minutes) { return minutes; });
  const Covers found = smallest_covers({.candidates = table.codes.size(),
                                        .rows = rows_within(places, options.limit.value),
                                        .existing = existing,
                                        .at_most = table.codes.size(),
                                        .solutions = options.search.solutions,
                                        .passes = options.search.passes,
                                        .execution = options.search.execution});
  Siting result{.bound = static_cast<double>(found.bound),
                .proven = found.proven,
                .complete = found.complete,
                .passes = found.passes};
  for (const Sites& cover : found.covers) {
    add_solution(result, cover, order, static_cast<double>(cover.size()));
  }
  take_served(result, table, serve(table, order, result.solutions[0].sites, options.limit.value));
  result.people_hopeless = people_without_offer(table, within);
  set_gap(result);
  tell_hopeless(result, "have no candidate within the limit, and are left out");
  tell_gap(result);
  return result;
}

}  // namespace sozialraum::siting
