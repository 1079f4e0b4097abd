#pragma once

#include <string>
#include <string_view>

namespace sozialraum::core {

/// One spelling for texts that look alike.
///
/// "Höfingen" typed on a Mac may be o followed by a separate mark, on Windows one letter ö; a
/// copied name may hold signs of no width. Letters of the Latin script get their mark joined
/// (Unicode NFC for U+00C0 to U+017F and U+0218 to U+021B), signs of no width and of the direction
/// of writing go, blanks and hyphens that do not break become plain ones. Everything else stays.
/// O(length).
[[nodiscard]] std::string one_spelling(std::string_view utf8);

/// True if one_spelling would change the text. Most texts are ASCII: O(length), no copy.
[[nodiscard]] bool has_other_spelling(std::string_view utf8);

}  // namespace sozialraum::core
