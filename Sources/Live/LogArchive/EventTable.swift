import LiveScores
import Parquet
import ScoreLog
import Time

/// Events as columns.
struct EventTable {
  /// The columns, in the order of the file.
  enum Column: String, CaseIterable {
    case sequence, at, board, kind, player
    /// The period of a submission, such as `all`.
    case period
    /// In units of the board's scale, as `before` and `after`.
    case score, before, after, metadata
    case submissionID = "submission_id"
    /// Of the board at the time of the export; null if it was deleted.
    case leaderboardID = "leaderboard_id"
    case decimalPlaces = "decimal_places"
  }

  enum Kind: String, CaseIterable {
    case submission
    case boardCreated = "leaderboard_created"
    case boardChanged = "leaderboard_changed"
    case boardReset = "leaderboard_reset"
    case boardDeleted = "leaderboard_deleted"
    case playerRemoved = "player_removed"
  }

  let day: String
  private(set) var sequences: [Int64] = []
  private var times: [Int64] = []
  private var boardNumbers: [Int64] = []
  private var kinds = TextColumn()
  private var players = TextColumn()
  private var periods = TextColumn()
  private var scores = NumberColumn()
  private var before = NumberColumn()
  private var after = NumberColumn()
  private var metadata = TextColumn()
  private var keys = TextColumn()
  private var boardIDs = TextColumn()
  private var places: [Int32] = []
  private var placesPresence: [UInt8] = []

  /// - Parameters:
  ///   - events: of one UTC day.
  ///   - boards: those in use, by number.
  init(_ events: ArraySlice<LogEvent>, _ boards: [Int64: Board]) {
    day = events.first?.at.day ?? ""
    for event in events {
      sequences.append(event.sequence)
      times.append(event.at.microsecondsSinceEpoch)
      boardNumbers.append(event.board)
      add(event.change)
      let board = boards[event.board]
      boardIDs.append(board?.id.text)
      places.append(Int32(board?.definition.scale.places ?? 0))
      placesPresence.append(board == nil ? 0 : 1)
    }
  }

  private mutating func add(_ change: LogEvent.Change) {
    var (player, submission): (PlayerID?, RecordedSubmission?) = (nil, nil)
    let kind: Kind
    switch change {
    case .submission(let recorded):
      (kind, submission, player) = (.submission, recorded, recorded.player)
    case .boardCreated: kind = .boardCreated
    case .boardChanged: kind = .boardChanged
    case .boardReset: kind = .boardReset
    case .boardDeleted: kind = .boardDeleted
    case .playerRemoved(let removed): (kind, player) = (.playerRemoved, removed)
    }
    kinds.append(kind.rawValue)
    players.append(player?.text)
    periods.append(submission?.period.text)
    scores.append(submission?.score)
    before.append(submission?.before)
    after.append(submission?.after)
    metadata.append(submission?.metadata)
    keys.append(submission?.key.text)
  }

  /// - Throws: `ParquetError` if the schema is invalid.
  static func schema() throws -> ParquetSchema {
    try ParquetSchema(Column.allCases.map(\.schema))
  }

  func encoded(by encoder: RowGroupEncoder) throws -> EncodedRowGroup {
    try encoder.begin(rowCount: sequences.count)
    try encoder.append(int64: sequences.span)
    try encoder.append(int64: times.span)
    try encoder.append(int64: boardNumbers.span)
    try kinds.append(to: encoder)
    try players.append(to: encoder)
    try periods.append(to: encoder)
    for column in [scores, before, after] { try column.append(to: encoder) }
    try metadata.append(to: encoder)
    try keys.append(to: encoder)
    try boardIDs.append(to: encoder)
    try encoder.append(int32: places.span, presence: placesPresence.span)
    return try encoder.finish()
  }
}

extension EventTable.Column {
  fileprivate var schema: ColumnSchema {
    switch self {
    case .sequence, .board: ColumnSchema(rawValue, .int64, isRequired: true)
    case .at: ColumnSchema(rawValue, .timestampMicros, isRequired: true)
    case .kind: ColumnSchema(rawValue, .string, isRequired: true, encoding: .dictionary)
    case .player, .metadata, .submissionID: ColumnSchema(rawValue, .string)
    case .period, .leaderboardID: ColumnSchema(rawValue, .string, encoding: .dictionary)
    case .score, .before, .after: ColumnSchema(rawValue, .int64)
    case .decimalPlaces: ColumnSchema(rawValue, .int32)
    }
  }
}

/// Numbers of rows, some of them null.
private struct NumberColumn {
  private var values: [Int64] = []
  private var presence: [UInt8] = []

  mutating func append(_ value: Int64?) {
    values.append(value ?? 0)
    presence.append(value == nil ? 0 : 1)
  }

  func append(to encoder: RowGroupEncoder) throws {
    try encoder.append(int64: values.span, presence: presence.span)
  }
}

/// Texts of rows, some of them null.
private struct TextColumn {
  private var bytes: [UInt8] = []
  private var offsets: [UInt32] = [0]
  private var presence: [UInt8] = []

  mutating func append(_ text: String?) { append(text.map { Array($0.utf8) }) }

  mutating func append(_ text: [UInt8]?) {
    bytes += text ?? []
    offsets.append(UInt32(bytes.count))
    presence.append(text == nil ? 0 : 1)
  }

  func append(to encoder: RowGroupEncoder) throws {
    try encoder.append(strings: bytes.span, offsets: offsets.span, presence: presence.span)
  }
}
