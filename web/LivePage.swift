package import HTTPAPI

/// The page of the live boards, embedded in the executables.
package enum LivePage {
  /// The files that are served, by path.
  package static let files = PageFiles(index: index, sources: sources).served

  static let index = "live.html"

  /// Every file of `web/live`, by its path.
  ///
  /// This is the only list of these files, as `Page.sources` is of its folder. No file has the name
  /// of a file of another folder, because the names of embedded files have no folder.
  static let sources: [PageBundle.Source] = [
    ("access.js", PackageResources.access_js),
    ("back-off.js", PackageResources.back_off_js),
    ("board-figures.js", PackageResources.board_figures_js),
    ("board-forms.js", PackageResources.board_forms_js),
    ("board-list.js", PackageResources.board_list_js),
    ("board-watch.js", PackageResources.board_watch_js),
    ("board-words.js", PackageResources.board_words_js),
    ("commands.js", PackageResources.commands_js),
    ("connection-display.js", PackageResources.connection_display_js),
    ("connection-state.js", PackageResources.connection_state_js),
    ("connection.js", PackageResources.connection_js),
    ("feed-events.js", PackageResources.feed_events_js),
    ("feed-messages.js", PackageResources.feed_messages_js),
    ("feed-polling.js", PackageResources.feed_polling_js),
    ("feed-socket.js", PackageResources.feed_socket_js),
    ("form-dialog.js", PackageResources.form_dialog_js),
    ("form-fields.js", PackageResources.form_fields_js),
    ("live-address.js", PackageResources.live_address_js),
    ("live-app.js", PackageResources.live_app_js),
    ("live-forms.css", PackageResources.live_forms_css),
    ("live-messages.js", PackageResources.live_messages_js),
    ("live-page.css", PackageResources.live_page_css),
    ("live-paths.js", PackageResources.live_paths_js),
    ("live-podium.css", PackageResources.live_podium_css),
    ("live-view.js", PackageResources.live_view_js),
    ("live.html", PackageResources.live_html),
    ("medal.js", PackageResources.medal_js),
    ("my-place.js", PackageResources.my_place_js),
    ("my-player-id.js", PackageResources.my_player_id_js),
    ("period-picker.js", PackageResources.period_picker_js),
    ("player-dialog.js", PackageResources.player_dialog_js),
    ("player-link.js", PackageResources.player_link_js),
    ("problem-text.js", PackageResources.problem_text_js),
    ("ranking-row.js", PackageResources.ranking_row_js),
    ("ranking.js", PackageResources.ranking_js),
    ("recent-change.js", PackageResources.recent_change_js),
    ("reset-clock.js", PackageResources.reset_clock_js),
    ("row-order.js", PackageResources.row_order_js),
    ("score-form.js", PackageResources.score_form_js),
    ("score-text.js", PackageResources.score_text_js),
    ("time-text.js", PackageResources.time_text_js),
    ("token-form.js", PackageResources.token_form_js),
    ("top-three.js", PackageResources.top_three_js),
    ("view-tools.js", PackageResources.view_tools_js),
  ]
}
