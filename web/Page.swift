package import HTTPAPI

/// The page's files, embedded in the executable.
package enum Page {
  /// The files that are served, by path: the bundle, and each source file by itself.
  ///
  /// The page is bundled on the first use, because most requests to a function need no page.
  package static let files: [String: StaticFile] = {
    var files: [String: StaticFile] = [:]
    for (name, content) in sources {
      files[name == index ? "" : name] = StaticFile(content: content, type: mediaType(of: name))
    }
    // Without a bundle the page works from its source files.
    guard let bundle = try? bundle() else { return files }
    files[""] = StaticFile(content: bundle.page, type: mediaType(of: index))
    for (path, content) in [bundle.style, bundle.script] {
      files[path] = StaticFile(content: content, type: mediaType(of: path), isImmutable: true)
    }
    return files
  }()

  /// - Throws: `ModuleScript.Unjoinable`.
  static func bundle() throws -> PageBundle {
    try PageBundle(
      page: String(decoding: PackageResources.index_html, as: UTF8.self),
      styles: sources.filter { $0.name.hasSuffix(".css") },
      // The script of the theme runs before the first paint, so it stays a script of its own.
      scripts: sources.filter { $0.name.hasSuffix(".js") && $0.name != "theme.js" })
  }

  /// Every file of `web/page`, by name.
  ///
  /// This is the only list of these files: the package manifest embeds the whole folder, and
  /// `PageTests` compares the list with the folder.
  static let sources: [PageBundle.Source] = [
    ("address.js", PackageResources.address_js),
    ("api.js", PackageResources.api_js),
    ("app.js", PackageResources.app_js),
    ("base.css", PackageResources.base_css),
    ("board-leaders.js", PackageResources.board_leaders_js),
    ("board-query.js", PackageResources.board_query_js),
    ("board-table.js", PackageResources.board_table_js),
    ("board-text.js", PackageResources.board_text_js),
    ("board-tools.js", PackageResources.board_tools_js),
    ("board-view.js", PackageResources.board_view_js),
    ("board.css", PackageResources.board_css),
    ("chart-scales.js", PackageResources.chart_scales_js),
    ("chart-text.js", PackageResources.chart_text_js),
    ("chart.js", PackageResources.chart_js),
    ("comparison.js", PackageResources.comparison_js),
    ("connection-text.js", PackageResources.connection_text_js),
    ("controls.css", PackageResources.controls_css),
    ("date-picker.js", PackageResources.date_picker_js),
    ("dialog.js", PackageResources.dialog_js),
    ("dialogs.css", PackageResources.dialogs_css),
    ("element.js", PackageResources.element_js),
    ("empty-states.js", PackageResources.empty_states_js),
    ("favicon.svg", PackageResources.favicon_svg),
    ("format.js", PackageResources.format_js),
    ("gains-lists.js", PackageResources.gains_lists_js),
    ("gains-table.js", PackageResources.gains_table_js),
    ("gains-view.js", PackageResources.gains_view_js),
    ("gains.css", PackageResources.gains_css),
    ("header.css", PackageResources.header_css),
    ("history-series.js", PackageResources.history_series_js),
    ("history.js", PackageResources.history_js),
    ("icons.js", PackageResources.icons_js),
    ("index.html", PackageResources.index_html),
    ("kingdom-choice.js", PackageResources.kingdom_choice_js),
    ("leaders.css", PackageResources.leaders_css),
    ("live.js", PackageResources.live_js),
    ("metric-tabs.js", PackageResources.metric_tabs_js),
    ("metrics.js", PackageResources.metrics_js),
    ("my-player.js", PackageResources.my_player_js),
    ("page-header.js", PackageResources.page_header_js),
    ("page-shortcuts.js", PackageResources.page_shortcuts_js),
    ("player-finder.js", PackageResources.player_finder_js),
    ("player-name.js", PackageResources.player_name_js),
    ("player-profile.js", PackageResources.player_profile_js),
    ("player-search.js", PackageResources.player_search_js),
    ("player-view.js", PackageResources.player_view_js),
    ("players.css", PackageResources.players_css),
    ("podium.css", PackageResources.podium_css),
    ("podium.js", PackageResources.podium_js),
    ("print.css", PackageResources.print_css),
    ("rank-change.js", PackageResources.rank_change_js),
    ("rank-motion.js", PackageResources.rank_motion_js),
    ("report-text.js", PackageResources.report_text_js),
    ("report.js", PackageResources.report_js),
    ("reports.css", PackageResources.reports_css),
    ("storage.js", PackageResources.storage_js),
    ("tables.css", PackageResources.tables_css),
    ("theme.js", PackageResources.theme_js),
    ("upload-dialog.js", PackageResources.upload_dialog_js),
    ("upload-drop.js", PackageResources.upload_drop_js),
    ("upload-outcome.js", PackageResources.upload_outcome_js),
    ("upload-place.js", PackageResources.upload_place_js),
    ("upload-request.js", PackageResources.upload_request_js),
    ("uploads-view.js", PackageResources.uploads_view_js),
    ("views.js", PackageResources.views_js),
    ("weights-form.js", PackageResources.weights_form_js),
    ("weights.js", PackageResources.weights_js),
  ]

  private static let index = "index.html"

  /// The media type that belongs to the ending of a file's name.
  static func mediaType(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    default: "application/octet-stream"
    }
  }
}
