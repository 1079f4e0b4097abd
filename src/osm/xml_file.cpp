#include "osm/xml_file.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "osm/packed_text.hpp"

namespace sozialraum::osm {
namespace {

constexpr std::size_t kPortion = std::size_t{1} << 16U;
constexpr std::size_t kLongestRemark = 400;

/// The attributes of an element, as expat hands them out.
class Attributes {
 public:
  explicit Attributes(const XML_Char** list) : list_(list) {}
  /// Null if there is none of the name.
  [[nodiscard]] const char* find(std::string_view name) const {
    for (const XML_Char** at = list_; *at != nullptr; at += 2) {
      if (name == *at) return at[1];
    }
    return nullptr;
  }
  [[nodiscard]] std::string_view text(std::string_view name) const {
    const char* const value = find(name);
    return value == nullptr ? std::string_view{} : std::string_view(value);
  }
  [[nodiscard]] std::int64_t number(std::string_view name) const {
    const std::string_view digits = text(name);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
      throw std::runtime_error(fmt::format("'{}' is no {}", digits, name));
    }
    return value;
  }
  /// Not a number if there is none, or none that can be read.
  [[nodiscard]] double degrees(std::string_view name) const {
    const std::string_view digits = text(name);
    double value = 0.0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool sound = error == std::errc{} && end == digits.data() + digits.size();
    return sound && value >= -200.0 && value <= 200.0 ? value : kNone;
  }

  static constexpr double kNone = 1e9;

 private:
  const XML_Char** list_;
};

osmium::Location location(double lon, double lat) {
  if (lon == Attributes::kNone || lat == Attributes::kNone) return osmium::Location{};
  return osmium::Location{lon, lat};
}

osmium::Location location(const Attributes& of) {
  return location(of.degrees("lon"), of.degrees("lat"));
}

/// Texts that live as long as an object; their room is used again for the next one.
class Texts {
 public:
  void clear() { used_ = 0; }
  std::string_view keep(std::string_view text) {
    if (used_ == list_.size()) list_.emplace_back();
    std::string& place = list_[used_++];
    place.assign(text);
    return place;
  }

 private:
  std::deque<std::string> list_;  // keeps what it holds in its place while it grows
  std::size_t used_ = 0;
};

/// Puts the objects together while the elements come by.
class ObjectMaker {
 public:
  ObjectMaker(ObjectKinds kinds, OsmVisitor& visitor) : kinds_(kinds), visitor_(visitor) {}

  void open(std::string_view name, const Attributes& with) {
    ++depth_;
    if (depth_ == 1) return open_root(name, with);
    if (depth_ == 2) return open_object(name, with);
    if (kind_ == 0) return;
    if (depth_ == 3) {
      open_part(name, with);
    } else if (depth_ == 4 && in_member_ && name == "nd") {
      member_points_.push_back(location(with));
    }
  }

  void close() {
    if (depth_ == 3 && in_member_) close_member();
    if (depth_ == 2 && kind_ != 0) finish();
    if (depth_ == 2) in_remark_ = false;
    --depth_;
  }

  void characters(std::string_view text) {
    if (in_remark_ && notes.remark.size() < kLongestRemark) notes.remark += text;
  }

  XmlNotes notes;

 private:
  void open_root(std::string_view name, const Attributes& with) {
    using Kind = OtherXml::Kind;
    notes.generator = with.text("generator");
    if (name == "osm") return;
    if (name == "osmChange" || name == "osmAugmentedDiff") {
      throw OtherXml(Kind::kHistory, fmt::format("a change of a map (<{}>)", name));
    }
    if (name == "html" || name == "HTML") {
      throw OtherXml(Kind::kNoMap, "a web page, such as a server's message that it has no map");
    }
    throw OtherXml(Kind::kNoMap, fmt::format("an XML document of another kind (<{}>)", name));
  }

  void open_object(std::string_view name, const Attributes& with) {
    const ObjectKinds kind = name == "node"       ? kNodes
                             : name == "way"      ? kWays
                             : name == "relation" ? kRelations
                                                  : ObjectKinds{0};
    kind_ = static_cast<ObjectKinds>(kind & kinds_);
    in_remark_ = name == "remark";
    if (name == "action") {  // Overpass "adiff": the old and the new state beside one another
      throw OtherXml(OtherXml::Kind::kHistory, "the difference between two states of a map");
    }
    if (kind_ == 0) return;
    id_ = with.number("id");
    state_.version = with.find("version") == nullptr ? 0 : with.number("version");
    const std::string_view visible = with.text("visible");
    state_.deleted = visible == "false" || visible == "0" || with.text("action") == "delete";
    centre_ = kind == kNodes ? location(with) : osmium::Location{};
    boxed_ = true;
    located_ = false;
    texts_.clear();
    tags_.clear();
    refs_.clear();
    points_.clear();
    members_.clear();
    courses_.clear();
  }

  void open_part(std::string_view name, const Attributes& with) {
    if (name == "tag") {
      const std::string_view key = texts_.keep(with.text("k"));
      tags_.push_back({key, texts_.keep(with.text("v"))});
    } else if (name == "nd" && kind_ == kWays) {
      open_node_of_way(with);
    } else if (name == "member" && kind_ == kRelations) {
      open_member(with);
    } else if (name == "center" && kind_ != kNodes) {
      centre_ = location(with);
      boxed_ = false;
    } else if (name == "bounds" && kind_ != kNodes && boxed_) {
      const double west = with.degrees("minlon");
      const double south = with.degrees("minlat");
      const double east = with.degrees("maxlon");
      const double north = with.degrees("maxlat");
      if (std::max({west, south, east, north}) < Attributes::kNone) {
        centre_ = location((west + east) / 2.0, (south + north) / 2.0);
      }
    }
  }

  /// Without a number the node is known by its place only, and joins nothing: passed over.
  void open_node_of_way(const Attributes& with) {
    if (with.find("ref") == nullptr) return;
    refs_.push_back(with.number("ref"));
    points_.push_back(location(with));
    located_ = located_ || points_.back().valid();
  }

  void open_member(const Attributes& with) {
    const std::string_view type = with.text("type");
    const ObjectKinds kind = type == "node"       ? kNodes
                             : type == "way"      ? kWays
                             : type == "relation" ? kRelations
                                                  : ObjectKinds{0};
    members_.push_back(
        {.kind = kind, .id = with.number("ref"), .role = texts_.keep(with.text("role"))});
    in_member_ = true;
    member_points_.clear();
    if (const osmium::Location at = location(with); at.valid()) member_points_.push_back(at);
  }

  void close_member() {
    in_member_ = false;
    courses_.emplace_back(members_.size() - 1, member_points_);
    if (member_points_.empty()) courses_.pop_back();
  }

  void finish() {
    const Tags tags(tags_);
    if (kind_ == kNodes) {
      visitor_.node({.id = id_, .location = centre_, .tags = tags, .state = state_});
    } else if (kind_ == kWays) {
      std::span<const osmium::Location> points;
      if (located_) points = points_;
      visitor_.way({.id = id_,
                    .nodes = refs_,
                    .tags = tags,
                    .state = state_,
                    .locations = points,
                    .centre = centre_});
    } else {
      for (const auto& [member, course] : courses_) members_[member].locations = course;
      visitor_.relation(
          {.id = id_, .members = members_, .tags = tags, .state = state_, .centre = centre_});
    }
    kind_ = 0;
  }

  ObjectKinds kinds_;
  OsmVisitor& visitor_;
  int depth_ = 0;
  bool in_remark_ = false;

  // The object under way; kind 0: none, or one that nobody asked for.
  ObjectKinds kind_ = 0;
  std::int64_t id_ = 0;
  ObjectState state_;
  osmium::Location centre_;
  bool boxed_ = true;     ///< no centre was named yet, so that of the box is good enough
  bool located_ = false;  ///< some node of the way has a position
  bool in_member_ = false;
  Texts texts_;
  std::vector<Tag> tags_;
  std::vector<std::int64_t> refs_;
  std::vector<osmium::Location> points_;
  std::vector<MemberView> members_;
  std::vector<osmium::Location> member_points_;
  std::vector<std::pair<std::size_t, std::vector<osmium::Location>>> courses_;
};

/// Runs expat; what the calls back throw waits until expat has returned.
class Parser {
 public:
  Parser(ObjectKinds kinds, OsmVisitor& visitor)
      : maker_(kinds, visitor), parser_(XML_ParserCreate(nullptr), &XML_ParserFree) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &on_open, &on_close);
    XML_SetCharacterDataHandler(parser_.get(), &on_text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), &on_doctype);
    XML_SetEntityDeclHandler(parser_.get(), &on_entity);
  }

  void take(std::string_view text, bool last) {
    fed_ += text.size();
    const auto state =
        XML_Parse(parser_.get(), text.data(), static_cast<int>(text.size()), last ? 1 : 0);
    if (trouble_) std::rethrow_exception(trouble_);
    if (state != XML_STATUS_OK) {
      throw std::runtime_error(fmt::format("line {}: {}", XML_GetCurrentLineNumber(parser_.get()),
                                           XML_ErrorString(XML_GetErrorCode(parser_.get()))));
    }
    if (fed_ - heard_ > kMostElementBytes) {
      throw std::runtime_error("an element has more than 16 MiB, which no map has");
    }
  }

  [[nodiscard]] const XmlNotes& notes() const { return maker_.notes; }

 private:
  template <class Call>
  static void guarded(void* self, Call call) {
    auto& parser = *static_cast<Parser*>(self);
    if (parser.trouble_) return;
    parser.heard_ = parser.fed_;
    try {
      call(parser);
    } catch (...) {
      parser.trouble_ = std::current_exception();
      XML_StopParser(parser.parser_.get(), XML_FALSE);
    }
  }
  static void on_open(void* self, const XML_Char* name, const XML_Char** with) {
    guarded(self, [&](Parser& parser) {
      try {
        parser.maker_.open(name, Attributes(with));
      } catch (const OtherXml&) {
        throw;
      } catch (const std::runtime_error& trouble) {
        throw std::runtime_error(fmt::format(
            "line {}: {}", XML_GetCurrentLineNumber(parser.parser_.get()), trouble.what()));
      }
    });
  }
  static void on_close(void* self, const XML_Char*) {
    guarded(self, [](Parser& parser) { parser.maker_.close(); });
  }
  static void on_text(void* self, const XML_Char* text, int length) {
    guarded(self, [&](Parser& parser) {
      parser.maker_.characters({text, static_cast<std::size_t>(length)});
    });
  }
  static void on_doctype(void* self, const XML_Char* name, const XML_Char*, const XML_Char*, int) {
    guarded(self, [&](Parser&) {
      if (std::string_view(name) != "html" && std::string_view(name) != "HTML") return;
      throw OtherXml(OtherXml::Kind::kNoMap,
                     "a web page, such as a server's message that it has no map");
    });
  }
  static void on_entity(void* self, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                        const XML_Char*, const XML_Char*, const XML_Char*) {
    guarded(self,
            [](Parser&) { throw std::runtime_error("it declares entities, which no map does"); });
  }

  ObjectMaker maker_;
  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
  std::exception_ptr trouble_;
  std::uint64_t fed_ = 0;
  std::uint64_t heard_ = 0;
};

}  // namespace

namespace {

/// What was packed may be something else than XML, as packed parts are recognised before.
void require_xml(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return;  // UTF-16
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || text[begin] == '<') return;
  if (text[begin] == '{' || text[begin] == '[') {
    throw OtherXml(OtherXml::Kind::kNoMap,
                   "JSON inside, not OpenStreetMap XML (of Overpass, ask for [out:xml])");
  }
  throw OtherXml(OtherXml::Kind::kNoMap, "no XML inside");
}

}  // namespace

XmlNotes read_xml(const std::filesystem::path& path, ObjectKinds kinds, OsmVisitor& visitor,
                  const std::function<void(std::uint64_t)>& done) {
  PackedText text(path);
  Parser parser(kinds, visitor);
  std::vector<char> portion(kPortion);
  bool first = true;
  while (const std::size_t size = text.read(portion)) {
    if (std::exchange(first, false)) require_xml({portion.data(), size});
    parser.take({portion.data(), size}, false);
    done(text.offset());
  }
  parser.take({}, true);
  return parser.notes();
}

}  // namespace sozialraum::osm
