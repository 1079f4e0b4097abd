// A spreadsheet. An input is the XML of its parts, with a record separator (0x1e) between them:
// sheet, shared strings, styles, workbook. They are packed into an archive here, so that a changed
// byte meets the reader and not the checksum of the archive. An input that is an archive is read as
// it is.
#include <zlib.h>

#include <array>
#include <string>
#include <vector>

#include "fuzz.hpp"
#include "sozialraum/gis/table.hpp"

namespace {

using sozialraum::fuzz::text_of;

struct Part {
  std::string name;
  std::string text;
};

constexpr std::array<const char*, 4> kNames{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                                            "xl/styles.xml", "xl/workbook.xml"};
constexpr const char* kTypes =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>)";
constexpr const char* kRelations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId1" Target="worksheets/sheet1.xml" )"
    R"(Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>)"
    R"(<Relationship Id="rId2" Target="sharedStrings.xml" )"
    R"(Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>)"
    R"(<Relationship Id="rId3" Target="styles.xml" )"
    R"(Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>)"
    R"(</Relationships>)";

void put(std::string& out, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i, number >>= 8U) out += static_cast<char>(number & 0xffU);
}

/// The 26 bytes that the local and the central header of a stored file share.
std::string common_head(const Part& part) {
  const auto crc = ::crc32_z(0, reinterpret_cast<const Bytef*>(part.text.data()), part.text.size());
  std::string head;
  put(head, 20, 2);  // version needed
  put(head, 0, 8);   // flags, method 0 = stored, time and date
  put(head, crc, 4);
  put(head, part.text.size(), 4);
  put(head, part.text.size(), 4);
  put(head, part.name.size(), 2);
  put(head, 0, 2);  // no extra field
  return head;
}

std::string archive_of(const std::vector<Part>& parts) {
  std::string files;
  std::string directory;
  for (const Part& part : parts) {
    const std::string head = common_head(part);
    directory += "PK\x01\x02";
    put(directory, 20, 2);  // version made by
    directory += head;
    put(directory, 0, 10);  // comment, disk, attributes
    put(directory, files.size(), 4);
    directory += part.name;
    files += "PK\x03\x04" + head + part.name + part.text;
  }
  std::string end = "PK\x05\x06";
  put(end, 0, 4);
  put(end, parts.size(), 2);
  put(end, parts.size(), 2);
  put(end, directory.size(), 4);
  put(end, files.size(), 4);
  put(end, 0, 2);
  return files + directory + end;
}

std::string packed(std::string_view input) {
  if (input.starts_with("PK")) return std::string(input);
  std::vector<Part> parts{{"[Content_Types].xml", kTypes},
                          {"xl/_rels/workbook.xml.rels", kRelations}};
  for (const char* const name : kNames) {
    const std::size_t end = input.find('\x1e');
    parts.push_back({name, std::string(input.substr(0, end))});
    if (end == std::string_view::npos) break;
    input.remove_prefix(end + 1);
  }
  return archive_of(parts);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace fuzz = sozialraum::fuzz;
  static const fuzz::InputFile file(".xlsx");
  const std::string path = file.write(packed(text_of(data, size))).string();
  fuzz::only_named_errors(
      [&] { static_cast<void>(sozialraum::gis::read_table(path, {.key = "code"})); });
  return 0;
}
