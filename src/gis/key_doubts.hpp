#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gis/raw_table.hpp"

// What about the keys of a table is worth a second look?
namespace sozialraum::gis {

/// An official key as its office means it: "03 2 52 007" without its blanks, "3252007.0" and
/// "3.252.007" (which programs made of a number) without their marks, '03252007 without the mark by
/// which spreadsheets keep a text. The text itself if there is nothing of this.
[[nodiscard]] std::string plain_key(const std::string& text, core::CodeKind kind);

/// 3,25E+10: a key of which a spreadsheet has thrown digits away.
[[nodiscard]] bool is_rounded_key(std::string_view text);

/// Warns of keys that look alike, of keys of several levels (a Kreis among its communes), of
/// numbers and marks of footnotes in keys, and of keys of which some are indented. O(keys); what
/// looks alike is not sought among more than 100,000 keys.
void doubt_keys(RawTable& table, const std::string& column,
                const std::vector<core::AreaCode>& codes);

}  // namespace sozialraum::gis
