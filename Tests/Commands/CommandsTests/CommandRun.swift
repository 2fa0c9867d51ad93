import Foundation
import Storage
import Synchronization
import TestSupport

@testable import Commands

/// `Testing` has another type of this name.
typealias CommandExit = ExitStatus

/// What a command line wrote and returned, run in this process.
struct CommandRun {
  let code: ExitStatus.Code
  let output: String
  let messages: String

  /// - Parameter failure: the system's error number with which writing results fails.
  init(_ arguments: [String], failure: CInt? = nil) async {
    let written = Mutex((results: [UInt8](), messages: [UInt8]()))
    let streams = OutputStreams { bytes, stream in
      if stream == .results, let failure { return failure }
      written.withLock { written in
        switch stream {
        case .results: written.results += bytes
        case .messages: written.messages += bytes
        }
      }
      return nil
    }
    code = await Terminal.$streams.withValue(streams) { await CommandLineProgram.run(arguments) }
    (output, messages) = written.withLock {
      (String(decoding: $0.results, as: UTF8.self), String(decoding: $0.messages, as: UTF8.self))
    }
  }
}

/// A lake in a folder of its own, and files beside it.
struct CommandLake {
  let store: DirectoryStore

  var lake: String { "\(store.root)/lake" }

  /// Runs a command on the lake.
  func run(_ arguments: String...) async -> CommandRun {
    await CommandRun(arguments + ["--lake", lake])
  }

  /// Writes a file that is to be uploaded.
  /// - Returns: its path.
  func file(_ name: String, _ content: String) throws -> String {
    let path = "\(store.root)/\(name)"
    try Data(content.utf8).write(to: URL(filePath: path))
    return path
  }

  /// Puts the players of two dates into the lake.
  func fill() async throws {
    for (date, table) in [("2026-01-19", Self.earlier), ("2026-01-26", Self.later)] {
      let file = try file("players.csv", table)
      let run = await run(
        "ingest", file, "--kingdom", "51", "--date", date, "--event-time", "\(date)T12:00:00Z")
      guard run.code == .done else { throw Failure(messages: run.messages + run.output) }
    }
  }

  struct Failure: Error { let messages: String }

  static let earlier = """
    id,name,alliance,power,kills
    7,Anna,RED,900,10
    8,Bo,,1500000,20
    9,Old,RED,5,5

    """
  static let later = """
    id,name,alliance,power,kills
    7,Anna,RED,1000,15
    8,Bo,,2500000,15
    10,New,BLU,1000,

    """
}

/// Lends an empty lake to a test.
func withCommandLake(_ body: (CommandLake) async throws -> Void) async throws {
  try await withTemporaryLake { try await body(CommandLake(store: $0)) }
}
