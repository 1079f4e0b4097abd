# libosmium is headers only and brings no CMake package of its own.
#
#   Osmium::osmium   OpenStreetMap files: .osm, .osm.gz, .osm.bz2, .osm.pbf
find_path(Osmium_INCLUDE_DIR osmium/version.hpp)
find_path(Osmium_PROTOZERO_INCLUDE_DIR protozero/version.hpp)
mark_as_advanced(Osmium_INCLUDE_DIR Osmium_PROTOZERO_INCLUDE_DIR)

if(Osmium_INCLUDE_DIR)
  file(STRINGS "${Osmium_INCLUDE_DIR}/osmium/version.hpp" Osmium_VERSION
       REGEX "#define LIBOSMIUM_VERSION_STRING \"[0-9.]+\"")
  string(REGEX REPLACE ".*\"([0-9.]+)\".*" "\\1" Osmium_VERSION "${Osmium_VERSION}")
endif()

find_package(Threads)
find_package(ZLIB)
find_package(BZip2)
find_package(EXPAT)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  Osmium
  REQUIRED_VARS Osmium_INCLUDE_DIR Osmium_PROTOZERO_INCLUDE_DIR Threads_FOUND ZLIB_FOUND BZIP2_FOUND EXPAT_FOUND
  VERSION_VAR Osmium_VERSION)

if(Osmium_FOUND AND NOT TARGET Osmium::osmium)
  add_library(Osmium::osmium INTERFACE IMPORTED)
  set_target_properties(
    Osmium::osmium
    PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${Osmium_INCLUDE_DIR};${Osmium_PROTOZERO_INCLUDE_DIR}"
               INTERFACE_LINK_LIBRARIES "Threads::Threads;ZLIB::ZLIB;BZip2::BZip2;EXPAT::EXPAT")
endif()
