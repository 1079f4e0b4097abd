#pragma once

#include <string>
#include <string_view>

#include "gis/raw_table.hpp"

// Were the letters of a text table damaged on their way?
namespace sozialraum::gis {

/// Throws InvalidInput if bytes that are not UTF-8 are hardly Windows-1252 either: part of the file
/// is UTF-8 (both lines are named), or its umlauts are those of DOS or of old Macs (a word is shown
/// in both readings). Asked only where no umlaut of Windows stands in a word. O(bytes).
void require_windows_letters(std::string_view bytes);

/// Throws InvalidInput "bad_encoding" if letters were encoded twice: "HÃ¶fingen". O(bytes).
void require_encoded_once(std::string_view text);

/// Tells letters that were lost ("H?fingen"), letters as web pages write them ("H&ouml;fingen") and
/// byte order marks inside the text, where files were joined. Control characters, which no table
/// shows, are taken out and told; those that end lines in spreadsheets become a blank. O(bytes).
void settle_letters(RawTable& table, std::string& text);

}  // namespace sozialraum::gis
