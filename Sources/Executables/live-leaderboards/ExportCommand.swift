import ArgumentParser
import Foundation
import LiveServer
import LogArchive
import SQLiteLog
import Storage

/// `live-leaderboards export`: adds the events of the log to a lake, while the server runs.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Add the events of the log to a lake as Parquet, also while the server runs.",
    discussion: """
      Writes a file for each UTC day, below live/events/ of the lake. The next export goes on \
      where this one ended. The log is copied for the time of the export, which needs room in the \
      data folder.
      """)

  @OptionGroup var options: ConfigurationOptions

  @Option(name: .customLong("to"), help: ArgumentHelp("The folder of the lake.", valueName: "lake"))
  var lake: String

  func run() async throws {
    let folder = DataFolder(try options.load().dataFolder)
    let copy = "\(folder.log).export-\(UUID().uuidString)"
    defer {
      for suffix in ["", "-wal", "-shm", ".lock"] {
        try? FileManager.default.removeItem(atPath: copy + suffix)
      }
    }
    try await SQLiteLog.backUp(folder.log, to: copy)
    let log = try await SQLiteLog.open(copy)
    let added: ArchiveAddition
    do {
      try FileManager.default.createDirectory(
        atPath: lake, withIntermediateDirectories: true)
      added = try await LogArchive(DirectoryStore(root: lake)).add(eventsOf: log)
    } catch {
      await log.close()
      throw ExitStatus(code: .failed, message: "error: \(error)")
    }
    await log.close()
    for file in added.files { print("\(lake)/\(file.key)") }
    if added.files.isEmpty { print("There is nothing new.") }
    guard added.missingCount == 0 else {
      throw ExitStatus(
        code: .failed,
        message: "warning: the log had forgotten \(added.missingCount) events before the export")
    }
  }
}
