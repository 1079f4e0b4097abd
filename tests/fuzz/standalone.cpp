// Fuzzing without libFuzzer, for compilers that lack it: every file of the corpus as it is, then
// simple mutations of them for some seconds. It sees no coverage, so it finds less; but it runs
// everywhere.
//
//   <target>_fuzz <folder> [seconds]
#include <sys/time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz.hpp"

namespace {

using Bytes = std::vector<std::uint8_t>;
using Dice = std::mt19937_64;

/// No input may take longer, in seconds of processor time; the sanitizers take their share.
constexpr int kLongest = 30;

std::vector<Bytes> read_corpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) paths.push_back(entry);
  std::ranges::sort(paths);
  std::vector<Bytes> corpus;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return corpus;
}

std::size_t below(std::size_t end, Dice& dice) {
  return std::uniform_int_distribution<std::size_t>(0, end - 1)(dice);
}

void insert_piece(Bytes& bytes, const Bytes& other, Dice& dice) {
  const std::size_t from = below(other.size(), dice);
  const std::size_t size = std::min(other.size() - from, 1 + below(64, dice));
  const auto begin = other.begin() + static_cast<std::ptrdiff_t>(from);
  const auto at = static_cast<std::ptrdiff_t>(below(bytes.size() + 1, dice));
  bytes.insert(bytes.begin() + at, begin, begin + static_cast<std::ptrdiff_t>(size));
}

/// One change: a bit, a byte, a number of four bytes, a piece gone, a piece of another file.
void change(Bytes& bytes, const std::vector<Bytes>& corpus, Dice& dice) {
  static constexpr std::uint8_t kEdges[] = {0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff};
  const std::size_t at = bytes.empty() ? 0 : below(bytes.size(), dice);
  const std::size_t kind = bytes.empty() ? 4 : below(5, dice);
  if (kind == 0) bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1U << below(8, dice)));
  if (kind == 1) bytes[at] = kEdges[below(std::size(kEdges), dice)];
  if (kind == 2) {
    const std::size_t end = std::min(at + 4, bytes.size());
    const std::uint8_t value = kEdges[below(std::size(kEdges), dice)];
    for (std::size_t i = at; i < end; ++i) bytes[i] = value;
  }
  if (kind == 3) {
    const std::size_t size = std::min(bytes.size() - at, 1 + below(32, dice));
    const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    bytes.erase(begin, begin + static_cast<std::ptrdiff_t>(size));
  }
  if (kind == 4) {
    const Bytes& other = corpus[below(corpus.size(), dice)];
    if (!other.empty()) insert_piece(bytes, other, dice);
  }
}

void run(const Bytes& bytes) {
  const itimerval limit{.it_interval = {}, .it_value = {.tv_sec = kLongest, .tv_usec = 0}};
  ::setitimer(ITIMER_PROF, &limit, nullptr);
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    std::fputs("usage: <target>_fuzz <folder of inputs> [seconds]\n", stderr);
    return 2;
  }
  const std::vector<Bytes> corpus = read_corpus(words[1]);
  if (corpus.empty()) {
    std::fprintf(stderr, "no input in %s\n", words[1]);
    return 2;
  }
  for (const Bytes& bytes : corpus) run(bytes);

  const auto end =
      std::chrono::steady_clock::now() + std::chrono::seconds(count > 2 ? std::atoi(words[2]) : 0);
  Dice dice(1);
  std::size_t runs = corpus.size();
  while (std::chrono::steady_clock::now() < end) {
    Bytes bytes = corpus[below(corpus.size(), dice)];
    for (std::size_t changes = 1 + below(4, dice); changes > 0; --changes)
      change(bytes, corpus, dice);
    run(bytes);
    ++runs;
  }
  std::printf("%zu inputs, each read or refused by name\n", runs);
  return 0;
}
