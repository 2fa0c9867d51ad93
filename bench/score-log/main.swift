// Measures how many submissions a second the log in SQLite makes durable, beside the same rows
// written with bare SQLite in the same run.
//
//   swift run -c release --scratch-path .build-log measure-score-log [FOLDER]
//
// The folder must be on the disk that is to be measured. It prints a table in Markdown.

import Foundation

func run(in folder: String) async throws {
  var comparison = try await Comparison(in: folder)
  print("| submissions | log, a second | bare SQLite, a second | ratio | log, us | bare, us |")
  print("|---|---:|---:|---:|---:|---:|")
  print(try await comparison.row("1,000 a batch", perCommit: 1_000, commits: 30))
  print(try await comparison.row("100 a batch", perCommit: 100, commits: 100))
  print(try await comparison.row("1 a batch", perCommit: 1, commits: 300))
  print(try await comparison.row("1 caller", perCommit: 1, commits: 300, callers: 1))
  print(try await comparison.row("32 callers", perCommit: 32, commits: 300, callers: 32))
  print(try await comparison.row("1,000 callers", perCommit: 1_000, commits: 20, callers: 1_000))
  await comparison.close()
}

let parent = CommandLine.arguments.dropFirst().first ?? "."
let folder = "\(parent)/score-log-\(ProcessInfo.processInfo.processIdentifier)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }
try await run(in: folder)
