#include "sozialraum/core/join.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "sozialraum/core/look_alike.hpp"

namespace sozialraum::core {
namespace {

void require_same_kind(std::span<const AreaCode> left, std::span<const AreaCode> right) {
  if (left.empty() || right.empty() || left[0].kind() == right[0].kind()) return;
  throw InvalidInput(
      {.code = "key_kinds_differ",
       .severity = Severity::kWarning,
       .message = fmt::format("the left keys are of kind {} ('{}'), the right ones of kind "
                              "{} ('{}'): they can never match",
                              name(left[0].kind()), left[0].text(), name(right[0].kind()),
                              right[0].text()),
       .hint = "use the same official key on both sides",
       .details = {{"left", left[0].text()}, {"right", right[0].text()}}});
}

std::vector<std::string> texts(std::span<const AreaCode> codes, const std::vector<AreaId>& rows) {
  std::vector<std::string> result;
  for (const AreaId row : rows) result.push_back(codes[index(row)].text());
  return result;
}

Finding count_matches(const Join& join) {
  return {.code = "join_report",
          .severity = Severity::kNote,
          .message =
              fmt::format("{} keys are in both tables, {} only in the left, {} only in the right",
                          join.matched.size(), join.left_only.size(), join.right_only.size()),
          .details = {{"matched", std::to_string(join.matched.size())},
                      {"left_only", std::to_string(join.left_only.size())},
                      {"right_only", std::to_string(join.right_only.size())}}};
}

Finding without_partner(std::string code, std::string_view side, std::vector<std::string> areas) {
  return {.code = std::move(code),
          .severity = Severity::kWarning,
          .message = fmt::format("{} keys are only in the {} table", areas.size(), side),
          .hint = "check the date of the boundaries and of the data",
          .details = {{"count", std::to_string(areas.size())}},
          .areas = std::move(areas)};
}

void require_a_match(const Join& join, std::span<const AreaCode> left,
                     std::span<const AreaCode> right) {
  if (!join.matched.empty() || left.empty() || right.empty()) return;
  throw InvalidInput(
      {.code = "no_key_matches",
       .severity = Severity::kWarning,
       .message = fmt::format("not one of {} left keys (such as '{}') is among the {} right "
                              "keys (such as '{}')",
                              left.size(), left[0].text(), right.size(), right[0].text()),
       .hint = "check that both key columns hold the same kind of key",
       .details = {{"left", left[0].text()}, {"right", right[0].text()}}});
}

/// Keys of either side that an eye would take for one: told, never joined.
void report_spellings(Join& join, std::span<const AreaCode> left, std::span<const AreaCode> right) {
  std::map<std::string, std::string_view> outlines;
  for (const AreaId row : join.right_only) {
    const std::string& text = right[index(row)].text();
    outlines.emplace(outline(text), text);
  }
  std::vector<std::string> areas;
  std::string pairs;
  for (const AreaId row : join.left_only) {
    const std::string& text = left[index(row)].text();
    const auto found = outlines.find(outline(text));
    if (found == outlines.end()) continue;
    if (areas.size() < 5) {
      pairs += fmt::format("{}'{}' and '{}'", pairs.empty() ? "" : ", ", text, found->second);
    }
    areas.push_back(text);
  }
  if (areas.empty()) return;
  join.findings.push_back(
      {.code = "keys_look_alike",
       .severity = Severity::kWarning,
       .message =
           fmt::format("{} key(s) have no partner only for their spelling (blanks, capitals, "
                       "umlauts, letters of another script): {}",
                       areas.size(), pairs),
       .hint = "if they are one area, spell it in one way in both files",
       .details = {{"count", std::to_string(areas.size())}},
       .areas = std::move(areas)});
}

}  // namespace

Join join(std::span<const AreaCode> left, std::span<const AreaCode> right) {
  require_same_kind(left, right);
  std::map<std::string_view, AreaId> partners;
  for (std::size_t i = 0; i < right.size(); ++i) {
    partners.emplace(right[i].text(), static_cast<AreaId>(i));
  }
  Join result;
  std::vector<bool> has_partner(right.size(), false);
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto partner = partners.find(left[i].text());
    if (partner == partners.end()) {
      result.left_only.push_back(static_cast<AreaId>(i));
    } else {
      result.matched.emplace_back(static_cast<AreaId>(i), partner->second);
      has_partner[index(partner->second)] = true;
    }
  }
  for (std::size_t i = 0; i < right.size(); ++i) {
    if (!has_partner[i]) result.right_only.push_back(static_cast<AreaId>(i));
  }
  require_a_match(result, left, right);
  result.findings.push_back(count_matches(result));
  if (!result.left_only.empty()) {
    result.findings.push_back(without_partner("left_only", "left", texts(left, result.left_only)));
  }
  if (!result.right_only.empty()) {
    result.findings.push_back(
        without_partner("right_only", "right", texts(right, result.right_only)));
  }
  report_spellings(result, left, right);
  return result;
}

}  // namespace sozialraum::core
