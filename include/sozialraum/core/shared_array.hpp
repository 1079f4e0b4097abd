#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace sozialraum::core {

/// An array nobody changes any more: whoever owns the memory, copies share it.
///
/// Made from a vector, which it takes over, or as a view into memory that something else keeps
/// alive, such as a file mapped into memory. Copying costs two pointers; the elements live as long
/// as any copy.
template <class T>
class SharedArray {
 public:
  static_assert(!std::is_const_v<T>, "the elements are const anyway");
  using value_type = T;

  SharedArray() = default;
  SharedArray(std::vector<T> values)  // NOLINT: a vector is what most arrays are made of
      : SharedArray(std::make_shared<const std::vector<T>>(std::move(values))) {}
  /// `owner` keeps the memory of the view.
  SharedArray(std::span<const T> view, std::shared_ptr<const void> owner)
      : data_(view.data()), size_(view.size()), owner_(std::move(owner)) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const T* data() const { return data_; }
  [[nodiscard]] const T* begin() const { return data_; }
  [[nodiscard]] const T* end() const { return data_ + size_; }
  [[nodiscard]] const T& operator[](std::size_t i) const { return data_[i]; }
  [[nodiscard]] const T& front() const { return data_[0]; }
  [[nodiscard]] const T& back() const { return data_[size_ - 1]; }

  friend bool operator==(const SharedArray& a, const SharedArray& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  explicit SharedArray(std::shared_ptr<const std::vector<T>> values)
      : data_(values->data()), size_(values->size()), owner_(std::move(values)) {}

  const T* data_ = nullptr;
  std::size_t size_ = 0;
  std::shared_ptr<const void> owner_;
};

}  // namespace sozialraum::core
