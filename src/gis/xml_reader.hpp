#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace sozialraum::gis {

/// The attributes of an element, as long as its start is handled.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  /// Empty if there is none of this name; prefixes do not count ("r:id" is "id").
  [[nodiscard]] std::string_view operator[](std::string_view name) const;

 private:
  const char** pairs_;
};

/// What is made of an XML file, in the order of the file. Names come without their prefix.
struct XmlHandler {
  std::function<void(std::string_view name, const XmlAttributes& attributes)> open{};
  std::function<void(std::string_view name)> close{};
  std::function<void(std::string_view text)> text{};
};

/// Reads a part of an archive block by block, whatever its size. Entities beyond XML's own five,
/// and elements nested deeper than Limits::depth, are refused.
///
/// @param part   as GDAL opens it
/// @param shown  the file in messages
///
/// Throws InvalidInput "cannot_read" with the reason, and what the handler throws.
void read_xml(const std::string& part, const std::string& shown, const XmlHandler& handler);

}  // namespace sozialraum::gis
