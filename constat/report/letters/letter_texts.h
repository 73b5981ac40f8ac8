// Letter texts: what a voter's letter says, per language. To add a language, add a table to letter_texts.cc.
//
// Texts are plain. Names in braces are filled in: {opening} {closing} {number} {count}
// {url} {contact} {max}.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace constat::report {

struct LetterTexts {
  std::string_view tag;  // BCP 47, compared by its first subtag
  bool right_to_left;
  std::array<std::string_view, 12> months;  // as they stand in a date
  std::string_view date;                    // {day} {month} {year} {time}

  std::string_view heading;
  std::string_view from;       // label of the sender
  std::string_view region;     // label
  std::string_view reference;  // label of the registrar's number of the person
  std::string_view asked;      // heading of the questions
  std::string_view period;     // {opening} {closing}
  std::string_view code;       // label of the code
  std::string_view qr;         // what a screen reader says for the QR code
  std::string_view part;       // {number} {count}; only with several registrars

  std::string_view how;       // heading
  std::string_view open_at;   // {url}
  std::string_view open;      // without an address
  std::string_view type_one;  // with one registrar
  std::string_view type_all;  // with several
  std::string_view choose;    // ends with the tracker to write down
  std::string_view send;
  std::string_view test;  // the challenge

  std::string_view good_to_know;  // heading
  std::string_view again;         // {max}; if voting again is allowed
  std::string_view once;          // if not
  std::string_view secret;
  std::string_view never_asked;
  std::string_view check;      // {url}; if there is an address
  std::string_view questions;  // {contact}
  std::string_view fingerprint;
};

[[nodiscard]] std::span<const LetterTexts> AllLetterTexts();

}  // namespace constat::report
