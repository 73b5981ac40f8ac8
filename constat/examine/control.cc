#include "constat/examine/control.h"

#include <algorithm>

namespace constat::examine {

Choice ControlChoice(const Settings& settings) {
  Choice out;
  out.settings = settings;
  out.settings.resamples = std::min(settings.resamples, kControlResamples);
  out.settings.replicates = 0;
  out.settings.clean_cluster.reset();
  return out;
}

}  // namespace constat::examine
