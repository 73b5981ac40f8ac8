#include "constat/table/header_role.h"

#include <algorithm>
#include <string>

#include "constat/text/utf8.h"

namespace constat::table {
namespace {

enum class Match { kWhole, kPart };

struct Rule {
  HeaderRole role;
  Match match;
  std::u32string_view name;  // as Squashed gives it
};

using R = HeaderRole;
using M = Match;

// The first rule that fits decides.
constexpr Rule kRules[] = {
    // Russian protocol lines.
    {R::kOther, M::kPart, U"открепительн"},
    {R::kOther, M::kPart, U"утраченн"},
    {R::kOther, M::kPart, U"неучтенн"},
    {R::kOther, M::kPart, U"погашенн"},
    {R::kOther, M::kPart, U"полученн"},
    {R::kOther, M::kPart, U"переносныхящик"},
    {R::kOther, M::kPart, U"стационарныхящик"},
    {R::kRegistered, M::kPart, U"избирателейвключенных"},
    {R::kRegistered, M::kPart, U"избирателейвнесенных"},
    {R::kRegistered, M::kPart, U"голосованиявключенных"},
    {R::kBallots, M::kPart, U"бюллетенейвыданных"},
    {R::kCounted, M::kPart, U"бюллетенейсодержащихся"},
    {R::kInvalid, M::kPart, U"недействительн"},
    {R::kValid, M::kPart, U"действительн"},
    {R::kRegion, M::kWhole, U"регион"},
    {R::kRegion, M::kWhole, U"субъект"},
    {R::kStation, M::kWhole, U"тик"},
    {R::kStation, M::kWhole, U"уик"},
    {R::kLatitude, M::kWhole, U"широта"},
    {R::kLongitude, M::kWhole, U"долгота"},
    // Parts of larger counts, rates, and marks of how a row was made.
    {R::kOther, M::kPart, U"women"},
    {R::kOther, M::kPart, U"votersmen"},
    {R::kOther, M::kPart, U"participatedmen"},
    {R::kOther, M::kPart, U"pct"},
    {R::kOther, M::kPart, U"percent"},
    {R::kOther, M::kPart, U"porcentaje"},
    {R::kOther, M::kPart, U"confidence"},
    {R::kOther, M::kWhole, U"turnout"},
    {R::kOther, M::kWhole, U"year"},
    {R::kOther, M::kWhole, U"code"},
    {R::kOther, M::kWhole, U"abstention"},
    {R::kOther, M::kWhole, U"abstained"},
    // English.
    {R::kRegistered, M::kWhole, U"registered"},
    {R::kRegistered, M::kWhole, U"registeredvoters"},
    {R::kRegistered, M::kWhole, U"totalregisteredvoters"},
    {R::kRegistered, M::kWhole, U"totalregistered"},
    {R::kRegistered, M::kWhole, U"registeredelectors"},
    {R::kRegistered, M::kWhole, U"electorate"},
    {R::kRegistered, M::kWhole, U"electors"},
    {R::kRegistered, M::kWhole, U"eligiblevoters"},
    {R::kRegistered, M::kWhole, U"eligible"},
    {R::kRegistered, M::kWhole, U"enrolled"},
    {R::kBallots, M::kWhole, U"ballots"},
    {R::kBallots, M::kWhole, U"ballotscast"},
    {R::kBallots, M::kWhole, U"votescast"},
    {R::kBallots, M::kWhole, U"totalvotescast"},
    {R::kBallots, M::kWhole, U"ballotsissued"},
    {R::kBallots, M::kWhole, U"ballotpapersissued"},
    {R::kBallots, M::kWhole, U"totalballots"},
    {R::kBallots, M::kWhole, U"issued"},
    {R::kBallots, M::kWhole, U"cast"},
    {R::kBallots, M::kWhole, U"voted"},
    {R::kBallots, M::kWhole, U"cparticipated"},
    {R::kInvalid, M::kWhole, U"nullvotes"},
    {R::kRegistered, M::kWhole, U"votersonroll"},
    {R::kRegistered, M::kWhole, U"votersonregister"},
    {R::kRegistered, M::kWhole, U"electorsonlist"},
    {R::kRegistered, M::kWhole, U"numberofregisteredvoters"},
    {R::kRegistered, M::kWhole, U"totalelectorate"},
    {R::kBallots, M::kWhole, U"totalballotscast"},
    {R::kBallots, M::kWhole, U"ballotsinbox"},
    {R::kBallots, M::kWhole, U"numberofvoters"},
    {R::kBallots, M::kWhole, U"turnoutcount"},
    {R::kBallots, M::kWhole, U"participated"},
    {R::kCounted, M::kWhole, U"counted"},
    {R::kCounted, M::kWhole, U"ballotscounted"},
    {R::kCounted, M::kWhole, U"votescounted"},
    {R::kCounted, M::kWhole, U"ballotsfound"},
    {R::kCounted, M::kWhole, U"totalvotes"},
    {R::kValid, M::kWhole, U"valid"},
    {R::kValid, M::kWhole, U"validvotes"},
    {R::kValid, M::kWhole, U"validballots"},
    {R::kValid, M::kWhole, U"totalvalidvotes"},
    {R::kInvalid, M::kWhole, U"invalid"},
    {R::kInvalid, M::kWhole, U"invalidvotes"},
    {R::kInvalid, M::kWhole, U"invalidballots"},
    {R::kInvalid, M::kWhole, U"spoiled"},
    {R::kInvalid, M::kWhole, U"spoiledballots"},
    {R::kRegion, M::kWhole, U"region"},
    {R::kRegion, M::kWhole, U"regionname"},
    {R::kRegion, M::kWhole, U"province"},
    {R::kRegion, M::kWhole, U"prefecture"},
    {R::kRegion, M::kWhole, U"prefectures"},
    {R::kRegion, M::kWhole, U"state"},
    {R::kRegion, M::kWhole, U"county"},
    {R::kRegion, M::kWhole, U"district"},
    {R::kRegion, M::kWhole, U"districtaltid"},
    {R::kRegion, M::kWhole, U"districtid"},
    {R::kStation, M::kWhole, U"station"},
    {R::kStation, M::kWhole, U"stationname"},
    {R::kStation, M::kWhole, U"pollingstation"},
    {R::kStation, M::kWhole, U"precinct"},
    {R::kStation, M::kWhole, U"precincts"},
    {R::kStation, M::kWhole, U"divisionid"},
    {R::kStation, M::kWhole, U"municipality"},
    {R::kStation, M::kWhole, U"commune"},
    {R::kStation, M::kWhole, U"communes"},
    {R::kStation, M::kWhole, U"area"},
    {R::kStation, M::kWhole, U"ward"},
    {R::kStation, M::kWhole, U"tik"},
    {R::kStation, M::kWhole, U"uik"},
    {R::kLatitude, M::kWhole, U"lat"},
    {R::kLatitude, M::kWhole, U"latitude"},
    {R::kLongitude, M::kWhole, U"lng"},
    {R::kLongitude, M::kWhole, U"lon"},
    {R::kLongitude, M::kWhole, U"long"},
    {R::kLongitude, M::kWhole, U"longitude"},
    // Spanish.
    {R::kRegistered, M::kWhole, U"censo"},
    {R::kRegistered, M::kWhole, U"censoelectoral"},
    {R::kRegistered, M::kWhole, U"electores"},
    {R::kRegistered, M::kWhole, U"inscritos"},
    {R::kRegistered, M::kWhole, U"electoresinscritos"},
    {R::kRegistered, M::kWhole, U"padron"},
    {R::kRegistered, M::kWhole, U"padronelectoral"},
    {R::kRegistered, M::kWhole, U"habilitados"},
    {R::kRegistered, M::kWhole, U"listanominal"},
    {R::kBallots, M::kWhole, U"votantes"},
    {R::kBallots, M::kWhole, U"totalvotantes"},
    {R::kBallots, M::kWhole, U"votosemitidos"},
    {R::kBallots, M::kWhole, U"emitidos"},
    {R::kBallots, M::kWhole, U"sufragantes"},
    {R::kCounted, M::kWhole, U"totalvotos"},
    {R::kCounted, M::kWhole, U"votostotales"},
    {R::kValid, M::kWhole, U"validos"},
    {R::kValid, M::kWhole, U"votosvalidos"},
    {R::kInvalid, M::kWhole, U"nulos"},
    {R::kInvalid, M::kWhole, U"votosnulos"},
    {R::kRegion, M::kWhole, U"provincia"},
    {R::kRegion, M::kWhole, U"departamento"},
    {R::kRegion, M::kWhole, U"comunidad"},
    {R::kRegion, M::kWhole, U"entidad"},
    {R::kStation, M::kWhole, U"municipio"},
    {R::kStation, M::kWhole, U"comuna"},
    {R::kStation, M::kWhole, U"seccion"},
    {R::kStation, M::kWhole, U"mesa"},
    {R::kLatitude, M::kWhole, U"latitud"},
    {R::kLongitude, M::kWhole, U"longitud"},
    // French.
    {R::kRegistered, M::kWhole, U"inscrits"},
    {R::kRegistered, M::kWhole, U"nombredinscrits"},
    {R::kBallots, M::kWhole, U"votants"},
    {R::kBallots, M::kWhole, U"nombredevotants"},
    {R::kValid, M::kWhole, U"exprimes"},
    {R::kInvalid, M::kWhole, U"nuls"},
    {R::kInvalid, M::kWhole, U"blancsetnuls"},
    {R::kOther, M::kWhole, U"abstentions"},
    {R::kOther, M::kWhole, U"blancs"},
    {R::kRegion, M::kWhole, U"departement"},
    {R::kRegion, M::kWhole, U"libelledudepartement"},
    {R::kStation, M::kWhole, U"libelledelacommune"},
    {R::kStation, M::kWhole, U"bureaudevote"},
    {R::kStation, M::kWhole, U"codedubvote"},
    // German.
    {R::kRegistered, M::kWhole, U"wahlberechtigte"},
    {R::kRegistered, M::kWhole, U"wahlberechtigtea"},
    {R::kRegistered, M::kWhole, U"wahlberechtigteinsgesamt"},
    {R::kRegistered, M::kWhole, U"stimmberechtigte"},
    {R::kBallots, M::kWhole, U"wahler"},
    {R::kBallots, M::kWhole, U"wahlerb"},
    {R::kBallots, M::kWhole, U"wahlende"},
    {R::kBallots, M::kWhole, U"wahlendeb"},
    {R::kValid, M::kWhole, U"gultige"},
    {R::kValid, M::kWhole, U"gultigestimmen"},
    {R::kInvalid, M::kWhole, U"ungultige"},
    {R::kInvalid, M::kWhole, U"ungultigestimmen"},
    {R::kRegion, M::kWhole, U"wahlkreis"},
    {R::kRegion, M::kWhole, U"bundesland"},
    {R::kRegion, M::kWhole, U"land"},
    {R::kStation, M::kWhole, U"gemeinde"},
    {R::kStation, M::kWhole, U"wahlbezirk"},
    {R::kStation, M::kWhole, U"bezirk"},
    // Polish.
    {R::kRegistered, M::kPart, U"uprawnionych"},
    {R::kBallots, M::kPart, U"wydanychkart"},
    {R::kCounted, M::kPart, U"kartwaznych"},
    {R::kValid, M::kPart, U"glosowwaznych"},
    {R::kInvalid, M::kPart, U"glosowniewaznych"},
    {R::kRegion, M::kWhole, U"wojewodztwo"},
    {R::kRegion, M::kWhole, U"powiat"},
    {R::kStation, M::kWhole, U"gmina"},
    // Portuguese and Italian.
    {R::kRegistered, M::kWhole, U"aptos"},
    {R::kRegistered, M::kWhole, U"eleitores"},
    {R::kRegistered, M::kWhole, U"eleitoresinscritos"},
    {R::kBallots, M::kWhole, U"comparecimento"},
    {R::kValid, M::kWhole, U"votosvalidos"},
    {R::kInvalid, M::kWhole, U"votosnulos"},
    {R::kRegistered, M::kWhole, U"elettori"},
    {R::kRegistered, M::kWhole, U"elettoritotali"},
    {R::kBallots, M::kWhole, U"votanti"},
    {R::kBallots, M::kWhole, U"votantitotali"},
    {R::kInvalid, M::kWhole, U"schedenulle"},
    {R::kRegion, M::kWhole, U"regione"},
    {R::kRegion, M::kWhole, U"concelho"},
    {R::kStation, M::kWhole, U"comune"},
    {R::kStation, M::kWhole, U"freguesia"},
    // Ukrainian and Turkish.
    {R::kRegistered, M::kPart, U"виборцiввнесених"},
    {R::kRegistered, M::kPart, U"виборціввнесених"},
    {R::kRegistered, M::kPart, U"виборціввключених"},
    {R::kBallots, M::kPart, U"виборчихбюлетенівотриманих"},
    {R::kInvalid, M::kPart, U"недійсними"},
    {R::kRegion, M::kWhole, U"область"},
    {R::kRegistered, M::kWhole, U"kayitlisecmensayisi"},
    {R::kBallots, M::kWhole, U"oykullanansecmensayisi"},
    {R::kValid, M::kWhole, U"gecerlioysayisi"},
    {R::kInvalid, M::kWhole, U"gecersizoysayisi"},
    {R::kRegion, M::kWhole, U"iladi"},
    {R::kStation, M::kWhole, U"sandikno"},
    // What is left over and no option.
    {R::kRegistered, M::kPart, U"registeredvoters"},
    {R::kOther, M::kPart, U"registered"},
    {R::kOther, M::kPart, U"participated"},
    {R::kOther, M::kPart, U"ballot"},
    {R::kOther, M::kPart, U"rejected"},
    {R::kOther, M::kPart, U"officialmark"},
    {R::kOther, M::kPart, U"writingormark"},
    {R::kOther, M::kPart, U"bothanswers"},
    {R::kOther, M::kPart, U"unmarked"},
    {R::kOther, M::kWhole, U"blancos"},
    {R::kOther, M::kWhole, U"enblanco"},
    {R::kOther, M::kWhole, U"votosblancos"},
    {R::kOther, M::kWhole, U"votosenblanco"},
    {R::kOther, M::kPart, U"numericid"},
    {R::kOther, M::kPart, U"regioncode"},
    {R::kOther, M::kPart, U"areacode"},
    {R::kOther, M::kWhole, U"blank"},
    {R::kOther, M::kWhole, U"blankvotes"},
    {R::kOther, M::kWhole, U"id"},
};

char32_t WithoutAccent(char32_t c) {
  constexpr std::u32string_view kFrom = U"áàâãäéèêëíìîïóòôõöúùûüñçёąćęłńśźżışğő";
  constexpr std::u32string_view kTo = U"aaaaaeeeeiiiiooooouuuuncеacelnszzisgo";
  static_assert(kFrom.size() == kTo.size());
  const size_t at = kFrom.find(c);
  return at == std::u32string_view::npos ? c : kTo[at];
}

// Squashed keeps letters and digits: "Total_Registered voters" becomes "totalregisteredvoters".
std::u32string Squashed(std::string_view header) {
  std::u32string out;
  for (const char32_t c : text::LowerCase(text::CodePoints(header))) {
    const bool kept = (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || c >= 0xc0;
    if (kept) out += WithoutAccent(c);
  }
  return out;
}

}  // namespace

HeaderGuess GuessRole(std::string_view header) {
  if (header.find('%') != std::string_view::npos) return {HeaderRole::kOther, 0};
  const std::u32string name = Squashed(header);
  for (size_t i = 0; i < std::size(kRules); ++i) {
    const Rule& rule = kRules[i];
    const bool fits =
        rule.match == Match::kWhole ? name == rule.name : name.find(rule.name) != std::u32string::npos;
    if (fits) return {rule.role, i};
  }
  return {};
}

bool IsNumbered(std::string_view header) {
  constexpr std::string_view kDigits = "0123456789";
  const size_t after_digits = header.find_first_not_of(kDigits);
  if (after_digits == std::string_view::npos) return false;  // a number, or nothing
  if (after_digits > 0) return header[after_digits] == '.' || header[after_digits] == ')';
  const size_t first_digit = header.find_first_of(kDigits);
  if (first_digit == std::string_view::npos) return false;
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
  return std::all_of(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(first_digit), is_letter) &&
         header.find_first_not_of(kDigits, first_digit) == std::string_view::npos;
}

}  // namespace constat::table
