import Failures
package import Leaderboards

/// What a board is, as its owner states it.
package struct BoardDefinition: Hashable, Sendable {
  package static let maxNameBytes = 200
  package static let maxMetadataBytes = 16_384
  package static let maxEntries = 100_000_000

  package let id: BoardID
  package var name: String
  package let order: RankOrder
  package let updateMode: UpdateMode
  package let scale: ScoreScale
  package let reset: ResetSchedule
  package let calendar: BoardCalendar
  /// How many players are ranked at most, the best ones; `nil` for all. Others keep their scores.
  package var entryLimit: Int?
  /// Bytes of metadata of a submission; 0 allows none.
  package var metadataLimit: Int

  /// - Throws: `LiveError` with `invalidBoard`.
  package init(
    id: BoardID, name: String, order: RankOrder = .descending, updateMode: UpdateMode = .best,
    scale: ScoreScale = .whole, reset: ResetSchedule = .never, calendar: BoardCalendar = .utc,
    entryLimit: Int? = nil, metadataLimit: Int = 2_048
  ) throws(LiveError) {
    self.id = id
    self.name = name
    self.order = order
    self.updateMode = updateMode
    self.scale = scale
    self.reset = reset
    self.calendar = calendar
    self.entryLimit = entryLimit
    self.metadataLimit = metadataLimit
    try check()
  }

  /// The definition with other values of what may change while a board is in use.
  /// - Throws: `LiveError` with `invalidBoard`.
  package func changed(
    name: String? = nil, entryLimit: Int?? = nil, metadataLimit: Int? = nil
  ) throws(LiveError) -> BoardDefinition {
    var changed = self
    if let name { changed.name = name }
    if let entryLimit { changed.entryLimit = entryLimit }
    if let metadataLimit { changed.metadataLimit = metadataLimit }
    try changed.check()
    return changed
  }

  private func check() throws(LiveError) {
    guard name.isPlainText(1...Self.maxNameBytes) else {
      throw invalid("name", "expected 1 to \(Self.maxNameBytes) bytes without control characters")
    }
    if let entryLimit, !(1...Self.maxEntries).contains(entryLimit) {
      throw invalid("max_entries", "expected 1 to \(Self.maxEntries), found \(entryLimit)")
    }
    guard (0...Self.maxMetadataBytes).contains(metadataLimit) else {
      throw invalid(
        "max_metadata_bytes", "expected 0 to \(Self.maxMetadataBytes), found \(metadataLimit)")
    }
  }

  private func invalid(_ member: String, _ reason: String) -> LiveError {
    LiveError(code: .invalidBoard, place: member, reason: reason)
  }
}
