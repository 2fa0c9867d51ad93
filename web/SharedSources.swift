/// The files that several pages use, embedded in the executables.
enum SharedSources {
  /// Every file of `web/shared`, by the path at which each page serves it.
  ///
  /// This is the only list of these files, as `Page.sources` is of its folder.
  static let all: [PageBundle.Source] = [
    ("shared/announce.js", PackageResources.announce_js),
    ("shared/api.js", PackageResources.api_js),
    ("shared/base.css", PackageResources.base_css),
    ("shared/board.css", PackageResources.board_css),
    ("shared/controls.css", PackageResources.controls_css),
    ("shared/dialog.js", PackageResources.dialog_js),
    ("shared/dialogs.css", PackageResources.dialogs_css),
    ("shared/element.js", PackageResources.element_js),
    ("shared/favicon.svg", PackageResources.favicon_svg),
    ("shared/format.js", PackageResources.format_js),
    ("shared/header.css", PackageResources.header_css),
    ("shared/icons.js", PackageResources.icons_js),
    ("shared/message.js", PackageResources.message_js),
    ("shared/page-shortcuts.js", PackageResources.page_shortcuts_js),
    ("shared/podium.css", PackageResources.podium_css),
    ("shared/rank-change.js", PackageResources.rank_change_js),
    ("shared/rank-motion.js", PackageResources.rank_motion_js),
    ("shared/storage.js", PackageResources.storage_js),
    ("shared/tables.css", PackageResources.tables_css),
    ("shared/theme-switch.js", PackageResources.theme_switch_js),
    ("shared/theme.js", PackageResources.theme_js),
  ]
}
