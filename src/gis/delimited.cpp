#include "sozialraum/gis/delimited.hpp"

#include <algorithm>
#include <array>

#include "sozialraum/core/limits.hpp"

namespace sozialraum::gis {
namespace {

/// Walks over a text once, cell by cell, and tells `sink` where each cell and record ends.
template <class Sink>
class Cutter {
 public:
  Cutter(std::string_view text, char separator, Sink& sink)
      : text_(text), separator_(separator), sink_(sink) {
    for (const char c : {separator, '\n', '\r'}) ends_[static_cast<unsigned char>(c)] = true;
  }

  void run() {
    while (at_ < text_.size() && sink_.wants_more()) {
      sink_.begin(line_);
      do {
        cell();
      } while (take(separator_));
      sink_.end();
      end_of_line();
    }
  }

 private:
  void skip_to_end_of_cell() {
    while (at_ < text_.size() && !ends_[static_cast<unsigned char>(text_[at_])]) ++at_;
  }

  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void end_of_line() {
    const bool carriage = take('\r');
    if (take('\n') || carriage) ++line_;
  }

  /// Blanks between a separator and a quote belong to neither: `"A"; "B"`.
  void skip_blanks_before_a_quote() {
    const std::size_t first = text_.find_first_not_of(' ', at_);
    if (first == at_ || first == std::string_view::npos || text_[first] != '"') return;
    std::size_t end = text_.find_first_of("\"\r\n", first + 1);
    if (end == std::string_view::npos || text_[end] != '"') return;
    end = text_.find_first_not_of(' ', end + 1);
    const bool closed =
        end == std::string_view::npos || ends_[static_cast<unsigned char>(text_[end])];
    if (closed) at_ = first;
  }

  void cell() {
    if (at_ < text_.size() && text_[at_] == ' ') skip_blanks_before_a_quote();
    if (at_ < text_.size() && text_[at_] == '=' && text_.substr(at_ + 1).starts_with('"')) ++at_;
    if (at_ < text_.size() && text_[at_] == '"') return quoted_cell();
    const std::size_t start = at_;
    skip_to_end_of_cell();
    sink_.cell(start, at_ - start);
  }

  void quoted_cell() {
    const std::uint64_t opened = line_;
    const std::size_t start = ++at_;
    bool doubled = false;
    while (at_ < text_.size()) {
      if (text_[at_] == '"') {
        if (!text_.substr(at_ + 1).starts_with('"')) break;
        doubled = true;
        ++at_;
      } else if (text_[at_] == '\n') {
        ++line_;
      }
      ++at_;
    }
    if (at_ == text_.size()) sink_.open_quote(opened);
    const std::size_t length = at_ - start;
    take('"');
    const std::size_t rest = at_;
    skip_to_end_of_cell();  // text after the closing quote: kept, as spreadsheets do
    if (!doubled && rest == at_) return sink_.cell(start, length);
    sink_.quoted(start, length, rest, at_ - rest);
  }

  std::string_view text_;
  char separator_;
  Sink& sink_;
  std::array<bool, 256> ends_{};
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
};

/// Keeps where the cells are, and takes doubled quotes off in the text itself.
class Keep {
 public:
  Keep(std::string& text, Records& records) : text_(text), records_(records) {}

  [[nodiscard]] bool wants_more() const { return true; }
  void begin(std::uint64_t line) {
    records_.rows.push_back({.line = line, .first = records_.cells.size()});
  }
  void end() {
    CellRow& row = records_.rows.back();
    row.count = static_cast<std::uint32_t>(records_.cells.size() - row.first);
  }
  void open_quote(std::uint64_t line) {
    if (records_.open_quote_line == 0) records_.open_quote_line = line;
  }
  void cell(std::size_t start, std::size_t length) {
    if (length > core::kLimits.cell_bytes) {
      if (records_.long_cell_line == 0) records_.long_cell_line = records_.rows.back().line;
      length = 0;
    }
    records_.cells.push_back(TextPiece::of(start, length));
  }

  /// The content without its doubled quotes, then what stands behind the closing one.
  void quoted(std::size_t start, std::size_t length, std::size_t rest, std::size_t rest_length) {
    std::size_t to = start;
    for (std::size_t from = start; from < start + length; ++from) {
      text_[to++] = text_[from];
      if (text_[from] == '"') ++from;
    }
    for (std::size_t i = 0; i < rest_length; ++i) text_[to++] = text_[rest + i];
    const std::string_view plain(text_.data() + start, to - start);
    // "=""text""", the same form once more in quotes
    const bool kept_as_text = plain.size() > 2 && plain.starts_with("=\"") && plain.ends_with('"');
    cell(start + (kept_as_text ? 2 : 0), plain.size() - (kept_as_text ? 3 : 0));
  }

 private:
  std::string& text_;
  Records& records_;
};

/// How well a separator cuts the table: records like the header, and its number of cells.
struct Fit {
  std::size_t like_header = 0;
  std::size_t cells = 0;
};

/// Only counts the cells of the first records.
class Count {
 public:
  explicit Count(std::uint64_t header_line) : header_line_(header_line) {}

  [[nodiscard]] bool wants_more() const { return records_ < 100 + header_line_; }
  void begin(std::uint64_t line) { line_ = line, cells_ = 0; }
  void end() {
    ++records_;
    if (line_ < header_line_) return;
    if (fit_.cells == 0) fit_.cells = cells_;
    if (cells_ == fit_.cells) ++fit_.like_header;
  }
  void cell(std::size_t /*start*/, std::size_t /*length*/) { ++cells_; }
  void quoted(std::size_t, std::size_t, std::size_t, std::size_t) { ++cells_; }
  void open_quote(std::uint64_t /*line*/) {}

  [[nodiscard]] Fit fit() const { return fit_.cells < 2 ? Fit{} : fit_; }

 private:
  std::uint64_t header_line_;
  std::uint64_t line_ = 0;
  std::uint64_t records_ = 0;
  std::size_t cells_ = 0;
  Fit fit_{};
};

Fit fit_of(std::string_view text, char separator, std::uint64_t header_line) {
  Count count(header_line);
  Cutter<Count>(text, separator, count).run();
  return count.fit();
}

}  // namespace

Records cut_records(std::string& text, char separator) {
  Records result;
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  result.rows.reserve(lines);
  result.cells.reserve(lines +
                       static_cast<std::size_t>(std::count(text.begin(), text.end(), separator)));
  Keep keep(text, result);
  Cutter<Keep>(text, separator, keep).run();
  return result;
}

char detect_separator(std::string_view text, std::uint64_t header_line) {
  constexpr std::array<char, 4> kCandidates{';', '\t', '|', ','};
  char best = '\0';
  Fit best_fit;
  for (const char candidate : kCandidates) {
    const Fit fit = fit_of(text, candidate, header_line);
    const bool better = fit.like_header > best_fit.like_header ||
                        (fit.like_header == best_fit.like_header && fit.cells > best_fit.cells);
    if (better) {
      best = candidate;
      best_fit = fit;
    }
  }
  return best;
}

}  // namespace sozialraum::gis
