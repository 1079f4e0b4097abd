// A prepared network whose checksums are right whatever its numbers are: what is loaded with
// check_content must be safe to search, forwards and backwards.
#include "sozialraum/network/network_file.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "fuzz.hpp"
#include "sozialraum/network/dijkstra.hpp"
#include "sozialraum/network/time_lookup.hpp"

namespace {

namespace network = sozialraum::network;

constexpr std::size_t kHead = 64;
constexpr std::size_t kRow = 32;

template <class T>
T number_at(const std::string& bytes, std::size_t at) {
  T number{};
  std::memcpy(&number, bytes.data() + at, sizeof(T));
  return number;
}

template <class T>
void put_at(std::string& bytes, std::size_t at, T number) {
  std::memcpy(bytes.data() + at, &number, sizeof(T));
}

std::uint32_t crc_of(const std::string& bytes, std::size_t from, std::size_t size) {
  return static_cast<std::uint32_t>(
      ::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data() + from), size));
}

std::size_t padded(std::size_t bytes) { return (bytes + 63) / 64 * 64; }

/// Makes size and checksums right as far as the table of sections leads into the file.
void seal(std::string& bytes) {
  if (bytes.size() < kHead) return;
  const std::size_t rows =
      std::min<std::size_t>(number_at<std::uint32_t>(bytes, 32), (bytes.size() - kHead) / kRow);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t at = kHead + row * kRow;
    const auto offset = number_at<std::uint64_t>(bytes, at + 8);
    const auto count = number_at<std::uint64_t>(bytes, at + 16);
    const auto width = number_at<std::uint32_t>(bytes, at + 4);
    if (offset > bytes.size() || count > bytes.size() || width > 4096) continue;
    const std::size_t size = padded(count * width);
    if (size <= bytes.size() - offset) put_at(bytes, at + 24, crc_of(bytes, offset, size));
  }
  put_at<std::uint64_t>(bytes, 24, bytes.size());
  const std::size_t end = padded(kHead + rows * kRow);
  if (end <= bytes.size()) put_at(bytes, 36, crc_of(bytes, kHead, end - kHead));
  put_at(bytes, 60, crc_of(bytes, 0, 60));
}

/// Both ways, on the roads and on their hierarchy: whatever the numbers are, nothing leaves its
/// array.
void search(const network::LoadedNetwork& loaded) {
  const std::uint32_t nodes = static_cast<std::uint32_t>(loaded.graph.node_count());
  if (nodes == 0) return;
  const std::array<network::Seed, 2> seeds{{{network::NodeId{0}}, {network::NodeId{nodes - 1}}}};
  network::Dijkstra dijkstra(loaded.graph);
  for (const auto sense : {network::Sense::kOutward, network::Sense::kInward}) {
    for (const network::NodeId node : dijkstra.run(seeds, {.sense = sense, .into_zones = true})) {
      static_cast<void>(dijkstra.path(node));
    }
    if (!loaded.hierarchy) continue;
    network::TimeLookup times(*loaded.hierarchy);
    times.run(seeds, sense);
    for (std::uint32_t node = 0; node < nodes; ++node) {
      static_cast<void>(times.time(network::NodeId{node}));
    }
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace fuzz = sozialraum::fuzz;
  static const fuzz::InputFile file(".network");
  std::string bytes(fuzz::text_of(data, size));
  seal(bytes);
  const auto& path = file.write(bytes);
  fuzz::only_named_errors([&] { search(network::load_network(path, {.check_content = true})); });
  return 0;
}
