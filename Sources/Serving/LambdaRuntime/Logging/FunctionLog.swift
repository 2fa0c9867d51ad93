package import JSON
package import Time

/// The destination of a log's lines.
package protocol LogOutput: Sendable {
  /// Writes one line, given without its line end.
  func write(line: [UInt8])
}

/// Writes a function's log: one JSON object per line, with the members of Lambda's JSON format
/// (`timestamp`, `level`, `message`, `requestId`) before the line's own.
package struct FunctionLog: Sendable {
  private let output: any LogOutput
  /// Lines of lower levels are not written.
  private let level: LogLevel
  private let requestID: String?
  private let now: @Sendable () -> Instant

  package init(
    to output: any LogOutput, level: LogLevel = .info,
    now: @escaping @Sendable () -> Instant = { Clock.system.now() }
  ) {
    self.init(output: output, level: level, requestID: nil, now: now)
  }

  private init(
    output: any LogOutput, level: LogLevel, requestID: String?,
    now: @escaping @Sendable () -> Instant
  ) {
    self.output = output
    self.level = level
    self.requestID = requestID
    self.now = now
  }

  /// The same log with the invocation's id in its lines.
  package func of(_ requestID: String) -> FunctionLog {
    FunctionLog(output: output, level: level, requestID: requestID, now: now)
  }

  /// - Parameter members: adds members to the line's object; not called if the line is not written.
  package func write(
    _ level: LogLevel, _ message: String, _ members: (inout JSONWriter) -> Void = { _ in }
  ) {
    guard level >= self.level else { return }
    var json = JSONWriter()
    json.object {
      $0.member("timestamp", now().description)
      $0.member("level", level.rawValue)
      $0.member("message", message)
      if let requestID { $0.member("requestId", requestID) }
      members(&$0)
    }
    output.write(line: json.utf8)
  }

  package func debug(_ message: String, _ members: (inout JSONWriter) -> Void = { _ in }) {
    write(.debug, message, members)
  }

  package func info(_ message: String, _ members: (inout JSONWriter) -> Void = { _ in }) {
    write(.info, message, members)
  }

  package func warn(_ message: String, _ members: (inout JSONWriter) -> Void = { _ in }) {
    write(.warn, message, members)
  }

  package func error(_ message: String, _ members: (inout JSONWriter) -> Void = { _ in }) {
    write(.error, message, members)
  }

  /// Writes the metrics of an invocation at any level, since they are not log messages.
  package func write(_ metrics: InvocationMetrics, of functionName: String) {
    output.write(
      line: metrics.embedded(at: now(), functionName: functionName, requestID: requestID))
  }
}
