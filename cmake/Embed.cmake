# constat_embed(TARGET HEADER FILES file...): makes files part of a library, as they are, each one behind a function.
# HEADER, such as constat/report/page/assets, names the header that is made, HEADER.generated.h, for the .cc files of
# TARGET. A file is named by its path from the top of the tree; its function by its name: "report.css" is
#
#   [[nodiscard]] std::string_view constat::embedded::ReportCss();
#
# The assembler puts the bytes in: neither the compiler nor a limit on literals has to do with them.
function(constat_embed target header)
  cmake_parse_arguments(E "" "" "FILES" ${ARGN})
  set(declared)
  set(defined)
  foreach(file ${E_FILES})
    set(path "${CMAKE_SOURCE_DIR}/${file}")
    if(NOT EXISTS "${path}")
      message(FATAL_ERROR "constat_embed: there is no file ${file}")
    endif()
    cmake_path(GET file FILENAME name)
    string(MAKE_C_IDENTIFIER "constat_embedded_${name}" symbol)
    string(REGEX MATCHALL "[A-Za-z0-9]+" words "${name}")
    set(function)
    foreach(word ${words})
      string(SUBSTRING "${word}" 0 1 first)
      string(SUBSTRING "${word}" 1 -1 rest)
      string(TOUPPER "${first}" first)
      string(APPEND function "${first}${rest}")
    endforeach()
    string(APPEND declared "[[nodiscard]] std::string_view ${function}();  // ${file}\n")
    string(APPEND defined "
asm(\".pushsection .rodata\\n.balign 16\\n.global ${symbol}_begin\\n.global ${symbol}_end\\n${symbol}_begin:\\n\"
    \".incbin \\\"${path}\\\"\\n${symbol}_end:\\n.byte 0\\n.popsection\\n\");
extern \"C\" const char ${symbol}_begin[];
extern \"C\" const char ${symbol}_end[];
std::string_view constat::embedded::${function}() {
  return {${symbol}_begin, static_cast<size_t>(${symbol}_end - ${symbol}_begin)};
}
")
    list(APPEND paths "${path}")
  endforeach()
  set(made "${CMAKE_BINARY_DIR}/generated/${header}.generated")
  file(CONFIGURE OUTPUT "${made}.h" @ONLY CONTENT
"// Made by cmake/Embed.cmake.
#pragma once

#include <string_view>

namespace constat::embedded {

${declared}
}  // namespace constat::embedded
")
  file(CONFIGURE OUTPUT "${made}.cc" @ONLY CONTENT
"// Made by cmake/Embed.cmake.
#include \"${header}.generated.h\"

#include <cstddef>
${defined}")
  target_sources(${target} PRIVATE "${made}.cc")
  target_include_directories(${target} PRIVATE "${CMAKE_BINARY_DIR}/generated")
  set_source_files_properties("${made}.cc" PROPERTIES OBJECT_DEPENDS "${paths}" SKIP_UNITY_BUILD_INCLUSION ON
    SKIP_PRECOMPILE_HEADERS ON)
endfunction()
