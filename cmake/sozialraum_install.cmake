# Install rules: find_package(sozialraum CONFIG COMPONENTS ...) and pkg-config.
get_property(modules GLOBAL PROPERTY SOZIALRAUM_MODULES)
set(config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/sozialraum")

foreach(module IN LISTS modules)
  install(
    EXPORT sozialraum-${module}-targets
    NAMESPACE sozialraum::
    DESTINATION "${config_dir}"
    COMPONENT development)
endforeach()

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/config.cmake.in" "${PROJECT_BINARY_DIR}/sozialraum-config.cmake"
  INSTALL_DESTINATION "${config_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/sozialraum-config-version.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/sozialraum-config.cmake"
              "${PROJECT_BINARY_DIR}/sozialraum-config-version.cmake"
        DESTINATION "${config_dir}" COMPONENT development)
