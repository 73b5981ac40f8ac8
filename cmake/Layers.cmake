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
target_link_libraries(constat_flags INTERFACE fmt::fmt)
if(CONSTAT_THREADS)
  target_link_libraries(constat_flags INTERFACE Threads::Threads)
else()
  target_compile_definitions(constat_flags INTERFACE CONSTAT_THREADS=0)
endif()
# The addresses of functions are resolved at the start and then written no more.
# tests/cli/hardening_test.py reads the programs for it.
target_link_options(constat_flags INTERFACE -Wl,-z,relro,-z,now)
# Reading past the end of a span or vector ends the program, also where the memory behind it is valid.
target_compile_definitions(constat_flags INTERFACE _GLIBCXX_ASSERTIONS)
if(CONSTAT_SANITIZE)
  # What object-size finds, the address sanitizer finds when it happens; it is a sixth of the time to compile.
  target_compile_options(constat_flags INTERFACE -fsanitize=${CONSTAT_SANITIZE} -fno-sanitize=object-size
    -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(constat_flags INTERFACE -fsanitize=${CONSTAT_SANITIZE})
else()
  # Never beside a sanitizer: the checked functions hide the calls that it watches. What these three cost is in
  # docs/design/side-channels.md.
  target_compile_options(constat_flags INTERFACE -fcf-protection=full
    "$<$<AND:$<CONFIG:Release>,$<NOT:$<BOOL:$<TARGET_PROPERTY:CONSTAT_NOT_OPTIMIZED>>>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>")
endif()

# Clones in different folders make the same bytes.
target_compile_options(constat_flags INTERFACE -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)

# Headers that most files include are compiled once: the library's, and for tests GoogleTest's too. A file must include
# what it needs all the same; tools/check_includes tells.
set(CONSTAT_LIBRARY_HEADERS <algorithm> <array> <cstdint> <filesystem> <functional> <map> <memory> <optional> <span>
  <string> <string_view> <utility> <vector> <fmt/core.h> <tl/expected.hpp>)

# constat_precompiled(TARGET FLAGS [HEADER...]): the first target with these headers and these flags of its own compiles
# them, the others use them. A test names headers, a library none.
function(constat_precompiled target flags)
  if(NOT CONSTAT_PCH)
    return()
  endif()
  get_property(first GLOBAL PROPERTY "constat_precompiled_${flags}_${ARGN}")
  if(first)
    target_precompile_headers(${target} REUSE_FROM ${first})
  else()
    target_precompile_headers(${target} PRIVATE ${CONSTAT_LIBRARY_HEADERS} ${ARGN})
    set_property(GLOBAL PROPERTY "constat_precompiled_${flags}_${ARGN}" ${target})
  endif()
endfunction()

# constat_test_code(TARGET): test code itself need not be fast; compiling it should be. So it is not optimised, but for
# tests whose own loops over field elements would take minutes then.
function(constat_test_code target)
  if(CONSTAT_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
  target_link_libraries(${target} PUBLIC constat_io constat_text GTest::gmock)
  target_compile_definitions(${target} PRIVATE CONSTAT_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  set(level -O0)
  if(target MATCHES "_group_")
    set(level -O1)
  else()
    set_target_properties(${target} PROPERTIES CONSTAT_NOT_OPTIMIZED ON)
  endif()
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(${target} PRIVATE ${level})
  endif()
  constat_precompiled(${target} ${level} <gmock/gmock.h> <gtest/gtest.h>)
endfunction()

# constat_layer(NAME [UNITY] [OPTIMIZE -O3] [DEPS layer...] [LIBS lib...] [SECRET_DEPS layer...] [SECRET_LIBS lib...]
#               [TEST_DEPS target...])
# The folder's *.cc become constat_NAME, those in its folder secret/, if it has one, constat_NAME_secret.
# OPTIMIZE is the release's level: -O3 where it was measured to pay, -O1 where a person waits for nothing else; -O2 if
# not given.
# UNITY: eight files of the layer are compiled as one, as those of its tests are, which takes a third of the time; names
# in their nameless namespaces must differ.
# DEPS and SECRET_DEPS name layers ("crypto", "party_board") or their secret halves ("crypto_secret").
function(constat_layer name)
  cmake_parse_arguments(L "UNITY" "OPTIMIZE" "DEPS;LIBS;SECRET_DEPS;SECRET_LIBS;TEST_DEPS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "*.cc")
  file(GLOB secret_sources CONFIGURE_DEPENDS "secret/*.cc")
  set(tests ${sources} ${secret_sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  list(FILTER secret_sources EXCLUDE REGEX "_test\\.cc$")
  list(TRANSFORM L_DEPS PREPEND constat_)
  list(TRANSFORM L_SECRET_DEPS PREPEND constat_)
  if(NOT L_OPTIMIZE)
    set(L_OPTIMIZE -O2)
  endif()

  constat_half(constat_${name} "${sources}" ${L_OPTIMIZE} constat_flags ${L_DEPS} ${L_LIBS})
  set(all constat_${name})
  if(IS_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}/secret")
    constat_half(constat_${name}_secret "${secret_sources}" ${L_OPTIMIZE} constat_${name} ${L_SECRET_DEPS} ${L_SECRET_LIBS})
    list(APPEND all constat_${name}_secret)
  endif()
  if(L_UNITY AND CONSTAT_UNITY)
    set_target_properties(${all} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
  if(CONSTAT_TESTS AND tests)
    add_executable(constat_${name}_test ${tests})
    target_link_libraries(constat_${name}_test PUBLIC ${all} ${L_TEST_DEPS} GTest::gtest_main)
    constat_test_code(constat_${name}_test)
    add_test(NAME ${name} COMMAND constat_${name}_test)
  endif()
endfunction()

# What no fuzz target is led through.
set(CONSTAT_NOT_FUZZED "^constat_(cli|demo|load|report_letters|report_record)")

# constat_half(TARGET SOURCES OPTIMIZE LIB...): one library of a layer; of headers alone if SOURCES is empty.
function(constat_half target sources optimize)
  if(sources)
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PUBLIC ${ARGN})
    set(level ${optimize})
    if(CONSTAT_SANITIZE)
      set(level -O1)
    endif()
    if(CONSTAT_SANITIZE AND target MATCHES "${CONSTAT_NOT_FUZZED}")
      set(level -O0)  # a third of the time to compile
    elseif(CONSTAT_FUZZ AND NOT target STREQUAL "constat_group")  # whose branches say nothing of the input
      list(APPEND level -fsanitize=fuzzer-no-link)
    endif()
    if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
      target_compile_options(${target} PRIVATE ${level})
    endif()
    constat_precompiled(${target} "${level}")
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE ${ARGN})
  endif()
endfunction()
