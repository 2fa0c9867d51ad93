import Failures
import Leaderboards

/// One event of a player that counts on several boards at once: on those of everybody and on those
/// of its project, in each timeframe.
package struct Contribution: Hashable, Sendable {
  package let player: PlayerID
  /// `nil` for an event that counts on the boards of everybody alone.
  package let project: ProjectID?
  /// Added to the scores.
  package let score: Int64
  package let metadata: [UInt8]?
  /// Names the event, so that it counts once.
  package let key: SubmissionKey

  package init(
    player: PlayerID, project: ProjectID?, score: Int64, metadata: [UInt8]? = nil,
    key: SubmissionKey
  ) {
    self.player = player
    self.project = project
    self.score = score
    self.metadata = metadata
    self.key = key
  }

  /// The boards on which it counts. The first one decides whether the event is known: what it
  /// does not take counts nowhere.
  package var boards: [ContributionBoard] {
    let scopes: [ContributionScope] = [.global] + (project.map { [.project($0)] } ?? [])
    return scopes.flatMap { scope in
      Timeframe.allCases.map { ContributionBoard(scope: scope, timeframe: $0) }
    }
  }

  /// What it is to one of its boards.
  package func submission(to board: BoardID) -> Submission {
    Submission(board: board, player: player, score: score, metadata: metadata, key: key)
  }
}

/// The id of a project: that of a board, but shorter, since it is a part of one.
package struct ProjectID: Hashable, Sendable {
  package static let maxLength = BoardID.maxLength - "project::all-time".utf8.count

  package let text: String

  /// - Throws: `LiveError` with `invalidID`.
  package init(_ text: String) throws(LiveError) {
    guard text.utf8.count <= Self.maxLength, (try? BoardID(text)) != nil else {
      throw LiveError(
        code: .invalidID, place: "project_id",
        reason: "expected 1 to \(Self.maxLength) letters, digits, '-', '_', '.' or ':'")
    }
    self.text = text
  }
}

/// Whose contributions a board counts.
package enum ContributionScope: Hashable, Sendable {
  case global
  case project(ProjectID)
}

/// The time in which a board counts contributions before it begins again.
package enum Timeframe: String, CaseIterable, Sendable {
  case allTime = "all-time"
  case yearly, monthly, weekly, daily

  /// The name of the schedule.
  var reset: String { self == .allTime ? "never" : rawValue }
}

/// A board that counts contributions, such as `global:weekly` or `project:standings:all-time`.
package struct ContributionBoard: Hashable, Sendable {
  package let scope: ContributionScope
  package let timeframe: Timeframe

  package init(scope: ContributionScope, timeframe: Timeframe) {
    self.scope = scope
    self.timeframe = timeframe
  }

  /// The definition by which the board is made when something first counts on it.
  /// - Throws: `LiveError`, if the product's own rules do not allow it.
  package func definition(in calendar: BoardCalendar = .utc) throws(LiveError) -> BoardDefinition {
    let (prefix, name) =
      switch scope {
      case .global: ("global", "Everybody")
      case .project(let id): ("project:\(id.text)", id.text)
      }
    return try BoardDefinition(
      id: BoardID("\(prefix):\(timeframe.rawValue)"), name: "\(name), \(timeframe.rawValue)",
      updateMode: .increment, reset: ResetSchedule(timeframe.reset), calendar: calendar)
  }
}
