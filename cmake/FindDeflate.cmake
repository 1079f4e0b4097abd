# libdeflate of Debian 12 brings no CMake package of its own.
#
#   Deflate::deflate   unpacks whole blocks two to three times as fast as zlib
find_path(Deflate_INCLUDE_DIR libdeflate.h)
find_library(Deflate_LIBRARY NAMES deflate)
mark_as_advanced(Deflate_INCLUDE_DIR Deflate_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Deflate REQUIRED_VARS Deflate_LIBRARY Deflate_INCLUDE_DIR)

if(Deflate_FOUND AND NOT TARGET Deflate::deflate)
  add_library(Deflate::deflate UNKNOWN IMPORTED)
  set_target_properties(
    Deflate::deflate PROPERTIES IMPORTED_LOCATION "${Deflate_LIBRARY}"
                                INTERFACE_INCLUDE_DIRECTORIES "${Deflate_INCLUDE_DIR}")
endif()
