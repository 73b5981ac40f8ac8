#include "constat/cli/vote/voter_input.h"

#include <fmt/core.h>

#include "constat/console/open_secrets.h"
#include "constat/parcel/secret/codes_file.h"
#include "constat/parcel/secret/wiped_text.h"
#include "constat/party/voter/choice.h"
#include "constat/text/error_text.h"

namespace constat::cli {
namespace {

Result<std::vector<parcel::VotingCode>> AskCodes(const referendum::Context& context, Terminal& terminal) {
  const std::vector<record::Party>& registrars = context.manifest.registrars;
  std::vector<parcel::VotingCode> out;
  while (out.size() < registrars.size()) {
    const std::string prompt = fmt::format("Voting code from {} (not shown while you type): ",
                                           CleanForTerminal(registrars[out.size()].name));
    CONSTAT_ASSIGN(std::string line, terminal.ReadLine(prompt, Terminal::Echo::kOff));
    parcel::WipedText typed(std::move(line));
    Result<parcel::VotingCode> code = parcel::ReadTypedCode(typed.text);
    if (code) {
      out.push_back(*std::move(code));
    } else if (terminal.in_is_terminal()) {
      terminal.Note(text::FormatError(code.error()));
    } else {
      return tl::unexpected(code.error());
    }
  }
  return out;
}

std::string HowMany(const record::Question& question) {
  const bool blank = question.blank != record::kNone;
  std::string out = question.min == question.max ? fmt::format("{}", question.max)
                                                 : fmt::format("{} to {}", question.min, question.max);
  return fmt::format("choose {}{}", out, blank && question.max > 1 ? ", or the blank one alone" : "");
}

void SayQuestion(const record::Manifest& manifest, size_t q, Terminal& terminal) {
  const record::Question& question = manifest.questions[q];
  for (const std::string& text : question.text) terminal.Say("\n" + CleanForTerminal(text));
  for (size_t o = 0; o < question.options.size(); ++o) {
    std::string names;
    for (const std::string& name : question.options[o].name) {
      names += (names.empty() ? "" : " / ") + CleanForTerminal(name);
    }
    terminal.Say(fmt::format("  {}  {}", o + 1, names));
  }
}

}  // namespace

Result<party::VoterSecret> AskSecret(const referendum::Context& context, const std::string& codes_file,
                                     Terminal& terminal) {
  const bool from_file = !codes_file.empty() && codes_file != "-";
  CONSTAT_ASSIGN(const std::vector<parcel::VotingCode> codes,
                 from_file ? parcel::ReadCodes(codes_file) : AskCodes(context, terminal));
  return party::VoterSecret::FromCodes(context, codes);
}

void AddReaderOptions(Command command, ReaderOptions& options) {
  command
      .Add("--codes", options.codes,
           "Compare with your own code: a file with it, readable by you alone; - for standard input. Only "
           "on a device that you trust with your code")
      .Value("FILE");
  command.Add("--voter", options.voter, "Compare with the name that you noted beside the tracker")
      .Value("NAME");
}

Result<verify::Reader> AskReader(const ReaderOptions& options, const referendum::Context& context,
                                 Terminal& terminal) {
  if (!options.codes.empty() && !options.voter.empty())
    return Fail(ErrorCode::kUsage, "give --codes or --voter, not both: the codes say the name too");
  if (!options.voter.empty()) return verify::ReadReader(options.voter);
  if (options.codes.empty()) return verify::Reader();
  console::WarnOfOpenSecrets({options.codes}, terminal);
  CONSTAT_ASSIGN(const party::VoterSecret secret, AskSecret(context, options.codes, terminal));
  return verify::Reader(secret.credential());
}

bool SayWhose(const verify::Paper& paper, const verify::Reader& reader, const std::string& file,
              Terminal& terminal) {
  const Result<std::string> whose = verify::CheckWhose(paper, reader);
  if (!whose) {
    terminal.Say("THIS IS NOT YOURS.");
    terminal.Note("constat: " + text::FormatError(Prefix(file, whose.error())));
    return false;
  }
  if (!whose->empty()) terminal.Say(*whose);
  return true;
}

Result<record::Choices> AskChoices(const record::Manifest& manifest, Terminal& terminal) {
  record::Choices out;
  while (out.size() < manifest.questions.size()) {
    const record::Question& question = manifest.questions[out.size()];
    SayQuestion(manifest, out.size(), terminal);
    CONSTAT_ASSIGN(const std::string line,
                   terminal.ReadLine(fmt::format("Your choice ({}): ", HowMany(question))));
    Result<std::vector<uint16_t>> choice = party::ReadChoice(question, line);
    if (choice) {
      out.push_back(*std::move(choice));
    } else if (terminal.in_is_terminal()) {
      terminal.Note(text::FormatError(choice.error()));
    } else {
      return tl::unexpected(Prefix(fmt::format("question {}", out.size() + 1), choice.error()));
    }
  }
  return out;
}

Result<Decision> AskDecision(Terminal& terminal) {
  for (;;) {
    CONSTAT_ASSIGN(
        const std::string answer,
        terminal.ReadLine("Type cast to vote, challenge to see whether this device is honest, or stop: "));
    if (answer == "cast") return Decision::kCast;
    if (answer == "challenge") return Decision::kChallenge;
    if (answer == "stop") return Decision::kStop;
    const std::string what = "please answer cast, challenge or stop";
    if (!terminal.in_is_terminal()) return Fail(ErrorCode::kBadText, what);
    terminal.Note(what);
  }
}

}  // namespace constat::cli
