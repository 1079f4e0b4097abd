# Install rules: find_package(sozialraum CONFIG COMPONENTS ...) and pkg-config.
get_property(modules GLOBAL PROPERTY SOZIALRAUM_MODULES)
set(config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/sozialraum")

# One export set and one pkg-config file a module.
set(component_table "")
file(RELATIVE_PATH PC_PREFIX "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
foreach(module IN LISTS modules)
  install(
    EXPORT sozialraum-${module}-targets
    NAMESPACE sozialraum::
    DESTINATION "${config_dir}"
    COMPONENT development)

  get_property(depends GLOBAL PROPERTY SOZIALRAUM_DEPENDS_${module})
  get_property(libraries GLOBAL PROPERTY SOZIALRAUM_LIBRARIES_${module})
  string(APPEND component_table "set(_sozialraum_depends_${module} ${depends})\n"
                                "set(_sozialraum_foreign_${module} ${libraries})\n")

  # A static library passes its own needs on, so they stand in the public lines.
  list(TRANSFORM depends PREPEND "sozialraum-" OUTPUT_VARIABLE requires)
  set(link_flags "")
  foreach(library IN LISTS libraries)
    sozialraum_foreign_package(${library} unused pkgconfig)
    foreach(entry IN LISTS pkgconfig)
      if(entry MATCHES "^-")
        list(APPEND link_flags "${entry}")
      else()
        list(APPEND requires "${entry}")
      endif()
    endforeach()
  endforeach()
  list(REMOVE_DUPLICATES requires)
  list(JOIN requires ", " PC_REQUIRES)
  list(JOIN link_flags " " PC_LINK_FLAGS)
  set(PC_MODULE ${module})
  configure_file("${PROJECT_SOURCE_DIR}/cmake/module.pc.in" "${PROJECT_BINARY_DIR}/sozialraum-${module}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/sozialraum-${module}.pc"
          DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT development)
endforeach()

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/config.cmake.in" "${PROJECT_BINARY_DIR}/sozialraum-config.cmake"
  INSTALL_DESTINATION "${config_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/sozialraum-config-version.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/sozialraum-config.cmake"
              "${PROJECT_BINARY_DIR}/sozialraum-config-version.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/sozialraum_foreign_packages.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/FindOsmium.cmake"
              "${PROJECT_SOURCE_DIR}/cmake/FindDeflate.cmake"
        DESTINATION "${config_dir}" COMPONENT development)
