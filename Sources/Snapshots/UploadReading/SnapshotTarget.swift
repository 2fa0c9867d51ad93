package import Datasets
package import Time

/// Where an upload goes: as its sender says, or else the upload itself.
package struct SnapshotTarget: Sendable, Equatable {
  package let snapshot: SnapshotID
  /// What told the kingdom and the day; nil for the sender.
  package let kingdomSource: HintSource?
  package let dateSource: HintSource?
  /// Whether only the rows of the day are taken.
  package let isOneOfSeveral: Bool
  /// An unknown value; a placeholder without meaning is used.
  package let assumed: Set<HintConflict.Subject>

  /// What the sender says of an upload.
  package struct Request: Sendable {
    /// nil where the upload is to tell.
    package var kingdom: Kingdom?
    package var date: CalendarDate?
    /// Whether each of the days that a column names becomes a snapshot.
    package var splitsDates: Bool
    /// When the upload came: later days are not believed.
    package var time: Instant
    /// Whether an unknown kingdom or date is an error; otherwise a placeholder is used.
    package var isComplete: Bool

    package init(
      kingdom: Kingdom?, date: CalendarDate?, splitsDates: Bool = false, time: Instant,
      isComplete: Bool = true
    ) {
      self.kingdom = kingdom
      self.date = date
      self.splitsDates = splitsDates
      self.time = time
      self.isComplete = isComplete
    }
  }

  /// Why an upload has no target.
  package struct Unsettled: Error, Equatable {
    package let conflict: HintConflict
    /// Why the content has no hints; `nil` if it could be read.
    package let rejection: Rejection?
    /// All that the sender has to say.
    package let subjects: Set<HintConflict.Subject>
  }
}

extension UploadDocument {
  /// The upload's target, or one target per day in it.
  ///
  /// Unreadable content has no hints; the report gives the reason, if the upload gets that far.
  /// - Throws: `SnapshotTarget.Unsettled` if a value is unknown or contradicted.
  package func targets(
    for request: SnapshotTarget.Request
  ) throws(SnapshotTarget.Unsettled) -> [SnapshotTarget] {
    var hints = nameHints
    var rejection: Rejection?
    do throws(Rejection) {
      hints.add(try self.hints(for: request.kingdom))
    } catch {
      rejection = error
    }
    let believed = hints.plausible(at: request.time)
    do throws(HintConflict) {
      if request.splitsDates { try hints.checkDaysOfRows(at: request.time) }
      return request.isComplete
        ? try believed.targets(for: request) : try believed.targetsAssuming(request)
    } catch {
      throw SnapshotTarget.Unsettled(
        conflict: error, rejection: rejection,
        subjects: believed.subjects(of: request, after: error))
    }
  }
}

extension UploadHints {
  /// The placeholder of an unknown kingdom.
  private static let anyKingdom = Kingdom(1)
  private static let anyDate = CalendarDate(year: 2020, month: 1, day: 1)

  fileprivate func targets(
    for request: SnapshotTarget.Request, assuming assumed: Set<HintConflict.Subject> = []
  ) throws(HintConflict) -> [SnapshotTarget] {
    let (kingdom, dates) = try settle(
      kingdom: assumed.contains(.kingdom) ? Self.anyKingdom : request.kingdom,
      date: assumed.contains(.date) ? Self.anyDate : request.date,
      splitsDates: request.splitsDates)
    return dates.map { date in
      SnapshotTarget(
        snapshot: SnapshotID(kingdom: kingdom.value, date: date.value),
        kingdomSource: kingdom.source, dateSource: date.source, isOneOfSeveral: dates.count > 1,
        assumed: assumed)
    }
  }

  /// The same where nobody need tell.
  fileprivate func targetsAssuming(
    _ request: SnapshotTarget.Request
  ) throws(HintConflict) -> [SnapshotTarget] {
    var assumed: Set<HintConflict.Subject> = []
    while true {
      do throws(HintConflict) {
        return try targets(for: request, assuming: assumed)
      } catch .untold(let subject) where !assumed.contains(subject) {
        assumed.insert(subject)
      }
    }
  }

  /// Everything that is unknown or contradicted, after the first such value.
  fileprivate func subjects(
    of request: SnapshotTarget.Request, after conflict: HintConflict
  ) -> Set<HintConflict.Subject> {
    switch conflict {
    case .untold(let subject):
      let assumed = (try? targetsAssuming(request))?.first?.assumed ?? []
      return assumed.union([subject])
    case .several(let subject, _, _): return [subject]
    case .contradiction, .implausible: return []
    }
  }
}
