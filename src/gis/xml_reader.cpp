#include "gis/xml_reader.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <exception>
#include <memory>
#include <type_traits>

#include "gis/gdal_guard.hpp"
#include "sozialraum/core/limits.hpp"

namespace sozialraum::gis {
namespace {

std::string_view without_prefix(std::string_view name) {
  return name.substr(name.rfind(':') + 1);  // npos + 1 is 0
}

/// One reading. Exceptions must not pass through the C code of the parser: they wait here.
class Reading {
 public:
  explicit Reading(const XmlHandler& handler)
      : handler_(handler), parser_(XML_ParserCreate(nullptr)) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &Reading::open, &Reading::close);
    if (handler_.text) XML_SetCharacterDataHandler(parser_.get(), &Reading::text);
    XML_SetEntityDeclHandler(parser_.get(), &Reading::entity);
  }

  /// False if the reading has to end; see `reason`.
  bool take(std::string_view bytes, bool last) {
    const XML_Status status = XML_Parse(parser_.get(), bytes.data(), static_cast<int>(bytes.size()),
                                        last ? XML_TRUE : XML_FALSE);
    if (exception_) std::rethrow_exception(exception_);
    if (status == XML_STATUS_OK) return true;
    if (reason_.empty()) {
      reason_ = fmt::format("{} in line {}", XML_ErrorString(XML_GetErrorCode(parser_.get())),
                            XML_GetCurrentLineNumber(parser_.get()));
    }
    return false;
  }

  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  struct Free {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };

  template <class Work>
  void guarded(Work work) {
    if (exception_) return;
    try {
      work();
    } catch (...) {
      exception_ = std::current_exception();
      XML_StopParser(parser_.get(), XML_FALSE);
    }
  }

  void stop(std::string reason) {
    reason_ = std::move(reason);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  static void open(void* self, const char* name, const char** attributes) {
    auto& reading = *static_cast<Reading*>(self);
    if (++reading.depth_ > core::kLimits.depth) return reading.stop("elements nested too deeply");
    if (!reading.handler_.open) return;
    reading.guarded(
        [&] { reading.handler_.open(without_prefix(name), XmlAttributes(attributes)); });
  }

  static void close(void* self, const char* name) {
    auto& reading = *static_cast<Reading*>(self);
    --reading.depth_;
    if (reading.handler_.close)
      reading.guarded([&] { reading.handler_.close(without_prefix(name)); });
  }

  static void text(void* self, const char* bytes, int length) {
    auto& reading = *static_cast<Reading*>(self);
    reading.guarded([&] { reading.handler_.text({bytes, static_cast<std::size_t>(length)}); });
  }

  static void entity(void* self, const char*, int, const char*, int, const char*, const char*,
                     const char*, const char*) {
    static_cast<Reading*>(self)->stop("it declares entities");
  }

  const XmlHandler& handler_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser_;
  std::exception_ptr exception_{};
  std::string reason_{};
  std::uint64_t depth_ = 0;
};

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (without_prefix(*pair) == name) return pair[1];
  }
  return {};
}

void read_xml(const std::string& part, const std::string& shown, const XmlHandler& handler) {
  Reading reading(handler);
  const auto refuse = [&] {
    throw core::InvalidInput(file_trouble("cannot_read", shown,
                                          fmt::format("the file is damaged: {}", reading.reason()),
                                          "open it in a spreadsheet program and save it again"));
  };
  for_each_block(part, shown, [&](std::string_view block) {
    if (!reading.take(block, false)) refuse();
  });
  if (!reading.take({}, true)) refuse();
}

}  // namespace sozialraum::gis
