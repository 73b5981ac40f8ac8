#include "constat/examine/tree.h"

#include <gtest/gtest.h>

#include <array>

namespace constat::examine {
namespace {

TEST(Tree, KeepsTheOrderInWhichNamesWerePut) {
  Tree tree;
  tree.Put("z", 1).Put("a", 2.5).Put("m", "text");
  const auto& table = std::get<Tree::Table>(tree.value());
  ASSERT_EQ(table.size(), 3U);
  EXPECT_EQ(table[0].first, "z");
  EXPECT_EQ(table[1].first, "a");
  EXPECT_EQ(table[2].first, "m");
}

TEST(Tree, TellsWholeNumbersTruthAndFractionsApart) {
  EXPECT_TRUE(std::holds_alternative<int64_t>(Tree(size_t{3}).value()));
  EXPECT_TRUE(std::holds_alternative<int64_t>(Tree(-3).value()));
  EXPECT_TRUE(std::holds_alternative<bool>(Tree(true).value()));
  EXPECT_TRUE(std::holds_alternative<double>(Tree(3.0).value()));
  EXPECT_TRUE(std::holds_alternative<std::string>(Tree("3").value()));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(Tree().value()));
}

TEST(Tree, FindsWhatStandsUnderAName) {
  Tree tree;
  Tree inner;
  inner.Put("n", 5);
  tree.Put("inner", inner);
  ASSERT_NE(tree.At("inner"), nullptr);
  ASSERT_NE(tree.At("inner")->At("n"), nullptr);
  EXPECT_EQ(std::get<int64_t>(tree.At("inner")->At("n")->value()), 5);
  EXPECT_EQ(tree.At("other"), nullptr);
  EXPECT_EQ(Tree(5).At("n"), nullptr);
  EXPECT_EQ(Tree().At(""), nullptr);
}

TEST(Tree, MakesAListOfARange) {
  const Tree tree = Tree::Of(std::array<int64_t, 3>{4, 5, 6});
  const auto& list = std::get<Tree::List>(tree.value());
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(std::get<int64_t>(list[2].value()), 6);
  EXPECT_TRUE(std::get<Tree::List>(Tree::Of(std::vector<double>()).value()).empty());
}

}  // namespace
}  // namespace constat::examine
