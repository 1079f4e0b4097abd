#include "gis/gdal_guard.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <mutex>

#include "sozialraum/core/nearest_name.hpp"

namespace sozialraum::gis {
namespace {

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

[[noreturn]] void file_not_found(std::string_view path) {
  const std::filesystem::path wanted(path);
  const auto folder = wanted.has_parent_path() ? wanted.parent_path() : std::filesystem::path(".");
  const std::string nearest = core::nearest_name(wanted.filename().string(), names_in(folder));
  core::Finding finding =
      file_trouble("file_not_found", path, "there is no such file",
                   nearest.empty() ? "check the path" : fmt::format("did you mean '{}'?", nearest));
  finding.details = {{"found", wanted.filename().string()}, {"nearest", nearest}};
  throw core::InvalidInput(std::move(finding));
}

}  // namespace

GdalErrors::GdalErrors() { CPLPushErrorHandlerEx(&GdalErrors::collect, this); }
GdalErrors::~GdalErrors() { CPLPopErrorHandler(); }

void GdalErrors::collect(CPLErr kind, CPLErrorNum /*number*/, const char* message) {
  auto* const self = static_cast<GdalErrors*>(CPLGetErrorHandlerUserData());
  if (kind == CE_Warning) self->warnings_.emplace_back(message);
  if (kind == CE_Failure || kind == CE_Fatal) self->errors_.emplace_back(message);
}

std::string GdalErrors::text(std::string_view otherwise) const {
  return errors_.empty() ? std::string(otherwise) : fmt::format("{}", fmt::join(errors_, "; "));
}

GdalConfig::GdalConfig(std::string name, const std::string& value) : name_(std::move(name)) {
  const char* const before = CPLGetThreadLocalConfigOption(name_.c_str(), nullptr);
  previous_ = before == nullptr ? "" : before;
  CPLSetThreadLocalConfigOption(name_.c_str(), value.c_str());
}

GdalConfig::~GdalConfig() {
  CPLSetThreadLocalConfigOption(name_.c_str(), previous_.empty() ? nullptr : previous_.c_str());
}

std::string gdal_path(std::string_view path) {
  const bool archive = extension_of(path) == "zip" && !path.starts_with("/vsi");
  return archive ? fmt::format("/vsizip/{{{}}}", path) : std::string(path);
}

void require_file(std::string_view path) {
  VSIStatBufL status{};
  if (VSIStatL(std::string(path).c_str(), &status) != 0) file_not_found(path);
  if (VSI_ISDIR(status.st_mode) && !path.starts_with("/vsizip/")) {
    throw core::InvalidInput(
        file_trouble("not_a_file", path, "this is a folder, not a file", "name a file in it"));
  }
  if (status.st_size == 0 && !VSI_ISDIR(status.st_mode)) {
    throw core::InvalidInput(
        file_trouble("empty_file", path, "the file is empty", "fetch or export it again"));
  }
}

std::string read_bytes(const std::string& gdal_path, std::string_view shown_path) {
  const GdalErrors errors;
  VSILFILE* const file = VSIFOpenL(gdal_path.c_str(), "rb");
  if (file == nullptr) {
    throw core::InvalidInput(file_trouble(
        "cannot_read", shown_path,
        fmt::format("the file cannot be read: {}", errors.text("no permission, or damaged")),
        "check its permissions"));
  }
  std::string bytes;
  std::vector<char> block(1U << 20U);
  while (const std::size_t read = VSIFReadL(block.data(), 1, block.size(), file)) {
    bytes.append(block.data(), read);
  }
  VSIFCloseL(file);
  return bytes;
}

core::Finding file_trouble(std::string code, std::string_view path, std::string message,
                           std::string hint) {
  return {.code = std::move(code),
          .severity = core::Severity::kWarning,
          .message = std::move(message),
          .place = {.file = std::string(path)},
          .hint = std::move(hint)};
}

void register_drivers() {
  static std::once_flag once;
  std::call_once(once, [] {
    const GdalErrors quiet;
    GDALAllRegister();
  });
}

std::string extension_of(std::string_view path) {
  std::string extension = std::filesystem::path(path).extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return extension.empty() ? extension : extension.substr(1);
}

}  // namespace sozialraum::gis
