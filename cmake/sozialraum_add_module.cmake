# One folder = one stage of the data's way = one target sozialraum::<module>.
#
# sozialraum_add_module(<module>
#   HEADERS  <stem.hpp>...            public, below include/sozialraum/<module>/
#   SOURCES  <stem.cpp>...            below src/<module>/
#   DEPENDS  <module>...              the stages it may include: this line is the architecture, and is tested
#   PUBLIC_LIBRARIES  <target>...     foreign libraries that public headers show
#   PRIVATE_LIBRARIES <target>...     foreign libraries that only the sources see
#   BUILD_LIBRARIES   <target>...)    the same, of headers alone: who uses the built module needs none of them
#
# Foreign libraries are named by target and found by the table of sozialraum_foreign_packages.cmake.
include(sozialraum_foreign_packages)

function(sozialraum_add_module module)
  cmake_parse_arguments(ARG "" "" "HEADERS;SOURCES;DEPENDS;PUBLIC_LIBRARIES;PRIVATE_LIBRARIES;BUILD_LIBRARIES"
                        ${ARGN})
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "sozialraum_add_module(${module}): unknown arguments ${ARG_UNPARSED_ARGUMENTS}")
  endif()

  foreach(library IN LISTS ARG_PUBLIC_LIBRARIES ARG_PRIVATE_LIBRARIES ARG_BUILD_LIBRARIES)
    if(NOT TARGET ${library})
      sozialraum_foreign_package(${library} package unused)
      find_package(${package} REQUIRED)
    endif()
  endforeach()

  set(target sozialraum_${module})
  set(depends "${ARG_DEPENDS}")
  list(TRANSFORM ARG_HEADERS PREPEND "${PROJECT_SOURCE_DIR}/include/sozialraum/${module}/")
  list(TRANSFORM ARG_DEPENDS PREPEND "sozialraum::")
  list(TRANSFORM ARG_BUILD_LIBRARIES REPLACE "(.+)" "$<BUILD_INTERFACE:\\1>")

  add_library(${target} ${ARG_SOURCES})
  add_library(sozialraum::${module} ALIAS ${target})
  target_sources(
    ${target} PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/include" FILES ${ARG_HEADERS})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/src")
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_link_libraries(
    ${target}
    PUBLIC ${ARG_DEPENDS} ${ARG_PUBLIC_LIBRARIES}
    PRIVATE ${ARG_PRIVATE_LIBRARIES} ${ARG_BUILD_LIBRARIES})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${module} POSITION_INDEPENDENT_CODE ON
                                             CXX_EXTENSIONS OFF
                                             VERSION ${PROJECT_VERSION}
                                             SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
  sozialraum_set_warnings(${target})

  # What the install rules and the checks of the architecture want to know.
  set_property(GLOBAL APPEND PROPERTY SOZIALRAUM_MODULES ${module})
  set_property(GLOBAL PROPERTY SOZIALRAUM_DEPENDS_${module} "${depends}")
  set_property(GLOBAL PROPERTY SOZIALRAUM_LIBRARIES_${module} ${ARG_PUBLIC_LIBRARIES} ${ARG_PRIVATE_LIBRARIES})

  if(SOZIALRAUM_INSTALL)
    # One export set a module, so that an application without GDAL can load all the others.
    install(
      TARGETS ${target}
      EXPORT sozialraum-${module}-targets
      ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development
      LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development
      FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development)
  endif()
endfunction()

# Warnings are for the developers of this project. They are errors with the compiler it is developed with
# alone: another version sees other ghosts, and what it sees is printed.
function(sozialraum_set_warnings target)
  if(SOZIALRAUM_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      # GCC 12 sees ghosts in std::string and in aggregates (GCC bugs 105651 and 105562).
      target_compile_options(${target} PRIVATE -Wno-restrict -Wno-maybe-uninitialized)
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION MATCHES "^12\\.")
      target_compile_options(${target} PRIVATE -Werror)
    endif()
  endif()
endfunction()

# Of test sources, those of a stem that starts threads itself, and those with a test whose name speaks of threads.
function(sozialraum_tests_of_threads module sources)
  set(kept)
  foreach(test IN LISTS ${sources})
    string(REGEX REPLACE "_test\\.cpp$" ".cpp" source "${PROJECT_SOURCE_DIR}/src/${module}/${test}")
    set(files "${CMAKE_CURRENT_SOURCE_DIR}/${test}")
    file(STRINGS "${files}" threads REGEX "^TEST.*Thread")
    if(EXISTS "${source}")
      list(APPEND files "${source}")
      file(STRINGS "${source}" starts REGEX "core/parallel\\.hpp|<thread>")
      list(APPEND threads ${starts})
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
    if(threads)
      list(APPEND kept ${test})
    endif()
  endforeach()
  set(${sources} ${kept} PARENT_SCOPE)
endfunction()

# sozialraum_add_test(<module> SOURCES <stem_test.cpp>... [LIBRARIES <target>...])
function(sozialraum_add_test module)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  if(SOZIALRAUM_TESTS_OF_THREADS_ONLY)
    sozialraum_tests_of_threads(${module} ARG_SOURCES)
    if(NOT ARG_SOURCES)
      return()
    endif()
  endif()
  add_executable(${module}_test ${ARG_SOURCES})
  target_link_libraries(${module}_test PRIVATE sozialraum::${module} ${ARG_LIBRARIES} GTest::gtest_main)
  target_include_directories(${module}_test PRIVATE "${PROJECT_SOURCE_DIR}/tests/support")
  target_compile_definitions(${module}_test PRIVATE SOZIALRAUM_DATA_DIR="${PROJECT_SOURCE_DIR}/data"
                                                    SOZIALRAUM_GOLDEN_DIR="${PROJECT_SOURCE_DIR}/tests/golden")
  target_precompile_headers(${module}_test PRIVATE <gtest/gtest.h>)
  sozialraum_set_warnings(${module}_test)
  gtest_discover_tests(${module}_test TEST_PREFIX ${module}. DISCOVERY_MODE PRE_TEST)
endfunction()

# sozialraum_add_benchmark(<module> SOURCES <stem_bench.cpp>... [LIBRARIES <target>...])
#   makes <module>_bench, which ./dev bench runs; data as in the tests.
function(sozialraum_add_benchmark module)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${module}_bench ${ARG_SOURCES})
  target_link_libraries(${module}_bench PRIVATE sozialraum::${module} ${ARG_LIBRARIES}
                                                benchmark::benchmark_main)
  target_include_directories(${module}_bench PRIVATE "${PROJECT_SOURCE_DIR}/benchmarks/support")
  target_compile_definitions(${module}_bench PRIVATE SOZIALRAUM_DATA_DIR="${PROJECT_SOURCE_DIR}/data")
  set_target_properties(${module}_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/benchmarks")
  sozialraum_set_warnings(${module}_bench)
  add_dependencies(sozialraum_benchmarks ${module}_bench)
endfunction()
