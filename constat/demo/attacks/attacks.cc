#include "constat/demo/attacks/attacks.h"

#include <algorithm>
#include <iterator>

namespace constat::demo {

const std::vector<Cheat>& AllAttacks() {
  static const std::vector<Cheat> all = [] {
    std::vector<Cheat> out;
    for (std::vector<Cheat> group :
         {CeremonyAttacks(), RollAttacks(), OpeningAttacks(), ReplacementAttacks(), BallotAttacks(),
          AnswerAttacks(), LogAttacks(), TallyAttacks(), StatementAttacks(), FileAttacks()}) {
      std::move(group.begin(), group.end(), std::back_inserter(out));
    }
    return out;
  }();
  return all;
}

const Cheat* FindAttack(std::string_view name) {
  const std::vector<Cheat>& all = AllAttacks();
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const Cheat& cheat) { return cheat.name == name; });
  return at == all.end() ? nullptr : &*at;
}

}  // namespace constat::demo
