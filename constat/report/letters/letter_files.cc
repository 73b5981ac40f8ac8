#include "constat/report/letters/letter_files.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "constat/crypto/secret/secret.h"
#include "constat/text/csv.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::report {
namespace {

constexpr size_t kEncodedLine = 76;  // RFC 2045, 6.8
constexpr size_t kWordBytes = 45;    // of an encoded word of 75 characters: RFC 2047, 2

std::string Numbered(std::string_view name, size_t number) { return fmt::format("{}-{:03}", name, number); }

// WithVoter calls make with a row as the letters see it, and wipes the code afterwards.
template <typename Make>
auto WithVoter(const parcel::Issued& row, const Make& make) {
  const parcel::Person& person = row.person;
  std::string code = row.code.Format();
  auto made = make(LetterVoter{.code = code,
                               .region = person.region,
                               .id = person.id,
                               .contact = person.contact,
                               .language = person.language,
                               .large_print = person.large_print,
                               .email = person.email});
  crypto::WipeMemory(code.data(), code.size());
  return made;
}

template <typename T>
Result<T> OfPerson(const parcel::Issued& row, Result<T> result) {
  if (result) return result;
  return tl::unexpected(Prefix(fmt::format("the letter of the person {}", row.person.id), result.error()));
}

// EncodeHeader is a header's text in encoded words, one a line, none of which cuts a character. SOURCE: RFC
// 2047, sections 2, 4.1 and 5 (3).
std::string EncodeHeader(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    size_t size = std::min(kWordBytes, text.size());
    while (size < text.size() && size > 1 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
    if (!out.empty()) out += "\r\n ";
    out += fmt::format("=?utf-8?B?{}?=", text::FormatBase64(AsBytes(text.substr(0, size))));
    text.remove_prefix(size);
  }
  return out;
}

// EncodeBody is base64 in lines, of a text whose line ends become CRLF.
std::string EncodeBody(std::string_view text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') lines += '\r';
    lines += c;
  }
  std::string encoded = text::FormatBase64(AsBytes(lines));
  std::string out;
  for (size_t at = 0; at < encoded.size(); at += kEncodedLine)
    out += std::string_view(encoded).substr(at, kEncodedLine), out += "\r\n";
  crypto::WipeMemory(lines.data(), lines.size());
  crypto::WipeMemory(encoded.data(), encoded.size());
  return out;
}

// FormatMailDate is a time in UTC. SOURCE: RFC 5322, 3.3.
std::string FormatMailDate(uint64_t time_ms) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const text::CalendarTime time = text::ToCalendar(time_ms);
  const uint64_t weekday = (time_ms / 86'400'000 + 4) % 7;  // 1 January 1970 was a Thursday
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", kDays[weekday], time.day,
                     kMonths[time.month - 1], time.year, time.hour, time.minute, time.second);
}

Result<std::string> MakeMail(const LetterWriter& writer, const LetterDelivery& delivery,
                             const LetterVoter& voter) {
  CONSTAT_ASSIGN(std::string text, writer.PlainLetter(voter));
  // X-Unsent opens the file as a draft in the programs that know it.
  std::string out = fmt::format(
      "Date: {}\r\nFrom: {}\r\nTo: {}\r\nSubject: {}\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
      FormatMailDate(delivery.date_ms), delivery.mail_from, voter.email, EncodeHeader(writer.Subject(voter)));
  out += EncodeBody(text);
  crypto::WipeMemory(text.data(), text.size());
  return out;
}

using Files = std::vector<io::FolderFile>;

// AddPage adds a page to print with the letters of some rows.
Status AddPage(const LetterWriter& writer, size_t number, std::span<const parcel::Issued* const> rows,
               Files& files) {
  if (rows.empty()) return {};
  std::string page = writer.Begin();
  for (const parcel::Issued* row : rows) {
    CONSTAT_ASSIGN(
        const std::string letter,
        OfPerson(*row, WithVoter(*row, [&](const LetterVoter& voter) { return writer.Letter(voter); })));
    page += letter;
  }
  page += writer.End();
  files.push_back({Numbered("letters", number) + ".html", std::move(page)});
  return {};
}

Result<Files> MakeMerge(const LetterWriter& writer, size_t number, std::span<const parcel::Issued> rows) {
  Files files;
  std::vector<std::string> names = writer.FieldNames();
  names.emplace_back("square");
  std::string table = text::FormatCsvRecord({names.begin(), names.end()});
  for (size_t i = 0; i < rows.size(); ++i) {
    const std::string square = fmt::format("{}/{:03}.svg", Numbered("squares", number), i + 1);
    const auto add = [&](const LetterVoter& voter) -> Status {
      CONSTAT_ASSIGN(std::vector<std::string> fields, writer.Fields(voter));
      fields.push_back(square);
      table += text::FormatCsvRecord({fields.begin(), fields.end()});
      CONSTAT_ASSIGN(std::string drawing, writer.CodeSquare(voter));
      files.push_back({square, std::move(drawing)});
      return {};
    };
    CONSTAT_TRY(OfPerson(rows[i], WithVoter(rows[i], add)));
  }
  files.push_back({Numbered("merge", number) + ".csv", std::move(table)});
  return files;
}

Result<Files> MakeMails(const LetterWriter& writer, const LetterDelivery& delivery, size_t number,
                        std::span<const parcel::Issued> rows) {
  Files files;
  std::vector<const parcel::Issued*> printed;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].person.email.empty()) {
      printed.push_back(&rows[i]);
      continue;
    }
    CONSTAT_ASSIGN(std::string mail, OfPerson(rows[i], WithVoter(rows[i], [&](const LetterVoter& voter) {
                                                return MakeMail(writer, delivery, voter);
                                              })));
    files.push_back({fmt::format("{}/{:03}.eml", Numbered("mail", number), i + 1), std::move(mail)});
  }
  CONSTAT_TRY(AddPage(writer, number, printed, files));
  return files;
}

}  // namespace

Result<LetterForm> ParseLetterForm(std::string_view name) {
  if (name == "print") return LetterForm::kPrint;
  if (name == "merge") return LetterForm::kMerge;
  if (name == "eml") return LetterForm::kMail;
  return Fail(ErrorCode::kUsage, "letters have the form print, merge or eml");
}

Status CheckDelivery(const LetterDelivery& delivery) {
  const bool mail = delivery.form == LetterForm::kMail;
  if (mail && delivery.mail_from.empty())
    return Fail(ErrorCode::kUsage, "an e-mail needs a sender: give --mail-from");
  if (!mail && !delivery.mail_from.empty())
    return Fail(ErrorCode::kUsage, "--mail-from is for e-mails: give --form eml too, or leave it out");
  if (mail) {
    const Status sender = parcel::CheckMailAddress(delivery.mail_from);
    if (!sender) return Fail(ErrorCode::kUsage, "--mail-from: " + sender.error().detail);
  }
  if (delivery.pdf && delivery.form == LetterForm::kMerge)
    return Fail(ErrorCode::kUsage, "--pdf is for letters that are printed: a mail merge prints its own");
  return {};
}

Result<Files> MakeLetterFiles(const LetterWriter& writer, const LetterDelivery& delivery, size_t number,
                              std::span<const parcel::Issued> rows) {
  if (delivery.form == LetterForm::kMerge) return MakeMerge(writer, number, rows);
  if (delivery.form == LetterForm::kMail) return MakeMails(writer, delivery, number, rows);
  std::vector<const parcel::Issued*> all;
  for (const parcel::Issued& row : rows) all.push_back(&row);
  Files files;
  CONSTAT_TRY(AddPage(writer, number, all, files));
  return files;
}

std::vector<std::string> LookAgainAt(const LetterWriter& writer, const LetterDelivery& delivery,
                                     std::span<const parcel::Issued> rows, size_t registrars) {
  const bool mail = delivery.form == LetterForm::kMail;
  uint64_t beyond = 0;
  uint64_t other_language = 0;
  uint64_t without_mail = 0;
  for (const auto& [person, slot, code] : rows) {
    const bool printed = delivery.form == LetterForm::kPrint || (mail && person.email.empty());
    beyond += printed && !writer.FitsWindow(person.contact) ? 1 : 0;
    other_language += !person.language.empty() && !writer.Speaks(person.language) ? 1 : 0;
    without_mail += mail && person.email.empty() ? 1 : 0;
  }
  std::vector<std::string> out;
  if (beyond > 0) {
    out.push_back(fmt::format("Look at {} whose address is too long for the window of an envelope.",
                              text::Plural(beyond, "letter")));
  }
  if (other_language > 0) {
    out.push_back(
        fmt::format("{} in another language than the sheet says: letters need one that the referendum has "
                    "and Constat has texts for.",
                    text::Plural(other_language, "letter")));
  }
  if (without_mail > 0) {
    out.push_back(fmt::format("{} without an e-mail address: there is a printed letter instead.",
                              text::Plural(without_mail, "person")));
  }
  if (mail) {
    out.push_back(
        "Mail services read and rewrite links, and whoever reads the mail can vote: choose --no-link, and "
        "send by mail only what the voter asked to get so.");
    if (registrars > 1)
      out.push_back("With several registrars at least one part of the code should go on paper.");
  }
  return out;
}

}  // namespace constat::report
