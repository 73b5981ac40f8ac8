# constat_texts(TARGET HEADER NAMESPACE n GROUP g [TEXTS folder] [PSEUDO]): compiles one group of the texts of every
# language of assets/languages.toml (assets/texts; or of every file of TEXTS) into a library. HEADER, such as
# constat/report/letters/texts, names the header that is made, HEADER.generated.h. What is wrong with a text fails the build
# (tools/make_texts).
# PSEUDO: TARGET is a program for tests, linked with the library that has the same group; its table, with the two made
# languages besides, takes the place of the library's.
find_package(Python3 3.11 REQUIRED COMPONENTS Interpreter)

function(constat_texts target header)
  cmake_parse_arguments(T "PSEUDO" "NAMESPACE;GROUP;TEXTS" "" ${ARGN})
  set(flags)
  set(needs "${CMAKE_SOURCE_DIR}/assets/cldr.json")
  if(NOT T_TEXTS)
    set(T_TEXTS "assets/texts")
    list(APPEND flags --languages assets/languages.toml)
    list(APPEND needs "${CMAKE_SOURCE_DIR}/assets/languages.toml")
  endif()
  file(GLOB texts CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${T_TEXTS}/*.json")
  foreach(tool make_texts messages.py plurals.py pseudo_texts.py text_files.py texts_in_code.py)
    list(APPEND needs "${CMAKE_SOURCE_DIR}/tools/${tool}")
  endforeach()
  set(folder "${CMAKE_BINARY_DIR}/generated")
  if(T_PSEUDO)
    list(APPEND flags --pseudo)
    set(folder "${folder}/pseudo/${target}")
  endif()
  set(made "${folder}/${header}.generated")
  add_custom_command(OUTPUT "${made}.h" "${made}.cc"
    COMMAND Python3::Interpreter -B tools/make_texts --texts ${T_TEXTS} --cldr assets/cldr.json --group ${T_GROUP} ${flags}
      --cpp "${made}" --namespace ${T_NAMESPACE} --include "${header}.generated.h"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    DEPENDS ${texts} ${needs}
    COMMENT "Texts: ${T_GROUP}" VERBATIM)
  target_sources(${target} PRIVATE "${made}.cc" "${made}.h")
  target_include_directories(${target} PUBLIC "${CMAKE_BINARY_DIR}/generated")
  set_source_files_properties("${made}.cc" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  # For whoever reads the code without compiling it (make tidy).
  if(NOT TARGET constat_generated)
    add_custom_target(constat_generated)
  endif()
  add_custom_target(constat_generated_${target}_${T_GROUP} DEPENDS "${made}.h")
  add_dependencies(constat_generated constat_generated_${target}_${T_GROUP})
endfunction()
