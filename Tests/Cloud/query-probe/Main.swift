import Foundation
import JSON

/// Asks an engine as a server would: each line of standard input is a question in JSON, each line
/// of standard output its answer. What the engine is stands in the one argument, in JSON; see
/// `Tests/Cloud/query_probe.py`.
@main
struct Main {
  static func main() async throws {
    let settings = try JSONValue(parsing: Array(CommandLine.arguments[1].utf8))
    let probe = try QueryProbe(settings, environment: ProcessInfo.processInfo.environment)
    while let line = readLine() {
      let question = try JSONValue(parsing: Array(line.utf8))
      let answer = try await probe.answer(question)
      try FileHandle.standardOutput.write(contentsOf: Data(answer.utf8 + Array("\n".utf8)))
    }
  }
}
