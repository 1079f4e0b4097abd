#pragma once

#include <string>
#include <string_view>

namespace sozialraum::gis {

/// Text as UTF-8, and how its bytes were read.
struct DecodedText {
  std::string text{};      ///< valid UTF-8, without byte order mark
  std::string encoding{};  ///< "utf-8", "utf-16le", "utf-32be", "cp1252", ... or as the caller said
  bool detected = true;    ///< false if the caller said it
};

/// Which letters do these bytes mean?
///
/// A byte order mark decides (several of them count as one); else zero bytes at every second place
/// (or three of four) tell UTF-16 (UTF-32); else valid UTF-8 is UTF-8 (a text in
/// another encoding passes that test by accident only if it is pure ASCII); else the bytes are
/// Windows-1252, the encoding of German office files, of which ISO 8859-1 is a part. Never returns
/// invalid UTF-8. O(bytes).
///
/// @param encoding  overrules the detection: "utf-8", "cp1252", "latin-1", or any name that the
///                  system's converter knows, such as "cp850"
///
/// Throws InvalidInput "bad_encoding" with the line of the first byte that does not fit, and
/// "unknown_encoding".
[[nodiscard]] DecodedText decode(std::string_view bytes, std::string_view encoding = {});

/// The same for a whole file, which is not copied if it is UTF-8.
[[nodiscard]] DecodedText decode_all(std::string bytes, std::string_view encoding = {});

/// Which encoding of two or four bytes a letter is this, by its mark or by its zero bytes?
/// "utf-16le", "utf-16be", "utf-32le", "utf-32be", or empty. O(1).
[[nodiscard]] std::string wide_encoding(std::string_view bytes);

/// Position of the first byte that is not part of valid UTF-8; npos if all is well. O(bytes).
[[nodiscard]] std::size_t first_invalid_utf8(std::string_view bytes);

}  // namespace sozialraum::gis
