#pragma once

#include <cstdint>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace sozialraum::test {

/// The texts of one column of a dBASE file (the table of a shapefile), without blanks around them.
inline std::vector<std::string> dbase_texts(const std::string& path, const std::string& column) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes.at(at)); };
  const std::size_t rows = byte(4) + 256U * byte(5) + 65536U * byte(6);
  const std::size_t header = byte(8) + 256U * byte(9);
  const std::size_t width = byte(10) + 256U * byte(11);
  std::size_t offset = 1;
  for (std::size_t field = 32; byte(field) != 0x0D; field += 32) {
    const std::string name = bytes.substr(field, 11).c_str();
    if (name == column) {
      std::vector<std::string> texts;
      for (std::size_t row = 0; row < rows; ++row) {
        std::string text = bytes.substr(header + row * width + offset, byte(field + 16));
        text.erase(0, text.find_first_not_of(' '));
        text.erase(text.find_last_not_of(' ') + 1);
        texts.push_back(text);
      }
      return texts;
    }
    offset += byte(field + 16);
  }
  throw std::out_of_range("no column " + column + " in " + path);
}

inline std::vector<double> dbase_numbers(const std::string& path, const std::string& column) {
  std::vector<double> numbers;
  for (const std::string& text : dbase_texts(path, column)) numbers.push_back(std::stod(text));
  return numbers;
}

}  // namespace sozialraum::test
