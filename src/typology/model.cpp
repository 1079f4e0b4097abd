#include "sozialraum/typology/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <limits>
#include <utility>

#include "sozialraum/core/record_file.hpp"
#include "typology/cholesky.hpp"

namespace sozialraum::typology {
namespace {

/// Sections of a model file. Numbers are given once and for ever.
enum Section : std::uint32_t {
  kTexts = 1,
  kIds = 2,
  kBends = 3,
  kMeans = 4,
  kSpreads = 5,
  kWeights = 6,
  kFamily = 7,
  kShares = 8,
  kMiddles = 9,
  kCovariances = 10,
  kLetters = 11,
  kNames = 12,
  kRules = 13,
};

const core::RecordFormat& format() {
  static const core::RecordFormat kFormat{
      .magic = {'s', 'o', 'z', 'i', 'a', 'l', 'r', 'a', 'u', 'm', '-', 't', 'y', 'p', '\x1a', '\n'},
      .version = 1,
      .thing = "model of types",
      .code = "not_a_model_file",
      .giver = "a file that save_types wrote",
      .remedy = "save the types again"};
  return kFormat;
}

[[noreturn]] void refuse(const std::string& what) {
  throw core::InvalidInput({.code = "bad_model",
                            .severity = core::Severity::kWarning,
                            .message = "the model " + what,
                            .place = {.argument = "model"}});
}

[[noreturn]] void mismatch(const char* argument, std::size_t found, std::size_t wanted) {
  throw core::InvalidInput({.code = "length_mismatch",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("{} entries, {} are needed", found, wanted),
                            .place = {.argument = argument}});
}

void require_lists(const FrozenTypes& types, const Points& values, const AssignOptions& options) {
  const std::size_t n = values.areas();
  if (values.columns() != types.indicators.size() || values.values.size() != n * values.columns()) {
    mismatch("values", values.values.size(), n * types.indicators.size());
  }
  const std::size_t errors = options.standard_errors.size();
  if (errors != 0 && errors != values.values.size()) {
    mismatch("standard_errors", errors, values.values.size());
  }
  for (const auto& [list, argument] : {std::pair{options.before, "before"},
                                       std::pair{options.probable_before, "probable_before"}}) {
    if (!list.empty() && list.size() != n) mismatch(argument, list.size(), n);
    for (const std::uint32_t type : list) {
      if (type == kNoType || type < types.clouds.types()) continue;
      core::invalid_argument(argument, fmt::format("holds type {}, which there is not", type));
    }
  }
  if (!(options.margin >= 0.0 && options.margin <= 1.0)) {
    core::invalid_argument("margin", fmt::format("is {}; 0 to 1 is needed", options.margin));
  }
  if (!(options.inside > 0.0 && options.inside < 1.0)) {
    core::invalid_argument("inside",
                           fmt::format("is {}; between 0 and 1 is needed", options.inside));
  }
}

std::vector<double> variances_of(const FrozenTypes& types, const Points& values,
                                 std::span<const double> standard_errors) {
  if (standard_errors.empty()) return {};
  std::vector<double> errors(standard_errors.begin(), standard_errors.end());
  for (double& error : errors) {
    if (error < 0.0) error = std::numeric_limits<double>::quiet_NaN();  // membership() names them
  }
  std::vector<double> variances = typed_errors(types.indicators, values.values, errors);
  for (std::size_t i = 0; i < variances.size(); ++i) {
    // Without a value its error does not matter.
    variances[i] = std::isnan(values.values[i]) ? 0.0 : variances[i] * variances[i];
  }
  return variances;
}

// ---- what is told of the areas

void hear_what_was(const AssignOptions& options, std::size_t types, Assignment& result) {
  result.types = result.membership.types;
  result.kept.assign(result.types.size(), 0);
  if (options.before.empty()) return;
  for (std::size_t i = 0; i < result.types.size(); ++i) {
    const std::uint32_t old = options.before[i];
    const std::uint32_t best = result.membership.types[i];
    if (old == kNoType || old == best) continue;
    const double* const probability = result.membership.probability.data() + i * types;
    const bool twice = !options.probable_before.empty() && options.probable_before[i] == best;
    if (twice || probability[best] - probability[old] > options.margin) continue;
    result.types[i] = old;
    result.kept[i] = 1;
  }
}

void look_outside(double inside, Assignment& result) {
  result.outside.assign(result.types.size(), 0);
  for (std::size_t i = 0; i < result.types.size(); ++i) {
    const std::uint32_t known = result.membership.known[i];
    if (known == 0) continue;
    const double limit =
        boost::math::quantile(boost::math::chi_squared(static_cast<double>(known)), inside);
    if (result.membership.distance2[i] > limit) result.outside[i] = 1;
  }
}

template <class Concerns>
void tell(const Points& values, core::Finding finding, Concerns concerns, Assignment& result) {
  for (std::size_t i = 0; i < values.areas(); ++i) {
    if (concerns(i)) finding.areas.push_back(values.codes[i].text());
  }
  if (finding.areas.empty()) return;
  std::ranges::sort(finding.areas);
  finding.message = fmt::format("{} areas {}", finding.areas.size(), finding.message);
  result.findings.push_back(std::move(finding));
}

void tell_all(const Points& values, Assignment& result) {
  tell(
      values,
      {.code = "outside_model",
       .severity = core::Severity::kWarning,
       .message = "are unlike all types: their type is the least unlike one",
       .hint = "look at their values; if there are many of them, fit the types anew"},
      [&](std::size_t i) { return result.outside[i] != 0; }, result);
  tell(
      values,
      {.code = "type_kept",
       .severity = core::Severity::kNote,
       .message = "keep their type though another is a little more probable"},
      [&](std::size_t i) { return result.kept[i] != 0; }, result);
  tell(
      values,
      {.code = "nothing_known",
       .severity = core::Severity::kWarning,
       .message = "have no value at all: their type says nothing"},
      [&](std::size_t i) { return result.membership.known[i] == 0; }, result);
}

// ---- the file

template <class T>
std::vector<T> section(const core::RecordFile& file, Section kind) {
  core::SharedArray<T> array;
  file.get(kind, array);
  return {array.begin(), array.end()};
}

void require_finite(const std::vector<double>& numbers, const char* what) {
  if (!std::ranges::all_of(numbers, [](double x) { return std::isfinite(x); })) {
    refuse(fmt::format("has {} that are not finite", what));
  }
}

}  // namespace

MixtureModel clouds_of(const Points& points, const Clustering& clustering) {
  require_same_columns(points, clustering);
  const std::size_t d = points.columns();
  double squares = 0.0;
  double weight = 0.0;
  for (std::size_t i = 0; i < points.areas(); ++i) {
    const auto centre = clustering.centre(clustering.types[i]);
    for (std::size_t j = 0; j < d; ++j) {
      const double gap = points.row(i)[j] - centre[j];
      squares += points.weight(i) * gap * gap;
    }
    weight += points.weight(i);
  }
  const double variance = squares / (weight * static_cast<double>(d));
  if (!(variance > 0.0)) {
    throw core::InvalidInput({.code = "all_on_centres",
                              .severity = core::Severity::kWarning,
                              .message = "every area lies on its centre: nothing tells how far an "
                                         "area of a type may lie from it",
                              .place = {.argument = "clustering"},
                              .hint = "choose fewer types"});
  }
  const std::size_t types = clustering.type_count();
  MixtureModel model{.family = CovarianceFamily::kSpherical,
                     .columns = d,
                     .shares = std::vector<double>(types, 1.0 / static_cast<double>(types)),
                     .means = clustering.centres};
  for (std::size_t e = 0; e < types * d * d; ++e) {
    model.covariances.push_back(e % (d * d) % (d + 1) == 0 ? variance : 0.0);
  }
  return model;
}

void require_complete(const FrozenTypes& types) {
  const std::size_t d = types.indicators.size();
  const std::size_t k = types.clouds.types();
  if (d == 0 || k == 0) refuse("has no indicators or no types");
  for (const FrozenIndicator& indicator : types.indicators) {
    const bool right = std::isfinite(indicator.mean) && std::isfinite(indicator.spread) &&
                       indicator.spread > 0.0 && std::isfinite(indicator.weight) &&
                       indicator.weight > 0.0 && !indicator.id.empty() &&
                       indicator.bend <= Bend::kAsinh;
    if (!right) refuse(fmt::format("has an indicator '{}' without its measures", indicator.id));
  }
  if (types.letters.size() != k || types.names.size() != k || types.rules.size() != k) {
    refuse("has another number of letters, names or rules than of types");
  }
  if (types.clouds.columns != d || types.clouds.means.size() != k * d ||
      types.clouds.covariances.size() != k * d * d) {
    refuse("has means and covariances of another size than its types and indicators");
  }
  require_finite(types.clouds.shares, "shares");
  require_finite(types.clouds.means, "means");
  require_finite(types.clouds.covariances, "covariances");
  for (std::size_t t = 0; t < k; ++t) {
    std::vector<double> root;
    if (!cholesky(std::span(types.clouds.covariances).subspan(t * d * d, d * d), d, root)) {
      refuse(fmt::format("has a covariance of type {} that is not positive definite", t));
    }
  }
}

void save_types(const std::filesystem::path& path, const FrozenTypes& types) {
  require_complete(types);
  std::vector<std::string> ids;
  std::vector<std::uint32_t> bends;
  std::vector<double> means;
  std::vector<double> spreads;
  std::vector<double> weights;
  for (const FrozenIndicator& indicator : types.indicators) {
    ids.push_back(indicator.id);
    bends.push_back(static_cast<std::uint32_t>(indicator.bend));
    means.push_back(indicator.mean);
    spreads.push_back(indicator.spread);
    weights.push_back(indicator.weight);
  }
  const std::vector<std::uint32_t> family{static_cast<std::uint32_t>(types.clouds.family)};
  const auto numbers = [](const std::vector<double>& of) { return std::span<const double>(of); };
  core::RecordWriter writer(format());
  writer.add(kTexts, std::vector<std::string>{types.inputs, types.note});
  writer.add(kIds, ids);
  writer.add(kBends, std::span<const std::uint32_t>(bends));
  writer.add(kMeans, numbers(means));
  writer.add(kSpreads, numbers(spreads));
  writer.add(kWeights, numbers(weights));
  writer.add(kFamily, std::span<const std::uint32_t>(family));
  writer.add(kShares, numbers(types.clouds.shares));
  writer.add(kMiddles, numbers(types.clouds.means));
  writer.add(kCovariances, numbers(types.clouds.covariances));
  writer.add(kLetters, types.letters);
  writer.add(kNames, types.names);
  writer.add(kRules, types.rules);
  writer.save(path);
}

FrozenTypes load_types(const std::filesystem::path& path) {
  const core::RecordFile file = core::RecordFile::open(path, format());
  const auto texts = file.texts(kTexts);
  const auto ids = file.texts(kIds);
  const auto bends = section<std::uint32_t>(file, kBends);
  const auto means = section<double>(file, kMeans);
  const auto spreads = section<double>(file, kSpreads);
  const auto weights = section<double>(file, kWeights);
  const auto family = section<std::uint32_t>(file, kFamily);
  const std::size_t d = ids.size();
  if (texts.size() != 2 || family.size() != 1 || family[0] > 3 || bends.size() != d ||
      means.size() != d || spreads.size() != d || weights.size() != d) {
    file.damaged("its sections do not fit each other");
  }
  FrozenTypes types{.clouds = {.family = static_cast<CovarianceFamily>(family[0]),
                               .columns = d,
                               .shares = section<double>(file, kShares),
                               .means = section<double>(file, kMiddles),
                               .covariances = section<double>(file, kCovariances)},
                    .letters = file.texts(kLetters),
                    .names = file.texts(kNames),
                    .rules = file.texts(kRules),
                    .inputs = texts[0],
                    .note = texts[1]};
  for (std::size_t j = 0; j < d; ++j) {
    if (bends[j] > static_cast<std::uint32_t>(Bend::kAsinh)) file.damaged("it names no bend");
    types.indicators.push_back({.id = ids[j],
                                .bend = static_cast<Bend>(bends[j]),
                                .mean = means[j],
                                .spread = spreads[j],
                                .weight = weights[j]});
  }
  try {
    require_complete(types);
  } catch (const core::InvalidInput& error) {
    file.damaged(error.finding().message);
  }
  return types;
}

Assignment assign(const FrozenTypes& types, const Points& values, const AssignOptions& options) {
  require_complete(types);
  require_lists(types, values, options);
  const std::vector<double> numbers = typed_numbers(types.indicators, values);
  Points points = values;
  points.values = numbers;
  const std::vector<double> variances = variances_of(types, values, options.standard_errors);
  Assignment result;
  result.membership = membership(types.clouds, points, {.variances = variances}, options.execution);
  hear_what_was(options, types.clouds.types(), result);
  look_outside(options.inside, result);
  tell_all(values, result);
  return result;
}

}  // namespace sozialraum::typology
