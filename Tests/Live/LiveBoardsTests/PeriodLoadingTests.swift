import LiveScores
import RankIndex
import ScoreLog
import Testing
import Time

@testable import LiveBoards

@Suite struct PeriodLoadingTests {
  private let key = BoardKey(board: 1, period: PeriodID(start: nil))

  @Test func laterEventsChangeWhatWasRead() {
    var loading = PeriodLoading(key)
    loading.add([entry("a", 5, 1), entry("b", 7, 2), entry("c", 9, 6)])
    loading.apply(submission("a", from: 5, to: 8, at: 3))
    loading.apply(event(.playerRemoved(PlayerID(accepted: "b")), at: 4))
    loading.apply(submission("d", from: nil, to: 1, at: 5))
    // The page was read after this.
    loading.apply(event(.playerRemoved(PlayerID(accepted: "c")), at: 4))
    loading.apply(submission("c", from: 3, to: 4, at: 5))
    #expect(loading.standings.map(\.line) == ["a 8 @3", "c 9 @6", "d 1 @5"])
  }

  @Test func whoeverComesBackAfterARemovalIsThere() {
    var loading = PeriodLoading(key)
    loading.add([entry("a", 5, 1)])
    loading.apply(event(.playerRemoved(PlayerID(accepted: "a")), at: 2))
    #expect(loading.standings.isEmpty)
    loading.apply(submission("a", from: nil, to: 3, at: 3))
    #expect(loading.standings.map(\.line) == ["a 3 @3"])
  }

  @Test func otherBoardsPeriodsAndEqualScoresChangeNothing() {
    var loading = PeriodLoading(key)
    loading.add([entry("a", 5, 1)])
    loading.apply(submission("a", from: 5, to: 5, at: 2))
    loading.apply(submission("a", from: 5, to: 9, at: 3, board: 2))
    loading.apply(submission("a", from: 5, to: 9, at: 4, period: PeriodID(start: .epoch)))
    loading.apply(event(.boardReset, at: 5))
    #expect(loading.standings.map(\.line) == ["a 5 @1"])
  }

  private func entry(_ player: String, _ score: Int64, _ sequence: Int64) -> StandingPage.Entry {
    StandingPage.Entry(player: PlayerID(accepted: player), score: score, sequence: sequence)
  }

  private func event(
    _ change: LogEvent.Change, at sequence: Int64, board: Int64 = 1
  ) -> LogEvent {
    LogEvent(sequence: sequence, at: .epoch, board: board, change: change)
  }

  private func submission(
    _ player: String, from before: Int64?, to after: Int64, at sequence: Int64, board: Int64 = 1,
    period: PeriodID = PeriodID(start: nil)
  ) -> LogEvent {
    guard let key = try? SubmissionKey("key") else { preconditionFailure("the key is valid") }
    let recorded = RecordedSubmission(
      player: PlayerID(accepted: player), period: period, score: after, before: before,
      after: after, metadata: nil, key: key)
    return event(.submission(recorded), at: sequence, board: board)
  }
}

extension PlayerStanding {
  fileprivate var line: String { "\(player.text) \(score) @\(sequence)" }
}
