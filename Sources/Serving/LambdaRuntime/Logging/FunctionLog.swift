package import JSON
package import Time

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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

/// The level of a log line, with Lambda's names.
package enum LogLevel: String, CaseIterable, Hashable, Sendable {
  case trace = "TRACE"
  case debug = "DEBUG"
  case info = "INFO"
  case warn = "WARN"
  case error = "ERROR"
  case fatal = "FATAL"
}

extension LogLevel: Comparable {
  private var rank: Int {
    switch self {
    case .trace: 0
    case .debug: 1
    case .info: 2
    case .warn: 3
    case .error: 4
    case .fatal: 5
    }
  }

  package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rank < right.rank }
}

/// The standard output, which Lambda keeps as the function's log. A line is written in one call, so
/// that lines of several tasks never mix.
package struct StandardOutput: LogOutput {
  package init() {}

  package func write(line: [UInt8]) {
    let bytes = line + [UInt8(ascii: "\n")]
    bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
        let count = Self.write(rest)
        // A failing log does not fail the function.
        if count < 0 && errno != EINTR { return }
        written += max(count, 0)
      }
    }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
    #endif
  }
}
