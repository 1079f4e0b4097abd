#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>

#include "osm/osm_objects.hpp"

namespace sozialraum::osm {

/// The file is sound, but no map of one moment; `what()` says what it is.
class OtherXml : public std::runtime_error {
 public:
  enum class Kind : std::uint8_t { kHistory, kNoMap };
  OtherXml(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  [[nodiscard]] Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

/// What was seen beside the objects, in one reading of a file.
struct XmlNotes {
  std::string remark;     ///< <remark> of a server that broke off its answer
  std::string generator;  ///< what made the file, as it says itself
};

/// Reads OpenStreetMap XML, plain or packed, straight into a visitor.
///
/// Understood beyond the plain form: `action="delete"` of editors, `visible="false"`, positions on
/// the nodes of ways (Overpass "out geom"), `<center>` and `<bounds>` of ways and relations ("out
/// center", "out bb"), courses of members, `<remark>`. Unknown elements are passed over. Throws
/// OtherXml for changes, histories and other documents, std::runtime_error if the text is damaged,
/// declares entities, or holds an element beyond kMostElementBytes. `done(bytes)` now and then.
XmlNotes read_xml(const std::filesystem::path& path, ObjectKinds kinds, OsmVisitor& visitor,
                  const std::function<void(std::uint64_t)>& done);

inline constexpr std::uint64_t kMostElementBytes = 16U << 20U;

}  // namespace sozialraum::osm
