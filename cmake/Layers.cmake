# How a layer is built: constat/NAME becomes the library constat_NAME from its *.cc, and its *_test.cc
# become the test program constat_NAME_test. What handles secrets is a library of its own, constat_NAME_secret,
# so that the verifier can be linked without it.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
find_package(OpenSSL 3 REQUIRED)
find_package(fmt REQUIRED)
if(CONSTAT_TESTS)
  find_package(GTest REQUIRED)
  enable_testing()
endif()

add_library(constat_flags INTERFACE)
target_include_directories(constat_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(constat_flags INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion
  -Wnon-virtual-dtor -Wimplicit-fallthrough -Werror -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports false positives of these inside the standard library when it optimises or instruments.
  target_compile_options(constat_flags INTERFACE -Wno-stringop-overflow -Wno-array-bounds -Wno-restrict
    -Wno-stringop-overread -Wno-maybe-uninitialized)
endif()
target_link_libraries(constat_flags INTERFACE fmt::fmt Threads::Threads)
# The addresses of functions are resolved at the start and then written no more.
# tests/cli/hardening_test.py reads the programs for it.
target_link_options(constat_flags INTERFACE -Wl,-z,relro,-z,now)
# Reading past the end of a span or vector ends the program, also where the memory behind it is valid.
target_compile_definitions(constat_flags INTERFACE _GLIBCXX_ASSERTIONS)
if(CONSTAT_SANITIZE)
  target_compile_options(constat_flags INTERFACE -fsanitize=${CONSTAT_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(constat_flags INTERFACE -fsanitize=${CONSTAT_SANITIZE})
else()
  # Never beside a sanitizer: the checked functions hide the calls that it watches. What these three cost is in
  # docs/design/side-channels.md.
  target_compile_options(constat_flags INTERFACE -fcf-protection=full
    $<$<CONFIG:Release>:-U_FORTIFY_SOURCE> $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
endif()

# Clones in different folders make the same bytes.
target_compile_options(constat_flags INTERFACE -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)

# Headers that most files include are compiled once: the library's, and for tests GoogleTest's too. A file must include
# what it needs all the same; the preset fuzz, which compiles without them, would tell. GCC takes them at any -O level
# but -O0.
set(CONSTAT_LIBRARY_HEADERS <algorithm> <array> <cstdint> <filesystem> <functional> <map> <memory> <optional> <span>
  <string> <string_view> <utility> <vector> <fmt/core.h> <tl/expected.hpp>)

# constat_precompiled(TARGET [HEADER...]): the first target with these headers compiles them, the others use them.
function(constat_precompiled target)
  if(NOT CONSTAT_PCH)
    return()
  endif()
  get_property(first GLOBAL PROPERTY "constat_precompiled_${ARGN}")
  if(first)
    target_precompile_headers(${target} REUSE_FROM ${first})
  else()
    target_precompile_headers(${target} PRIVATE ${CONSTAT_LIBRARY_HEADERS} ${ARGN})
    set_property(GLOBAL PROPERTY "constat_precompiled_${ARGN}" ${target})
  endif()
endfunction()

# constat_test_code(TARGET): test code itself need not be fast; compiling it should be.
function(constat_test_code target)
  target_link_libraries(${target} PUBLIC constat_io constat_text GTest::gmock)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
  target_compile_definitions(${target} PRIVATE CONSTAT_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  constat_precompiled(${target} <gmock/gmock.h> <gtest/gtest.h>)
endfunction()

# constat_layer(NAME [UNITY] [OPTIMIZE -O3] [DEPS layer...] [LIBS lib...] [SECRET stem...] [SECRET_FOLDERS folder...]
#               [SECRET_DEPS layer...] [SECRET_LIBS lib...] [TEST_DEPS target...])
# The layer's files are the folder's *.cc and those of its folders SECRET_FOLDERS, which are all of the secret half.
# OPTIMIZE is the release's level: -O3 where it was measured to pay, -O1 where a person waits for nothing else; -O2 if
# not given.
# UNITY: the release compiles eight files of the layer as one, which takes a third of the time; names in their nameless
# namespaces must differ.
# DEPS and SECRET_DEPS name layers ("crypto") or their secret halves ("crypto_secret").
function(constat_layer name)
  cmake_parse_arguments(L "UNITY" "OPTIMIZE" "DEPS;LIBS;SECRET;SECRET_FOLDERS;SECRET_DEPS;SECRET_LIBS;TEST_DEPS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "*.cc")
  set(secret_sources)
  foreach(folder ${L_SECRET_FOLDERS})
    file(GLOB inside CONFIGURE_DEPENDS "${folder}/*.cc")
    list(APPEND secret_sources ${inside})
  endforeach()
  set(tests ${sources} ${secret_sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  list(FILTER sources EXCLUDE REGEX "_(test|fuzz)\\.cc$")
  list(FILTER secret_sources EXCLUDE REGEX "_test\\.cc$")
  foreach(stem ${L_SECRET})
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${stem}.cc")
      list(APPEND secret_sources "${CMAKE_CURRENT_SOURCE_DIR}/${stem}.cc")
      list(REMOVE_ITEM sources "${CMAKE_CURRENT_SOURCE_DIR}/${stem}.cc")
    endif()
  endforeach()
  list(TRANSFORM L_DEPS PREPEND constat_)
  list(TRANSFORM L_SECRET_DEPS PREPEND constat_)

  if(NOT L_OPTIMIZE)
    set(L_OPTIMIZE -O2)
  endif()
  set(optimize $<$<CONFIG:Release>:${L_OPTIMIZE}>)
  set(all constat_${name})
  if(sources)
    add_library(constat_${name} STATIC ${sources})
    target_link_libraries(constat_${name} PUBLIC constat_flags ${L_DEPS} ${L_LIBS})
    target_compile_options(constat_${name} PRIVATE ${optimize})
    constat_precompiled(constat_${name})
  else()
    add_library(constat_${name} INTERFACE)
    target_link_libraries(constat_${name} INTERFACE constat_flags ${L_DEPS} ${L_LIBS})
  endif()
  if(L_SECRET OR L_SECRET_FOLDERS)
    if(secret_sources)
      add_library(constat_${name}_secret STATIC ${secret_sources})
      target_link_libraries(constat_${name}_secret PUBLIC constat_${name} ${L_SECRET_DEPS} ${L_SECRET_LIBS})
      target_compile_options(constat_${name}_secret PRIVATE ${optimize})
      constat_precompiled(constat_${name}_secret)
    else()
      add_library(constat_${name}_secret INTERFACE)
      target_link_libraries(constat_${name}_secret INTERFACE constat_${name} ${L_SECRET_DEPS} ${L_SECRET_LIBS})
    endif()
    list(APPEND all constat_${name}_secret)
  endif()
  if(L_UNITY AND CONSTAT_UNITY)
    foreach(half constat_${name} constat_${name}_secret)
      if(TARGET ${half})
        set_target_properties(${half} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
      endif()
    endforeach()
  endif()
  if(CONSTAT_TESTS AND tests)
    add_executable(constat_${name}_test ${tests})
    target_link_libraries(constat_${name}_test PUBLIC ${all} ${L_TEST_DEPS} GTest::gtest_main)
    constat_test_code(constat_${name}_test)
    add_test(NAME ${name} COMMAND constat_${name}_test)
  endif()
endfunction()
