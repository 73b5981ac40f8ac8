// Reads the test vectors of docs/spec/vectors: every field of every case must be used, or the test fails.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "constat/text/hex.h"

namespace constat {

// Vector is one JSON object. When it goes, each of its fields must have been asked for. "name"
// counts as used.
class Vector {
 public:
  explicit Vector(nlohmann::json object) : object_(std::move(object)) {
    if (object_.contains("name")) name_ = object_.at("name").get<std::string>();
    used_.insert("name");
  }
  ~Vector() {
    for (const auto& [key, value] : object_.items()) {
      EXPECT_TRUE(used_.count(key) == 1)
          << "the field " << key << " of the vector \"" << name_ << "\" is not used";
    }
  }
  Vector(const Vector&) = delete;
  Vector& operator=(const Vector&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }

  // Has says whether the field is there and not null.
  [[nodiscard]] bool Has(const std::string& key) {
    used_.insert(key);
    return object_.contains(key) && !object_.at(key).is_null();
  }
  [[nodiscard]] const nlohmann::json& Json(const std::string& key) {
    used_.insert(key);
    return object_.at(key);
  }
  template <typename T>
  [[nodiscard]] T Get(const std::string& key) {
    return Json(key).get<T>();
  }
  [[nodiscard]] std::string Text(const std::string& key) { return Get<std::string>(key); }

  // Hex is a field of hex digits; HexArray one of exactly the array's size; HexList a list of such.
  [[nodiscard]] Bytes Hex(const std::string& key) { return text::ParseHex(Text(key)).value(); }
  // LongBytes are the field `bytes`, the last of which is there `last` times.
  [[nodiscard]] Bytes LongBytes() {
    Bytes out = Hex("bytes");
    if (Has("last")) out.resize(out.size() + Get<size_t>("last") - 1, out.back());
    return out;
  }
  template <typename Array = Bytes32>
  [[nodiscard]] Array HexArray(const std::string& key) {
    return ArrayOf<Array>(Text(key));
  }
  template <typename Array = Bytes32>
  [[nodiscard]] std::vector<Array> HexList(const std::string& key) {
    std::vector<Array> out;
    for (const auto& hex : Json(key)) out.push_back(ArrayOf<Array>(hex.get<std::string>()));
    return out;
  }

  // Code is the expected error's name, "ok" where the vector has null.
  [[nodiscard]] std::string Code(const std::string& key = "code") { return Has(key) ? Text(key) : "ok"; }

 private:
  template <typename Array>
  static Array ArrayOf(const std::string& hex) {
    const Bytes bytes = text::ParseHex(hex).value();
    Array out{};
    EXPECT_EQ(bytes.size(), out.size());
    if (bytes.size() == out.size()) std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
  }

  nlohmann::json object_;
  std::string name_ = "(no name)";
  std::set<std::string> used_;
};

// ForEachVector calls test(Vector&) for each case of docs/spec/vectors/FILE.json. A file without cases fails.
template <typename Test>
void ForEachVector(const std::string& file, Test test) {
  std::ifstream stream(std::string(CONSTAT_SOURCE_DIR) + "/docs/spec/vectors/" + file + ".json");
  ASSERT_TRUE(stream.is_open()) << file;
  const nlohmann::json all = nlohmann::json::parse(stream);
  ASSERT_FALSE(all.at("cases").empty()) << file;
  for (const auto& object : all.at("cases")) {
    Vector vector(object);
    SCOPED_TRACE(file + ": " + vector.name());
    test(vector);
  }
}

}  // namespace constat
