import Failures
import LiveBoards
import Logging
import SQLiteLog
import ScoreLog
import ServiceLifecycle
import Time

/// Keeps the log open and the boards restored for as long as a server runs.
struct LiveStore: Service {
  /// What a server needs of an open log.
  struct Opened: Sendable {
    let log: SQLiteLog
    let boards: LiveBoards
  }

  /// Of a larger file, only a part is checked.
  private static let maxCheckTime = Duration.seconds(60)

  private let configuration: LiveConfiguration
  private let logger: Logger
  private let changed: BoardObserver
  private let committed: GroupCommit.CommitObserver
  private let restored: @Sendable (Opened) async throws -> Void
  private let whileOpen: @Sendable (LiveBoards) async -> Void

  /// - Parameters:
  ///   - changed: as for `LiveBoards.open`.
  ///   - committed: as for `LiveBoards.open`.
  ///   - restored: called once, when the boards can be used.
  ///   - whileOpen: runs from then on until it is cancelled.
  init(
    _ configuration: LiveConfiguration, logger: Logger,
    changed: @escaping BoardObserver,
    committed: @escaping GroupCommit.CommitObserver,
    restored: @escaping @Sendable (Opened) async throws -> Void,
    whileOpen: @escaping @Sendable (LiveBoards) async -> Void
  ) {
    self.configuration = configuration
    self.logger = logger
    self.changed = changed
    self.committed = committed
    self.restored = restored
    self.whileOpen = whileOpen
  }

  /// Opens the log, restores the boards, and closes the log when it is asked to end. It must end
  /// after the server that uses the boards.
  /// - Throws: `DataFolderError`, `ScoreLogError`, and what `restored` throws.
  func run() async throws {
    let folder = DataFolder(configuration.dataFolder)
    try folder.create()
    let begin = Clock.system.uptime()
    var settings = SQLiteLog.Settings()
    settings.retention.keyLifetime = configuration.keyLifetime
    settings.maxCheckTime = nil
    let log = try await SQLiteLog.open(folder.log, settings: settings)
    do {
      var limits = GroupCommitLimits()
      limits.batchSize = configuration.limits.commitSize
      limits.submissions = configuration.limits.waitingSubmissions
      limits.bytes = configuration.limits.waitingBytes
      async let isChecked = log.check(within: Self.maxCheckTime)
      let boards = try await LiveBoards.open(
        log, limits: limits, changed: changed, committed: committed)
      // Nothing is answered before the file is known to be sound.
      let isWhole = try await isChecked
      try await restored(Opened(log: log, boards: boards))
      note(boards, isChecked: isWhole, after: Clock.system.uptime() - begin)
      await withTaskGroup { group in
        group.addTask { await whileOpen(boards) }
        await keepUp(log, boards)
        group.cancelAll()
      }
    } catch {
      await log.close()
      throw error
    }
    await log.close()
    logger.info("the log is closed")
  }

  private func note(_ boards: LiveBoards, isChecked: Bool, after duration: Duration) {
    logger.info(
      "ready",
      metadata: [
        "boards": "\(boards.boards.count)", "players": "\(boards.playerCount)",
        "sequence": "\(boards.appliedSequence)",
        "milliseconds": "\(Int(duration / .milliseconds(1)))",
      ])
    guard !isChecked else { return }
    logger.warning("the log is too large to be checked whole at the start")
  }

  private func keepUp(_ log: SQLiteLog, _ boards: LiveBoards) async {
    guard configuration.maintenance.isEnabled else {
      try? await gracefulShutdown()
      return
    }
    await LogUpkeep(configuration.maintenance, log: log, boards: boards, logger: logger).run()
  }
}
