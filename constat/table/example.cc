#include "constat/table/example.h"

#include <array>
#include <string>

#include "constat/base/bytes.h"
#include "constat/table/examples.generated.h"

namespace constat::table {
namespace {

constexpr std::string_view kSpainMapping = R"toml(registered = ["registered"]
ballots = ["voted"]
counted = ["voted"]
region = "province"
station = ["municipality", "station"]

[options]
PSOE = ["PSOE"]
PP = ["PP"]
VOX = ["VOX"]
PODEMOS-IU = ["PODEMOS-IU"]
CS = ["CS"]
ERC-SOBIRANISTES = ["ERC-SOBIRANISTES"]
)toml";

constexpr std::string_view kBritainMapping = R"toml(registered = ["Electorate"]
ballots = ["Votes_Cast"]
counted = ["Valid_Votes"]
region = "Region"
station = ["Area"]

[options]
Remain = ["Remain"]
Leave = ["Leave"]
)toml";

constexpr std::string_view kRussiaMapping =
    R"toml(registered = ["Число участников голосования, включенных"]
ballots = ["Число бюллетеней, содержащихся"]
counted = ["Число бюллетеней, содержащихся"]
invalid = ["Число недействительных бюллетеней"]
region = "region"
station = ["tik", "uik"]

[options]
"ДА" = ["ДА"]
"НЕТ" = ["НЕТ"]
)toml";

constexpr std::string_view kSpainProvenance =
    "Spain, Congress of Deputies, 10 November 2019, polling tables; nobody disputes it. Ministerio del "
    "Interior, open data, reuse with attribution; from github.com/dadosdelaplace/pollspain-data (MIT "
    "licence), joined and widened, the six largest lists.";
constexpr std::string_view kBritainProvenance =
    "United Kingdom, EU membership referendum, 23 June 2016, 382 counting areas; nobody disputes "
    "the count. "
    "The Electoral Commission, Open Government Licence v3; from "
    "github.com/davidhuels/uk_referendum, unmodified.";
constexpr std::string_view kRussiaProvenance =
    "Russia, vote on amendments to the constitution, 1 July 2020, polling stations; electronic votes "
    "not included. Protocols published by the Central Election Commission, collected by S. Shpilkin; "
    "from github.com/dkobak/elections (no licence stated; official figures). Columns with addresses "
    "were left out, counts never altered. Turnout here is of the ballots found in the boxes, as in "
    "the published analysis.";

}  // namespace

std::span<const Example> Examples() {
  static const std::array<Example, 3> kExamples{
      Example{"es2019nov", "Spain, 10 November 2019", kSpainProvenance, kSpainMapping, "es2019nov.csv.zst",
              AsBytes(embedded::Es2019novCsvZst())},
      Example{"gb2016", "United Kingdom, EU referendum 2016", kBritainProvenance, kBritainMapping,
              "gb2016.csv.zst", AsBytes(embedded::Gb2016CsvZst())},
      Example{"ru2020", "Russia, constitutional vote of 2020", kRussiaProvenance, kRussiaMapping,
              "ru2020.csv.zst", AsBytes(embedded::Ru2020CsvZst())}};
  return kExamples;
}

Result<const Example*> FindExample(std::string_view name) {
  std::string known;
  for (const Example& example : Examples()) {
    if (example.name == name) return &example;
    known += (known.empty() ? "" : ", ") + std::string(example.name);
  }
  return Fail(ErrorCode::kUsage, "there is no example \"" + std::string(name) + "\"; there are " + known);
}

Result<StationTable> ReadExample(const Example& example) {
  CONSTAT_ASSIGN(const Mapping mapping, ParseMapping(example.mapping, std::string(example.name) + ".toml"));
  CONSTAT_ASSIGN(StationTable table,
                 ReadStations(FromPacked(example.packed), std::string(example.file), mapping));
  table.report.size_bytes = example.packed.size();
  return table;
}

}  // namespace constat::table
