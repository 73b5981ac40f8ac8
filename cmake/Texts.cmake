# constat_texts(TARGET HEADER NAMESPACE n GROUP g [TEXTS folder]): compiles one group of the texts of every language
# (assets/texts, or TEXTS) into a library. HEADER, such as constat/report/letters/texts, names the header that is made,
# HEADER.generated.h. What is wrong with a text fails the build (tools/make_texts).
find_package(Python3 3.11 REQUIRED COMPONENTS Interpreter)

function(constat_texts target header)
  cmake_parse_arguments(T "" "NAMESPACE;GROUP;TEXTS" "" ${ARGN})
  if(NOT T_TEXTS)
    set(T_TEXTS "assets/texts")
  endif()
  file(GLOB texts CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${T_TEXTS}/*.json")
  set(tools)
  foreach(tool make_texts messages.py plurals.py texts_in_code.py)
    list(APPEND tools "${CMAKE_SOURCE_DIR}/tools/${tool}")
  endforeach()
  set(made "${CMAKE_BINARY_DIR}/generated/${header}.generated")
  add_custom_command(OUTPUT "${made}.h" "${made}.cc"
    COMMAND Python3::Interpreter -B tools/make_texts --texts ${T_TEXTS} --cldr assets/cldr.json --group ${T_GROUP}
      --cpp "${made}" --namespace ${T_NAMESPACE} --include "${header}.generated.h"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    DEPENDS ${texts} ${tools} "${CMAKE_SOURCE_DIR}/assets/cldr.json"
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
