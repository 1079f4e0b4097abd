#include "sozialraum/gis/delimited.hpp"

#include <algorithm>
#include <array>

namespace sozialraum::gis {
namespace {

/// Walks over the text once, cell by cell.
class Cutter {
 public:
  Cutter(std::string_view text, char separator, Records& result)
      : text_(text), separator_(separator), result_(result) {}

  void run(std::size_t limit) {
    while (at_ < text_.size() && result_.records.size() < limit) {
      Record record{.line = line_};
      do {
        record.cells.push_back(cell());
      } while (take(separator_));
      end_of_line();
      result_.records.push_back(std::move(record));
    }
  }

 private:
  [[nodiscard]] bool at_end_of_cell() const {
    return at_ == text_.size() || text_[at_] == separator_ || text_[at_] == '\n' ||
           text_[at_] == '\r';
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

  std::string_view cell() {
    if (text_.substr(at_).starts_with("=\"")) ++at_;
    if (at_ < text_.size() && text_[at_] == '"') return quoted_cell();
    const std::size_t start = at_;
    while (!at_end_of_cell()) ++at_;
    return text_.substr(start, at_ - start);
  }

  std::string_view quoted_cell() {
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
    if (at_ == text_.size() && result_.open_quote_line == 0) result_.open_quote_line = opened;
    std::string_view content = text_.substr(start, at_ - start);
    take('"');
    const std::size_t rest = at_;
    while (!at_end_of_cell()) ++at_;  // text after the closing quote: kept, as spreadsheets do
    if (!doubled && rest == at_) return content;
    return keep(content, text_.substr(rest, at_ - rest));
  }

  std::string_view keep(std::string_view content, std::string_view rest) {
    std::string plain;
    for (std::size_t i = 0; i < content.size(); ++i) {
      plain += content[i];
      if (content[i] == '"') ++i;
    }
    plain += rest;
    // "=""text""", the same form once more in quotes
    if (plain.size() > 2 && plain.starts_with("=\"") && plain.ends_with('"')) {
      plain = plain.substr(2, plain.size() - 3);
    }
    return result_.unescaped.emplace_back(std::move(plain));
  }

  std::string_view text_;
  char separator_;
  Records& result_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
};

/// How well a separator cuts the table: records like the header, and its number of cells.
struct Fit {
  std::size_t like_header = 0;
  std::size_t cells = 0;
};

Fit fit_of(std::string_view text, char separator, std::uint64_t header_line) {
  const Records cut = cut_records(text, separator, 100 + header_line);
  const auto header =
      std::find_if(cut.records.begin(), cut.records.end(),
                   [header_line](const Record& record) { return record.line >= header_line; });
  if (header == cut.records.end() || header->cells.size() < 2) return {};
  Fit fit{.cells = header->cells.size()};
  for (auto record = header; record != cut.records.end(); ++record) {
    if (record->cells.size() == fit.cells) ++fit.like_header;
  }
  return fit;
}

}  // namespace

Records cut_records(std::string_view text, char separator, std::size_t limit) {
  Records result;
  Cutter(text, separator, result).run(limit);
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
