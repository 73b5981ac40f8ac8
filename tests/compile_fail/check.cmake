# cmake -DCOMPILER= -DROOT= -DSNIPPET= -P check.cmake: see CMakeLists.txt.
set(compile "${COMPILER}" -std=c++20 -Wall -Wextra -Werror -fsyntax-only "-I${ROOT}" "${SNIPPET}")
set(ENV{LC_ALL} C)

execute_process(COMMAND ${compile} RESULT_VARIABLE honest OUTPUT_QUIET ERROR_VARIABLE said)
if(NOT honest EQUAL 0)
  message(FATAL_ERROR "the honest form does not compile:\n${said}")
endif()

file(STRINGS "${SNIPPET}" expected REGEX "^// ERROR: ")
list(LENGTH expected lines)
if(NOT lines EQUAL 1)
  message(FATAL_ERROR "there is not one line \"// ERROR: ...\"")
endif()
string(REPLACE "// ERROR: " "" expected "${expected}")

execute_process(COMMAND ${compile} -DMISTAKE RESULT_VARIABLE mistake OUTPUT_QUIET ERROR_VARIABLE said)
if(mistake EQUAL 0)
  message(FATAL_ERROR "the mistake compiles")
endif()
if(NOT said MATCHES "${expected}")
  message(FATAL_ERROR "the mistake does not compile, but not because of \"${expected}\":\n${said}")
endif()
