// Attacks: what the parties of the demo can be made to do wrong, and what the verifier must say to it.
#pragma once

#include <span>

#include "constat/demo/world.h"

namespace constat::demo {

// AllAttacks is every attack, in the order of the referendum's steps.
[[nodiscard]] const std::vector<Cheat>& AllAttacks();

// FindAttack returns null for a name that is not an attack's.
[[nodiscard]] const Cheat* FindAttack(std::string_view name);

// The groups of AllAttacks, each in a file of its own.
[[nodiscard]] std::vector<Cheat> CeremonyAttacks();
[[nodiscard]] std::vector<Cheat> OpeningAttacks();
[[nodiscard]] std::vector<Cheat> RollAttacks();
[[nodiscard]] std::vector<Cheat> ReplacementAttacks();
[[nodiscard]] std::vector<Cheat> BallotAttacks();
[[nodiscard]] std::vector<Cheat> AnswerAttacks();
[[nodiscard]] std::vector<Cheat> LogAttacks();
[[nodiscard]] std::vector<Cheat> TallyAttacks();
[[nodiscard]] std::vector<Cheat> StatementAttacks();
[[nodiscard]] std::vector<Cheat> FileAttacks();

}  // namespace constat::demo
