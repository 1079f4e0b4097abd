#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sozialraum::core {

/// Where in the user's material is the trouble? Leave empty what does not apply.
struct Place {
  std::string argument{};              ///< name of the function argument or project option
  std::string file{};                  ///< path as the user gave it
  std::optional<std::uint64_t> row{};  ///< line of the file, counted from 1
  std::string column{};                ///< column name
  std::string area{};                  ///< area code or facility id

  friend bool operator==(const Place&, const Place&) = default;
};

/// How much does it matter?
enum class Severity : std::uint8_t {
  kNote,     ///< worth knowing, nothing to do: "encoding cp1252 detected"
  kWarning,  ///< the result stands but is weaker: "12 areas without a value"
};

/// What did the data make us do or doubt?
///
/// Trouble of the *data* is returned beside the result as findings; a *mistake of the caller* is
/// thrown as InvalidInput, which carries a finding too. `code` is stable and machine-readable
/// ("duplicate_key"); reports translate it to German. `details` are named facts in the order told,
/// such as
/// {"found", "Einwoner"}, {"nearest", "Einwohner"}; `areas` lists the area codes or ids concerned.
struct Finding {
  std::string code{};
  Severity severity = Severity::kNote;
  std::string message{};  ///< one English sentence: what, and what was expected
  Place place{};
  std::string hint{};  ///< how to mend it; empty if there is nothing to do
  std::vector<std::pair<std::string, std::string>> details{};
  std::vector<std::string> areas{};

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// The finding as one English text: "file x.csv, row 3, column Alter: not a number: 'abc'. Hint:
/// …".
[[nodiscard]] std::string describe(const Finding& finding);

/// The caller gave something that cannot be computed. what() is describe(finding()).
class InvalidInput : public std::runtime_error {
 public:
  explicit InvalidInput(Finding finding);
  [[nodiscard]] const Finding& finding() const noexcept { return finding_; }

 private:
  Finding finding_;
};

/// A name (column, indicator, layer, type) that does not exist. A KeyError in Python.
class UnknownName : public InvalidInput {
 public:
  using InvalidInput::InvalidInput;
};

/// Throws InvalidInput for an argument: the shortest way to say what is wrong with it.
///
///     if (k < 2) invalid_argument("k", "is 1; at least 2 types are needed", "choose k = 2 or
///     more");
[[noreturn]] void invalid_argument(std::string argument, const std::string& trouble,
                                   std::string hint = "");

}  // namespace sozialraum::core
