#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sozialraum::core {

struct GridCell;

/// Which family of official keys does an AreaCode belong to?
enum class CodeKind : std::uint8_t {
  kKreis,     ///< district, 5 digits: 03252
  kAgs,       ///< commune, Amtlicher Gemeindeschlüssel, 8 digits: 03252007
  kArs,       ///< commune, Amtlicher Regionalschlüssel, 12 digits: 032520007007
  kGridCell,  ///< INSPIRE grid cell: CRS3035RES1000mN3211000E4266000
  kCustom,    ///< any other text: a village, a school district, a Planungsraum
};

/// Name of the kind in options and messages: "kreis", "ags", "ars", "grid_cell", "custom".
[[nodiscard]] std::string_view name(CodeKind kind);
[[nodiscard]] std::optional<CodeKind> code_kind_from_name(std::string_view name);

/// Which area is this, in the language of the offices?
///
/// A key is text, never a number: leading zeros are sacred. Codes compare by their text, so that
/// sorting by code is the same everywhere.
class AreaCode {
 public:
  /// Checks the text against the kind: digits and length, and a Land between 01 and 16.
  ///
  /// Throws InvalidInput "bad_area_code"; "lost_leading_zero" if exactly one digit is missing and a
  /// zero in front would make a valid key (repair_leading_zero mends it, on the user's word only).
  [[nodiscard]] static AreaCode parse(std::string_view text, CodeKind kind);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] CodeKind kind() const noexcept { return kind_; }

  friend std::strong_ordering operator<=>(const AreaCode& a, const AreaCode& b) {
    return a.text_.compare(b.text_) <=> 0;
  }
  friend bool operator==(const AreaCode& a, const AreaCode& b) { return a.text_ == b.text_; }

 private:
  friend AreaCode code(const GridCell& cell);
  AreaCode(std::string text, CodeKind kind) : text_(std::move(text)), kind_(kind) {}

  std::string text_;
  CodeKind kind_;
};

/// The key with its lost zero put back, or nothing if the text is not such a key.
/// "3252007" as kAgs gives "03252007".
[[nodiscard]] std::optional<std::string> repair_leading_zero(std::string_view text, CodeKind kind);

/// The kind a text looks like by its digits and length; kCustom if like none.
[[nodiscard]] CodeKind guess_code_kind(std::string_view text);

}  // namespace sozialraum::core
