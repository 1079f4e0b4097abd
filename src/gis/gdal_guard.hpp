#pragma once

#include <gdal_priv.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/core/finding.hpp"

// What every use of GDAL in this module needs: its complaints caught, its switches set for the
// calling thread only.
namespace sozialraum::gis {

/// Collects what GDAL complains about on this thread while it lives, instead of the console.
class GdalErrors {
 public:
  GdalErrors();
  ~GdalErrors();
  GdalErrors(const GdalErrors&) = delete;
  GdalErrors& operator=(const GdalErrors&) = delete;

  [[nodiscard]] bool empty() const noexcept { return errors_.empty(); }
  /// The errors as one sentence; `otherwise` if there is none.
  [[nodiscard]] std::string text(std::string_view otherwise = "unknown reason") const;
  [[nodiscard]] const std::vector<std::string>& warnings() const noexcept { return warnings_; }

 private:
  static void collect(CPLErr kind, CPLErrorNum number, const char* message);

  std::vector<std::string> errors_;
  std::vector<std::string> warnings_;
};

/// Sets one switch of GDAL for this thread while it lives.
class GdalConfig {
 public:
  GdalConfig(std::string name, const std::string& value);
  ~GdalConfig();
  GdalConfig(const GdalConfig&) = delete;
  GdalConfig& operator=(const GdalConfig&) = delete;

 private:
  std::string name_;
  std::string previous_;
};

/// Throws InvalidInput "file_not_found" (with the nearest name in the folder), "not_a_file",
/// "empty_file", and "not_a_local_file" for what GDAL would fetch or make up (/vsicurl/..., http:):
/// only files of this machine and members of archives among them are read.
void require_file(std::string_view path);

/// All bytes of a file, or of a member of an archive. Throws InvalidInput "cannot_read",
/// "too_large" (core::Limits).
[[nodiscard]] std::string read_bytes(const std::string& gdal_path, std::string_view shown_path);

/// The same, block by block.
void for_each_block(const std::string& gdal_path, std::string_view shown_path,
                    const std::function<void(std::string_view)>& visit);

/// The name of a member of a .zip for GDAL. The archive itself may be one.
[[nodiscard]] std::string member_path(std::string_view archive, std::string_view member);

/// True if GDAL finds a file of this name.
[[nodiscard]] bool exists(const std::string& gdal_path);

/// The text as valid UTF-8: what is not is read as Windows-1252. For messages of others.
[[nodiscard]] std::string readable(std::string_view text);

/// A warning-level finding about a file, to throw or to return.
[[nodiscard]] core::Finding file_trouble(std::string code, std::string_view path,
                                         std::string message, std::string hint);

/// Loads GDAL's drivers once.
void register_drivers();

/// The part of a path after its last dot, in lower case.
[[nodiscard]] std::string extension_of(std::string_view path);

}  // namespace sozialraum::gis
