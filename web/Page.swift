package import HTTPAPI

/// The page of the snapshots, embedded in the executables.
package enum Page {
  /// The files that are served, by path.
  package static let files = PageFiles(index: index, sources: sources).served

  static let index = "index.html"

  /// Every file of `web/page`, by its path.
  ///
  /// This is the only list of these files: the package manifest embeds the whole folder, and
  /// `PageTests` compares the list with the folder.
  static let sources: [PageBundle.Source] = [
    ("address.js", PackageResources.address_js),
    ("app.js", PackageResources.app_js),
    ("board-leaders.js", PackageResources.board_leaders_js),
    ("board-query.js", PackageResources.board_query_js),
    ("board-table.js", PackageResources.board_table_js),
    ("board-text.js", PackageResources.board_text_js),
    ("board-tools.js", PackageResources.board_tools_js),
    ("board-view.js", PackageResources.board_view_js),
    ("chart-scales.js", PackageResources.chart_scales_js),
    ("chart-text.js", PackageResources.chart_text_js),
    ("chart.js", PackageResources.chart_js),
    ("comparison.js", PackageResources.comparison_js),
    ("connection-text.js", PackageResources.connection_text_js),
    ("date-picker.js", PackageResources.date_picker_js),
    ("empty-states.js", PackageResources.empty_states_js),
    ("gains-lists.js", PackageResources.gains_lists_js),
    ("gains-table.js", PackageResources.gains_table_js),
    ("gains-view.js", PackageResources.gains_view_js),
    ("gains.css", PackageResources.gains_css),
    ("history-series.js", PackageResources.history_series_js),
    ("history.js", PackageResources.history_js),
    ("index.html", PackageResources.index_html),
    ("kingdom-choice.js", PackageResources.kingdom_choice_js),
    ("kingdom-path.js", PackageResources.kingdom_path_js),
    ("leaders.css", PackageResources.leaders_css),
    ("live.js", PackageResources.live_js),
    ("metric-tabs.js", PackageResources.metric_tabs_js),
    ("metrics.js", PackageResources.metrics_js),
    ("my-player.js", PackageResources.my_player_js),
    ("page-header.js", PackageResources.page_header_js),
    ("player-finder.js", PackageResources.player_finder_js),
    ("player-name.js", PackageResources.player_name_js),
    ("player-profile.js", PackageResources.player_profile_js),
    ("player-search.js", PackageResources.player_search_js),
    ("player-view.js", PackageResources.player_view_js),
    ("players.css", PackageResources.players_css),
    ("podium.js", PackageResources.podium_js),
    ("print.css", PackageResources.print_css),
    ("report-text.js", PackageResources.report_text_js),
    ("report.js", PackageResources.report_js),
    ("reports.css", PackageResources.reports_css),
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
}
