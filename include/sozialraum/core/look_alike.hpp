#pragma once

#include <string>
#include <string_view>

namespace sozialraum::core {

/// What an eye keeps of a name: two names of one outline are one name, spelled in two ways.
///
/// "Bad  Münder", "BAD MÜNDER", "Bad Muender" and "Вad Münder" with a Cyrillic В have one outline.
/// Letters become small, ä ae (and so on), letters of other scripts that look like Latin ones
/// those, full-width letters plain ones, several blanks one; one_spelling goes before. For messages
/// and for finding out, never for joining: "Au" and "Aü" have two outlines, but "Goetz" and "Götz"
/// one, and both may be right. O(length).
[[nodiscard]] std::string outline(std::string_view utf8);

}  // namespace sozialraum::core
