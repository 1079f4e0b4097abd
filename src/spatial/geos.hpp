#pragma once

#include <geos_c.h>

#include <memory>
#include <string>
#include <string_view>

namespace sozialraum::spatial {

/// One GEOS context: keeps the last error text instead of printing it.
class Geos {
 public:
  Geos() : handle_(GEOS_init_r()) {
    GEOSContext_setErrorMessageHandler_r(
        handle_, [](const char* text, void* self) { static_cast<Geos*>(self)->error_ = text; },
        this);
  }
  ~Geos() { GEOS_finish_r(handle_); }
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  [[nodiscard]] GEOSContextHandle_t handle() const { return handle_; }
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  GEOSContextHandle_t handle_;
  std::string error_;
};

template <auto destroy>
struct Destroy {
  GEOSContextHandle_t handle = nullptr;
  template <class T>
  void operator()(T* thing) const {
    destroy(handle, thing);
  }
};

using Geometry = std::unique_ptr<GEOSGeometry, Destroy<GEOSGeom_destroy_r>>;
using Prepared = std::unique_ptr<const GEOSPreparedGeometry, Destroy<GEOSPreparedGeom_destroy_r>>;
using Tree = std::unique_ptr<GEOSSTRtree, Destroy<GEOSSTRtree_destroy_r>>;
using Reader = std::unique_ptr<GEOSWKBReader, Destroy<GEOSWKBReader_destroy_r>>;
using Writer = std::unique_ptr<GEOSWKBWriter, Destroy<GEOSWKBWriter_destroy_r>>;

/// The geometry of well-known binary; null if it is none.
[[nodiscard]] inline Geometry read_wkb(const Geos& geos, GEOSWKBReader* reader,
                                       std::string_view wkb) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(wkb.data());
  return {GEOSWKBReader_read_r(geos.handle(), reader, bytes, wkb.size()), {geos.handle()}};
}

}  // namespace sozialraum::spatial
