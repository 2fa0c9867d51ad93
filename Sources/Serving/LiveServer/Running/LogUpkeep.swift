import Failures
import LiveBoards
import Logging
import SQLiteLog
import ScoreLog
import ServiceLifecycle
import Time

/// Forgets from time to time what the log and the ranks need not keep.
struct LogUpkeep {
  private static let pause = Duration.milliseconds(20)

  private let settings: LiveConfiguration.Maintenance
  private let log: SQLiteLog
  private let boards: LiveBoards
  private let logger: Logger
  private let clock: Clock

  init(
    _ settings: LiveConfiguration.Maintenance, log: SQLiteLog, boards: LiveBoards,
    logger: Logger, clock: Clock = .system
  ) {
    self.settings = settings
    self.log = log
    self.boards = boards
    self.logger = logger
    self.clock = clock
  }

  /// Works until it is asked to end.
  func run() async {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do { try await clock.sleep(settings.interval) } catch { return }
        await work()
      }
    }
  }

  /// One round. A failure of the log is logged and tried again in the next round.
  func work() async {
    let closed = boards.closeEndedPeriods()
    var keys = 0
    var (events, standings) = (0, 0)
    var start: Int64? = 0
    do throws(ScoreLogError) {
      while let position = start, !Task.isCancelled {
        let step = try await log.compact(
          from: position, upTo: boards.appliedSequence, limit: settings.batchSize)
        keys += step.keyCount
        events += step.eventCount
        standings += step.standingCount
        start = step.next
        // Submissions share the thread of the log with this, and go first.
        if start != nil, boards.waitingCount > 0 { try? await clock.sleep(Self.pause) }
      }
    } catch {
      return logger.warning("the log cannot be compacted", metadata: ["error": "\(error)"])
    }
    logger.debug(
      "the log is compacted",
      metadata: [
        "keys": "\(keys)", "events": "\(events)", "standings": "\(standings)",
        "closed_periods": "\(closed)",
      ])
  }
}
