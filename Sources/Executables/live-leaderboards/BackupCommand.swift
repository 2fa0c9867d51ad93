import ArgumentParser
import LiveServer
import SQLiteLog

/// `live-leaderboards backup`: copies the log while the server runs.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the log of scores, also while the server runs.",
    discussion: """
      The copy is the log of one moment. To restore it, stop the server, move scores.db, \
      scores.db-wal and scores.db-shm out of the data folder, and copy the backup there as \
      scores.db.
      """)

  @OptionGroup var options: ConfigurationOptions

  @Option(name: .customLong("to"), help: ArgumentHelp("The new file.", valueName: "file"))
  var target: String

  func run() async throws {
    let folder = DataFolder(try options.load().dataFolder)
    try await SQLiteLog.backUp(folder.log, to: target)
    print("The backup is \(target).")
  }
}
