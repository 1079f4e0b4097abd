#include "gis/sqlite_schema.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "gis/gdal_guard.hpp"

namespace sozialraum::gis {
namespace {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct Finish {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Finish>;

bool is_sqlite(const std::string& path) {
  const GdalErrors quiet;
  VSILFILE* const file = VSIFOpenL(path.c_str(), "rb");
  if (file == nullptr) return false;
  char magic[16] = {};
  const std::size_t read = VSIFReadL(magic, 1, sizeof magic, file);
  VSIFCloseL(file);
  return read == sizeof magic && std::string_view(magic, 15) == "SQLite format 3";
}

[[noreturn]] void damaged(const std::string& shown, const std::string& reason) {
  throw core::InvalidInput(file_trouble("cannot_read", shown,
                                        fmt::format("the GeoPackage cannot be read: {}", reason),
                                        "export it again"));
}

/// A member of an archive is looked at in memory; `bytes` must outlive the database.
Database open(const std::string& path, const std::string& shown, std::string& bytes) {
  sqlite3* raw = nullptr;
  const bool member = path.starts_with("/vsi");
  const int opened =
      sqlite3_open_v2(member ? ":memory:" : path.c_str(), &raw,
                      member ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, nullptr);
  Database database(raw);
  if (opened != SQLITE_OK) damaged(shown, sqlite3_errmsg(raw));
  if (!member) return database;
  bytes = read_bytes(path, shown);
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  const int taken = sqlite3_deserialize(raw, "main", reinterpret_cast<unsigned char*>(bytes.data()),
                                        size, size, SQLITE_DESERIALIZE_READONLY);
  if (taken != SQLITE_OK) damaged(shown, sqlite3_errmsg(raw));
  return database;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::string text_of(sqlite3_stmt* statement, int column) {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  return text == nullptr ? std::string() : text;
}

}  // namespace

std::set<std::string> computed_layers(const std::string& path, const std::string& shown) {
  std::set<std::string> computed;
  if (!is_sqlite(path)) return computed;
  std::string bytes;
  const Database database = open(path, shown, bytes);
  sqlite3_stmt* raw = nullptr;
  // The schema itself is always stored.
  sqlite3_prepare_v2(database.get(), "SELECT name, type, sql FROM sqlite_master", -1, &raw,
                     nullptr);
  const Statement statement(raw);
  if (!statement) damaged(shown, sqlite3_errmsg(database.get()));
  int step = SQLITE_ROW;
  while ((step = sqlite3_step(statement.get())) == SQLITE_ROW) {
    const std::string name = text_of(statement.get(), 0);
    const bool is_virtual = lower(text_of(statement.get(), 2)).starts_with("create virtual");
    if (text_of(statement.get(), 1) != "view" && !is_virtual) continue;
    if (lower(name).starts_with("gpkg_")) {
      damaged(shown, fmt::format("its table {} is computed, not stored", readable(name)));
    }
    computed.insert(name);
  }
  if (step != SQLITE_DONE) damaged(shown, sqlite3_errmsg(database.get()));
  return computed;
}

}  // namespace sozialraum::gis
