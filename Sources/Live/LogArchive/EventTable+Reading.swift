import LiveScores
import Parquet
import ScoreLog
import Time

extension EventTable {
  /// The events of a file.
  /// - Parameter name: of the file, for errors.
  /// - Throws: `ArchiveError`, `ParquetError`.
  static func events(in file: ParquetFile, named name: String) async throws -> [LogEvent] {
    var events: [LogEvent] = []
    for rowGroup in file.metadata.rowGroups.indices {
      var columns: [Column: ColumnValues] = [:]
      for column in Column.allCases {
        guard let index = file.metadata.columnIndex(named: column.rawValue) else {
          throw ArchiveError(place: name, reason: "there is no column '\(column.rawValue)'")
        }
        columns[column] = try await file.values(ofColumn: index, rowGroup: rowGroup)
      }
      let rows = EventRows(columns: columns, name: name)
      for row in 0..<(columns[.sequence]?.count ?? 0) { events.append(try rows.event(row)) }
    }
    return events
  }
}

/// The columns of a row group.
private struct EventRows {
  let columns: [EventTable.Column: ColumnValues]
  let name: String

  func event(_ row: Int) throws(ArchiveError) -> LogEvent {
    let time = try number(.at, row)
    guard time % 1_000 == 0, let at = Instant(millisecondsSinceEpoch: time / 1_000) else {
      throw invalid(.at, row)
    }
    return LogEvent(
      sequence: try number(.sequence, row), at: at, board: try number(.board, row),
      change: try change(row))
  }

  private func change(_ row: Int) throws(ArchiveError) -> LogEvent.Change {
    guard let kind = EventTable.Kind(rawValue: try text(.kind, row)) else {
      throw invalid(.kind, row)
    }
    switch kind {
    case .boardCreated: return .boardCreated
    case .boardChanged: return .boardChanged
    case .boardReset: return .boardReset
    case .boardDeleted: return .boardDeleted
    case .playerRemoved: return .playerRemoved(try player(row))
    case .submission:
      guard let period = PeriodID(try text(.period, row)) else { throw invalid(.period, row) }
      guard let key = try? SubmissionKey(try text(.submissionID, row)) else {
        throw invalid(.submissionID, row)
      }
      return .submission(
        RecordedSubmission(
          player: try player(row), period: period, score: try number(.score, row),
          before: columns[.before]?.integer(row), after: try number(.after, row),
          metadata: columns[.metadata]?.string(row).map { Array($0.utf8) }, key: key))
    }
  }

  private func player(_ row: Int) throws(ArchiveError) -> PlayerID {
    let text = try text(.player, row)
    do throws(LiveError) { return try PlayerID(text) } catch { throw invalid(.player, row) }
  }

  private func number(_ column: EventTable.Column, _ row: Int) throws(ArchiveError) -> Int64 {
    guard let number = columns[column]?.integer(row) else { throw invalid(column, row) }
    return number
  }

  private func text(_ column: EventTable.Column, _ row: Int) throws(ArchiveError) -> String {
    guard let text = columns[column]?.string(row) else { throw invalid(column, row) }
    return text
  }

  private func invalid(_ column: EventTable.Column, _ row: Int) -> ArchiveError {
    ArchiveError(
      place: name, reason: "the column '\(column.rawValue)' has no such value in row \(row)")
  }
}
