// What a calibration says, in words, tables and pictures.
#include <algorithm>

#include "constat/examine/calibration.h"
#include "constat/text/measured.h"
#include "constat/text/number.h"

namespace constat::examine {
namespace {

constexpr double kNearlyAlways = 0.95;
constexpr size_t kLast = kPlantedShares.size() - 1;

// ShareText is 0.005 as "0.5 %" and 0.2 as "20 %".
std::string ShareText(double share) {
  const double percent = 100 * share;
  const bool whole = percent == static_cast<double>(static_cast<int64_t>(percent + 0.5));
  return text::Fixed(percent, whole ? 0 : 1) + " %";
}

class Writer {
 public:
  explicit Writer(const Calibration& calibration)
      : calibration_(calibration), trials_(static_cast<int64_t>(calibration.settings.trials)) {}

  TestFinding Write() {
    out_.key = "calibration";
    out_.title = "Fabrication planted into this table";
    const Alarms& none = calibration_.kinds.front().curves.front().at[0];
    out_.looks_for =
        "This table is taken to be clean. Known fabrication was planted at a few stations of random halves "
        "of this table. How often does a mark stand out, as it would in this report, and how often where "
        "nothing was planted?";
    out_.shows = "Where nothing was planted, a mark stood out in " + OfTrials(none.detected) +
                 "; without correction for the number of questions (z above 3.09) in " +
                 OfTrials(none.uncorrected) + ".";
    out_.limits = "A half has about " + text::Count(calibration_.stations / 2) +
                  " stations; smaller tables show less, larger ones more. Even where a mark stood out in "
                  "none of " +
                  text::Count(trials_) + " trials, in the long run it may do so in up to " +
                  text::Percent(std::min(1.0, 3.0 / static_cast<double>(trials_))) +
                  " of them. Halves of one table overlap and differ less than elections do, so the rates "
                  "are about this table. "
                  "Nothing planted touches the registered voters: their digits show false alarms only. "
                  "Where a kind of fabrication is not seen, these tests say nothing about that kind.";
    for (const PlantedKind& kind : calibration_.kinds) {
      out_.figures.push_back({kind.what, Verdict(kind)});
      out_.pictures.push_back(Curves(kind));
      out_.tables.push_back(Table(kind));
    }
    out_.tables.push_back(FalseAlarms());
    Numbers();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string OfTrials(int64_t detected) const {
    return (detected == 0 ? "none" : text::Count(detected)) + " of " + text::Plural(trials_, "trial");
  }
  [[nodiscard]] double Rate(int64_t detected) const {
    return static_cast<double>(detected) / static_cast<double>(trials_);
  }

  [[nodiscard]] std::string Verdict(const PlantedKind& kind) const {
    const auto& at = kind.curves.front().at;
    size_t from = at.size();
    while (from > 1 && Rate(at[from - 1].detected) >= kNearlyAlways) --from;
    if (from == at.size()) return Seldom(at[kLast].detected, at[0].detected);
    std::string out = "seen nearly always (a mark in at least " + ShareText(kNearlyAlways) +
                      " of the trials) from " + ShareText(kPlantedShares[from]) + " of the stations on";
    if (from > 1)
      out += ", and in " + OfTrials(at[from - 1].detected) + " at " + ShareText(kPlantedShares[from - 1]);
    return out;
  }

  // Seldom is the verdict on a kind that even at the greatest share is not seen nearly always.
  [[nodiscard]] std::string Seldom(int64_t detected, int64_t unplanted) const {
    const std::string at = " at " + ShareText(kPlantedShares[kLast]) + " of the stations";
    if (detected <= unplanted) {
      return "not seen; a mark in " + OfTrials(detected) + " even" + at +
             ", no more often than where nothing was planted";
    }
    return (Rate(detected) < 0.5 ? "hardly seen; a mark in " : "seen at times; a mark in ") +
           OfTrials(detected) + at;
  }

  // FalseAlarms are the same for every kind, since nothing was planted.
  [[nodiscard]] Cells FalseAlarms() const {
    Cells cells{
        "Trials of " + text::Count(trials_) + " with an alarm where nothing was planted; * is described only",
        {"Asked", "Alarms", "Uncorrected"},
        {}};
    for (const Curve& curve : calibration_.kinds.front().curves)
      cells.rows.push_back({NameOf(curve), text::Count(curve.at[0].detected),
                            curve.has_p ? text::Count(curve.at[0].uncorrected) : std::string()});
    return cells;
  }

  static std::string NameOf(const Curve& curve) { return curve.has_p ? curve.what : curve.what + " (*)"; }

  [[nodiscard]] Picture Curves(const PlantedKind& kind) const {
    Lines lines{.x = {"percent of the stations fabricated", 0, 100 * kPlantedShares.back()},
                .y = {"percent of the trials with a mark", 0, 100}};
    for (const Curve& curve : kind.curves) {
      if (!curve.has_p || &curve == &kind.curves.front()) continue;
      Line line{curve.what, {}, {}};
      for (size_t k = 0; k < kPlantedShares.size(); ++k) {
        line.x.push_back(100 * kPlantedShares[k]);
        line.y.push_back(100 * Rate(curve.at[k].detected));
      }
      lines.lines.push_back(std::move(line));
    }
    return {kind.key, kind.what,
            "How often each test stands out, by the share of the stations at which this was planted; at "
            "0 nothing was.",
            std::move(lines)};
  }

  [[nodiscard]] Cells Table(const PlantedKind& kind) const {
    Cells cells{
        kind.what + ": percent of the trials with an alarm, by the share of stations; * is described only",
        {"Asked"},
        {}};
    for (const double share : kPlantedShares) cells.header.push_back(ShareText(share));
    for (const Curve& curve : kind.curves) {
      std::vector<std::string> row = {NameOf(curve)};
      for (const Alarms& alarms : curve.at) row.push_back(text::Fixed(100 * Rate(alarms.detected), 0));
      cells.rows.push_back(std::move(row));
    }
    std::vector<std::string> changed = {"Stations that came out different"};
    for (const double share : kind.changed) changed.push_back(text::Fixed(100 * share, 1));
    cells.rows.push_back(std::move(changed));
    return cells;
  }

  void Numbers() {
    out_.numbers.Put("stations", calibration_.stations).Put("trials", trials_);
    out_.numbers.Put("seed", Tree(std::to_string(calibration_.settings.seed)));
    out_.numbers.Put("shares", Tree::Of(kPlantedShares));
    Tree kinds;
    for (const PlantedKind& kind : calibration_.kinds) {
      Tree tree;
      tree.Put("what", kind.what).Put("strength", kind.strength).Put("changed", Tree::Of(kind.changed));
      for (const Curve& curve : kind.curves) tree.Put(curve.key, CurveNumbers(curve));
      kinds.Put(kind.key, std::move(tree));
    }
    out_.numbers.Put("kinds", std::move(kinds));
  }

  [[nodiscard]] Tree CurveNumbers(const Curve& curve) const {
    Tree::List list;
    for (size_t k = 0; k < kPlantedShares.size(); ++k) {
      Tree tree;
      tree.Put("share", kPlantedShares[k]).Put("trials", trials_).Put("detected", curve.at[k].detected);
      if (curve.has_p) tree.Put("uncorrected", curve.at[k].uncorrected);
      list.push_back(std::move(tree));
    }
    return list;
  }

  const Calibration& calibration_;
  int64_t trials_;
  TestFinding out_;
};

}  // namespace

TestFinding CalibrationFinding(const Calibration& calibration) { return Writer(calibration).Write(); }

}  // namespace constat::examine
