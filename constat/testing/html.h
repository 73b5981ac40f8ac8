// What tests ask of every page: that its tags nest, that it fetches and runs nothing, and what it says as
// plain text. Not for other code.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace constat::report {

// ExpectWellFormed checks that every tag but void ones is closed in order, that attributes are quoted, and
// that no bare < or > is in text.
inline void ExpectWellFormed(const std::string& page) {
  std::vector<std::string> open;
  size_t at = page.find('>') + 1;  // past the doctype
  while (at < page.size()) {
    const size_t tag = page.find_first_of("<>", at);
    if (tag == std::string::npos) break;
    const std::string near = page.substr(tag > 60 ? tag - 60 : 0, 120);
    ASSERT_EQ(page[tag], '<') << "a bare > near: " << near;
    size_t end = tag + 1;
    bool quoted = false;
    while (end < page.size() && (quoted || page[end] != '>')) {
      if (page[end] == '"') quoted = !quoted;
      ASSERT_TRUE(quoted || page[end] != '<') << "a bare < near: " << near;
      ++end;
    }
    ASSERT_LT(end, page.size()) << "an open tag near: " << near;
    const std::string inner = page.substr(tag + 1, end - tag - 1);
    const std::string name = inner.substr(0, inner.find_first_of(" \n/", 1));
    at = end + 1;
    if (inner[0] == '/') {
      ASSERT_FALSE(open.empty());
      ASSERT_EQ(open.back(), inner.substr(1)) << near;
      open.pop_back();
    } else if (inner.back() != '/' && name != "meta") {
      open.push_back(name);
      if (name == "style") at = page.find("</style>", at);
    }
  }
  EXPECT_TRUE(open.empty()) << open.back();
}

inline void ExpectSelfContained(const std::string& page) {
  constexpr std::array<const char*, 12> kForbidden = {"<script", "<link",       "<img",       "<iframe",
                                                      "<object", "<a href=\"h", "@import",    "url(h",
                                                      "src=\"",  "onload=\"",   "onerror=\"", "javascript:"};
  for (const char* forbidden : kForbidden) {
    EXPECT_EQ(page.find(forbidden), std::string::npos) << forbidden << " in a page that needs nothing else";
  }
}

// PlainText is what a reader reads: text between tags, references resolved, white space as one space.
inline std::string PlainText(const std::string& page) {
  std::string out;
  bool space = false;
  for (size_t at = page.find("<body>"); at < page.size(); ++at) {
    if (page[at] == '<') {
      const std::string_view rest = std::string_view(page).substr(at);
      const bool inside_text = rest.starts_with("<bdi") || rest.starts_with("</bdi") ||
                               rest.starts_with("<strong") || rest.starts_with("</strong") ||
                               rest.starts_with("<span class=\"tag");
      at = rest.starts_with("<style") ? page.find("</style>", at) + 7 : page.find('>', at);
      space = space || !inside_text;
      continue;
    }
    if (page[at] == ' ' || page[at] == '\n') {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    constexpr std::array<std::array<std::string_view, 2>, 5> kReferences{
        {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}}};
    bool found = false;
    for (const auto& [reference, character] : kReferences) {
      if (page.compare(at, reference.size(), reference) != 0) continue;
      out += character;
      at += reference.size() - 1;
      found = true;
    }
    if (!found) out += page[at];
  }
  return out;
}

}  // namespace constat::report
