#pragma once

#include <array>
#include <cstdint>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include "osm/osm_objects.hpp"

namespace sozialraum::osm {

/// What was passed on is not what holds: begin anew with all passes over the file.
///
/// It keeps its promise no longer to be surprised by what it found.
class ReadAgain : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override {
    return "the objects are not in the order that was expected";
  }
};

/// Of an object that stands in a file several times, which state holds?
///
/// The highest version, whole; of equal versions (or without any) the last in the file. If that is
/// a deletion, the object is gone. One rule for nodes, ways and relations, before any filter.
class Standing {
 public:
  using PerKind = std::array<std::uint64_t, 3>;

  /// Reads everything with `read(kinds, visitor)`, twice: once for the ids that stand several times
  /// (eight bytes an object), once for their versions.
  template <class Read>
  [[nodiscard]] static Standing take(Read read) {
    Standing standing;
    Collector collector(standing);
    read(collector);
    collector.keep_doubles();
    Chooser chooser(standing);
    read(chooser);
    return standing;
  }

  /// Objects of a kind that an other state of the same object replaces.
  [[nodiscard]] std::uint64_t doubles(ObjectKinds kind) const { return doubles_[row(kind)]; }

 private:
  friend class StandingFilter;

  /// An object that stands several times.
  struct Several {
    std::int64_t id = 0;
    std::uint64_t ordinal = 0;  ///< of the state that holds, among the objects of its kind
    std::int64_t version = -1;
  };

  class Collector : public OsmVisitor {
   public:
    explicit Collector(Standing& standing) : standing_(standing) {}
    void node(const NodeView& node) override { ids_[0].push_back(node.id); }
    void way(const WayView& way) override { ids_[1].push_back(way.id); }
    void relation(const RelationView& relation) override { ids_[2].push_back(relation.id); }
    void keep_doubles();

   private:
    Standing& standing_;
    std::array<std::vector<std::int64_t>, 3> ids_;
  };

  class Chooser : public OsmVisitor {
   public:
    explicit Chooser(Standing& standing) : standing_(standing) {}
    void node(const NodeView& node) override { weigh(0, node.id, node.state); }
    void way(const WayView& way) override { weigh(1, way.id, way.state); }
    void relation(const RelationView& relation) override { weigh(2, relation.id, relation.state); }
    [[nodiscard]] bool wants_versions() const override { return true; }

   private:
    void weigh(std::size_t kind, std::int64_t id, ObjectState state);

    Standing& standing_;
    std::array<std::uint64_t, 3> ordinals_{};
  };

  static std::size_t row(ObjectKinds kind) { return kind == kNodes ? 0 : kind == kWays ? 1 : 2; }
  [[nodiscard]] const Several* find(std::size_t kind, std::int64_t id) const;

  std::array<std::vector<Several>, 3> several_;  // each by id
  PerKind doubles_{};
};

/// Hands on the objects that hold. Without a `standing` it insists that the ids of each kind rise,
/// so that none stands twice, and throws ReadAgain otherwise.
class StandingFilter : public OsmVisitor {
 public:
  StandingFilter(ObjectKinds asked, OsmVisitor& visitor, const std::optional<Standing>& standing)
      : asked_(asked), visitor_(visitor), standing_(standing) {}

  void node(const NodeView& node) override {
    if (holds(0, node.id, node.state)) visitor_.node(node);
  }
  void way(const WayView& way) override;
  void relation(const RelationView& relation) override {
    if (holds(2, relation.id, relation.state)) visitor_.relation(relation);
  }

  /// How many objects are gone, by kind.
  [[nodiscard]] const Standing::PerKind& deleted() const { return deleted_; }
  /// Does the file tell positions at its ways?
  [[nodiscard]] bool located_ways() const { return located_ways_; }

 private:
  bool holds(std::size_t kind, std::int64_t id, ObjectState state) {
    ++ordinals_[kind];
    if (standing_) {
      const Standing::Several* several = standing_->find(kind, id);
      if (several != nullptr && several->ordinal != ordinals_[kind]) return false;
    } else {
      const std::uint64_t place = place_of(id);
      if (place <= last_[kind]) throw ReadAgain();
      last_[kind] = place;
    }
    deleted_[kind] += state.deleted ? 1U : 0U;
    return !state.deleted;
  }

  /// Sorted files hold -1, -2, ... before 0, 1, ...: so this rises in them, from 1 on.
  static std::uint64_t place_of(std::int64_t id) {
    const auto bits = static_cast<std::uint64_t>(id);
    return id < 0 ? 0U - bits : (std::uint64_t{1} << 63U) + 1 + bits;
  }

  ObjectKinds asked_;
  OsmVisitor& visitor_;
  const std::optional<Standing>& standing_;
  Standing::PerKind ordinals_{};
  Standing::PerKind last_{};
  Standing::PerKind deleted_{};
  bool located_ways_ = false;
};

}  // namespace sozialraum::osm
