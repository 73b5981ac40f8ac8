#include "constat/report/letters/letter_words.h"

#include "constat/record/local_time.h"
#include "constat/text/reader_language.h"

namespace constat::report {
namespace {

text::Message Plain(std::string_view words) { return {{.text = std::string(words)}}; }

}  // namespace

std::optional<size_t> FindLetterTexts(std::string_view tag) { return text::FindTexts(AllLetterTexts(), tag); }

std::string_view LetterWords::Heading() const {
  return options.replacements ? texts.heading_new : texts.heading;
}

std::string LetterWords::Label(std::string_view name) const {
  return text::JoinMessage(texts.label({.name = name}));
}

const std::string& LetterWords::ReturnAddress() const {
  return options.return_address.empty() ? Sender() : options.return_address;
}

std::string LetterWords::Time(uint64_t time_ms) const {
  const record::ClockTime clock = record::ClockAt(manifest, time_ms);
  return text::JoinMessage(texts.moment({.time = clock.clock_ms, .zone = clock.offset->abbreviation}));
}

std::string LetterWords::TimeAndUtc(uint64_t time_ms) const {
  constexpr uint64_t kDayMs = 86'400'000;
  const std::string local = Time(time_ms);
  const record::ClockTime clock = record::ClockAt(manifest, time_ms);
  if (clock.IsUtc()) return local;
  const std::string utc = text::JoinMessage(clock.clock_ms / kDayMs == time_ms / kDayMs
                                                ? texts.clock({.time = time_ms, .zone = "UTC"})
                                                : texts.moment({.time = time_ms, .zone = "UTC"}));
  return text::JoinMessage(texts.beside({.local = local, .utc = utc}));
}

std::string LetterWords::Opening() const { return Time(manifest.opening_ms); }
std::string LetterWords::Closing() const { return TimeAndUtc(manifest.closing_ms); }

text::Message LetterWords::Period() const {
  return texts.period({.opening = Opening(), .closing = Closing()});
}

text::Message LetterWords::Part() const {
  const size_t count = manifest.registrars.size();
  if (count < 2) return {};
  return texts.part({.number = options.registrar + uint64_t{1}, .count = count});
}

text::Message LetterWords::Where() const {
  if (IsWebAddress(options.vote_at)) return texts.open_at({.url = options.vote_at});
  return options.vote_at.empty() ? Plain(texts.vote_anywhere) : texts.vote_there({.place = options.vote_at});
}

text::Message LetterWords::WhereInMail() const {
  if (!IsWebAddress(options.vote_at)) return Where();
  return options.mail_link ? texts.open_link({.url = options.vote_at}) : Plain(texts.type_address);
}

std::string_view LetterWords::TypeCode() const {
  return manifest.registrars.size() > 1 ? texts.type_all : texts.type_one;
}

std::vector<text::Message> LetterWords::GoodToKnow() const {
  std::vector<text::Message> out;
  out.push_back(manifest.revoting && manifest.max_ballots > 1 ? texts.again({.max = manifest.max_ballots})
                                                              : Plain(texts.once));
  out.push_back(Plain(texts.secret));
  out.push_back(manifest.replace_until_ms != 0 ? texts.lost({.time = TimeAndUtc(manifest.replace_until_ms)})
                                               : Plain(texts.lost_for_good));
  out.push_back(options.check_at.empty() ? Plain(texts.look) : texts.look_at({.url = options.check_at}));
  const std::string& contact = options.contact.empty() ? Of(manifest.contact) : options.contact;
  if (!contact.empty()) out.push_back(texts.questions({.contact = contact}));
  return out;
}

}  // namespace constat::report
