import Foundation
package import JSON

/// Answers each line of standard input, a question in JSON, with a line of standard output.
///
/// One line at a time, so that whoever asks may wait for an answer before the next question.
package nonisolated(nonsending) func answerEachLine(
  _ answer: nonisolated(nonsending) (JSONValue) async throws -> JSONWriter
) async throws {
  while let line = readLine() {
    let text = try await answer(JSONValue(parsing: Array(line.utf8))).text
    FileHandle.standardOutput.write(Data("\(text)\n".utf8))
  }
}

/// What is wrong with a question.
package struct ProbeError: Error {
  package let reason: String
  package init(reason: String) { self.reason = reason }
}

extension JSONValue {
  package func text(_ name: String) throws -> String { try value(name) { $0 } }

  package func value<Value>(_ name: String, _ read: (String) -> Value?) throws -> Value {
    guard let text = self[name]?.string, let value = read(text) else {
      throw ProbeError(reason: "\(name) is missing or wrong")
    }
    return value
  }
}
