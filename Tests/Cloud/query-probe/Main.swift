import Foundation
import JSON
import TestSupport

/// Asks an engine as a server would: each line of standard input is a question in JSON, each line
/// of standard output its answer. What the engine is stands in the one argument, in JSON; see
/// `Tests/Cloud/query_probe.py`.
@main
struct Main {
  static func main() async throws {
    let settings = try JSONValue(parsing: Array(CommandLine.arguments[1].utf8))
    let probe = try QueryProbe(settings, environment: ProcessInfo.processInfo.environment)
    try await answerEachLine { try await probe.answer($0) }
  }
}
