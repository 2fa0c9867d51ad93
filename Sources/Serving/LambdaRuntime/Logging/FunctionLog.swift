package import JSON
package import Time

/// Where the lines of a log go.
package protocol LogOutput: Sendable {
  /// Takes one line, without its line end.
  func write(line: [UInt8])
}

/// Writes a function's log: a JSON object a line, with the members that Lambda's JSON format has
/// (`timestamp`, `level`, `message`, `requestId`) before those of the line itself.
package struct FunctionLog: Sendable {
  private let output: any LogOutput
  /// Lines of lesser levels are not written.
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

  /// The same log with lines that name an invocation.
  package func of(_ requestID: String) -> FunctionLog {
    FunctionLog(output: output, level: level, requestID: requestID, now: now)
  }

  /// - Parameter members: adds to the line's object; not called where the line is not written.
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

  /// Writes the metrics of an invocation, whatever the level: they are no log.
  package func write(_ metrics: InvocationMetrics, of functionName: String) {
    output.write(
      line: metrics.embedded(at: now(), functionName: functionName, requestID: requestID))
  }
}
