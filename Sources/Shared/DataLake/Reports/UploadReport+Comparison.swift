import JSON
package import Time

extension UploadReport {
  /// The snapshot with which the upload was compared.
  package enum Comparison: Hashable, Sendable {
    case with(ComparedSnapshot)
    case none
    /// An older report without comparison.
    case unknown
  }

  package struct ComparedSnapshot: Hashable, Sendable {
    package var date: CalendarDate
    package var runID: String
    package var playersInBoth: Int
    package var newPlayers: Int
    package var absentPlayers: Int

    package init(
      date: CalendarDate, runID: String, playersInBoth: Int, newPlayers: Int, absentPlayers: Int
    ) {
      self.date = date
      self.runID = runID
      self.playersInBoth = playersInBoth
      self.newPlayers = newPlayers
      self.absentPlayers = absentPlayers
    }
  }
}

extension UploadReport.Comparison {
  /// Writes the member with the compared snapshot, if it is known.
  func write(to json: inout JSONWriter) {
    switch self {
    case .unknown: return
    case .none:
      json.key("compared_with")
      json.null()
    case .with(let snapshot):
      json.object("compared_with") {
        $0.member("snapshot_date", snapshot.date.description)
        $0.member("run_id", snapshot.runID)
        $0.member("players_in_both", snapshot.playersInBoth)
        $0.member("new_players", snapshot.newPlayers)
        $0.member("absent_players", snapshot.absentPlayers)
      }
    }
  }

  init(_ json: JSONValue?) {
    guard let json else {
      self = .unknown
      return
    }
    guard let date = json["snapshot_date"]?.string.flatMap({ CalendarDate($0) }),
      let runID = json["run_id"]?.string
    else {
      self = .none
      return
    }
    self = .with(
      UploadReport.ComparedSnapshot(
        date: date, runID: runID, playersInBoth: json["players_in_both"].count,
        newPlayers: json["new_players"].count, absentPlayers: json["absent_players"].count))
  }
}
