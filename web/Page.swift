package import LeaderboardAPI

/// The page's files, embedded so that an executable needs nothing beside itself.
package enum Page {
  /// What is served, by path: the page with its parts joined, and each part by itself too. Joined
  /// when somebody wants it, which most who ask a function do not.
  package static let files: [String: StaticFile] = {
    var files: [String: StaticFile] = [:]
    for file in documents + styles + scripts {
      files[file.path] = StaticFile(content: file.content, type: file.type)
    }
    // A page whose parts cannot be joined works all the same, part by part.
    guard let bundle = try? bundle() else { return files }
    files[""] = StaticFile(content: bundle.page, type: html)
    files[bundle.style.path] = StaticFile(
      content: bundle.style.content, type: css, isImmutable: true)
    files[bundle.script.path] = StaticFile(
      content: bundle.script.content, type: javaScript, isImmutable: true)
    return files
  }()

  /// - Throws: `ModuleScript.Unjoinable`, `HashingError`.
  static func bundle() throws -> PageBundle {
    try PageBundle(
      page: String(decoding: PackageResources.index_html, as: UTF8.self), styles: styles,
      // That of the theme runs before anything is painted, and stays a script of its own.
      scripts: scripts.filter { $0.path != "theme.js" })
  }

  private static let documents: [PageBundle.File] = [
    ("", PackageResources.index_html, html),
    ("favicon.svg", PackageResources.favicon_svg, "image/svg+xml"),
  ]

  private static let styles: [PageBundle.File] = [
    ("base.css", PackageResources.base_css, css),
    ("board.css", PackageResources.board_css, css),
    ("dialogs.css", PackageResources.dialogs_css, css),
    ("gains.css", PackageResources.gains_css, css),
    ("players.css", PackageResources.players_css, css),
    ("print.css", PackageResources.print_css, css),
    ("reports.css", PackageResources.reports_css, css),
  ]

  private static let scripts: [PageBundle.File] = [
    ("address.js", PackageResources.address_js, javaScript),
    ("api.js", PackageResources.api_js, javaScript),
    ("app.js", PackageResources.app_js, javaScript),
    ("board-leaders.js", PackageResources.board_leaders_js, javaScript),
    ("board-table.js", PackageResources.board_table_js, javaScript),
    ("board-tools.js", PackageResources.board_tools_js, javaScript),
    ("board-view.js", PackageResources.board_view_js, javaScript),
    ("chart-scales.js", PackageResources.chart_scales_js, javaScript),
    ("chart.js", PackageResources.chart_js, javaScript),
    ("comparison.js", PackageResources.comparison_js, javaScript),
    ("date-picker.js", PackageResources.date_picker_js, javaScript),
    ("dialog.js", PackageResources.dialog_js, javaScript),
    ("element.js", PackageResources.element_js, javaScript),
    ("empty-states.js", PackageResources.empty_states_js, javaScript),
    ("format.js", PackageResources.format_js, javaScript),
    ("gains-lists.js", PackageResources.gains_lists_js, javaScript),
    ("gains-table.js", PackageResources.gains_table_js, javaScript),
    ("gains-view.js", PackageResources.gains_view_js, javaScript),
    ("history.js", PackageResources.history_js, javaScript),
    ("icons.js", PackageResources.icons_js, javaScript),
    ("live.js", PackageResources.live_js, javaScript),
    ("metric-tabs.js", PackageResources.metric_tabs_js, javaScript),
    ("metrics.js", PackageResources.metrics_js, javaScript),
    ("my-player.js", PackageResources.my_player_js, javaScript),
    ("page-header.js", PackageResources.page_header_js, javaScript),
    ("page-shortcuts.js", PackageResources.page_shortcuts_js, javaScript),
    ("player-finder.js", PackageResources.player_finder_js, javaScript),
    ("player-name.js", PackageResources.player_name_js, javaScript),
    ("player-profile.js", PackageResources.player_profile_js, javaScript),
    ("player-search.js", PackageResources.player_search_js, javaScript),
    ("player-view.js", PackageResources.player_view_js, javaScript),
    ("podium.js", PackageResources.podium_js, javaScript),
    ("rank-change.js", PackageResources.rank_change_js, javaScript),
    ("rank-motion.js", PackageResources.rank_motion_js, javaScript),
    ("report.js", PackageResources.report_js, javaScript),
    ("storage.js", PackageResources.storage_js, javaScript),
    ("theme.js", PackageResources.theme_js, javaScript),
    ("upload-dialog.js", PackageResources.upload_dialog_js, javaScript),
    ("upload-drop.js", PackageResources.upload_drop_js, javaScript),
    ("upload-place.js", PackageResources.upload_place_js, javaScript),
    ("upload-request.js", PackageResources.upload_request_js, javaScript),
    ("uploads-view.js", PackageResources.uploads_view_js, javaScript),
    ("views.js", PackageResources.views_js, javaScript),
    ("weights-form.js", PackageResources.weights_form_js, javaScript),
  ]

  private static let html = "text/html; charset=utf-8"
  private static let css = "text/css; charset=utf-8"
  private static let javaScript = "text/javascript; charset=utf-8"
}
