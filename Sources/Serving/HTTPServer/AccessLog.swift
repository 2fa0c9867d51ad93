import Bytes
import Dispatch
import JSON
import Synchronization
import Time

/// A log line of a request without its times.
struct AccessLine: Sendable {
  /// `GET /v1/kingdoms 200 41 B`, safe for a terminal; or the same as members of a JSON object.
  let text: [UInt8]
  let target: String
  let status: Int

  init(
    method: String, target: String, status: Int, byteCount: Int, form: AccessLog.Form = .text
  ) {
    self.target = target
    self.status = status
    let shown = target.utf8.count > 2_000 ? String(target.prefix(2_000)) + "…" : target
    switch form {
    case .text:
      text = Array(PrintableText.printable("\(method) \(shown) \(status) \(byteCount) B").utf8)
    case .json:
      var json = JSONWriter(reserving: 96 + shown.utf8.count)
      json.member("level", "info")
      json.member("message", "request")
      json.member("method", method)
      json.member("target", PrintableText.printable(shown))
      json.member("status", status)
      json.member("bytes", byteCount)
      text = json.utf8
    }
  }
}

/// One line per request on standard error: `2026-01-26T15:30:12.045Z GET /v1/kingdoms 200 41 B 0.8
/// ms`, or `{"time":"2026-01-26T15:30:12.045Z","level":"info",…,"milliseconds":0.8}`.
///
/// A system call per line costs as much as a whole cached answer. So lines are gathered for a
/// moment and written together, on a thread of their own.
package final class AccessLog: Sendable {
  package enum Form: Sendable { case text, json }

  fileprivate struct State {
    var lines: [UInt8] = []
    var isScheduled = false
    /// Lines dropped because nobody reads the log.
    var droppedCount = 0
    var second: Int64 = -1
    /// The time of the previous line, up to its milliseconds.
    var timestamp: [UInt8] = []
  }

  /// A moment for a person, and thousands of requests for the server.
  private static let delay = DispatchTimeInterval.milliseconds(20)
  private static let fullBytes = 64 << 10
  /// Max unwritten bytes, for a slow reader such as a held terminal.
  private static let maxBytes = 8 << 20

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "standings.access-log")
  private let write: @Sendable ([UInt8]) -> Void
  let form: Form

  /// - Parameter write: writes gathered lines, on the log's thread.
  package init(form: Form = .text, write: @escaping @Sendable ([UInt8]) -> Void) {
    self.form = form
    self.write = write
  }

  /// Adds a line with the request's duration.
  func add(_ line: AccessLine, after duration: Duration) {
    let now = Clock.system.now()
    let isFirst = state.withLock { state in
      guard state.lines.count < Self.maxBytes else {
        state.droppedCount += 1
        return false
      }
      state.append(line, form, at: now, after: duration)
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    if isFirst { queue.asyncAfter(deadline: .now() + Self.delay) { self.writeGathered() } }
  }

  /// Returns when all lines are written.
  func finish() {
    queue.sync { writeGathered() }
  }

  private func writeGathered() {
    let (lines, droppedCount) = state.withLock { state in
      defer {
        state.lines.removeAll(keepingCapacity: state.lines.count <= Self.fullBytes)
        state.isScheduled = false
        state.droppedCount = 0
      }
      return (state.lines, state.droppedCount)
    }
    if !lines.isEmpty { write(lines) }
    if droppedCount > 0 {
      write(Array(Self.warning(droppedCount, form).utf8))
    }
  }
}

extension AccessLog {
  private static func warning(_ droppedCount: Int, _ form: Form) -> String {
    let text = "\(droppedCount) lines of the log were dropped"
    return form == .json
      ? #"{"level":"warning","message":"\#(text)"}"# + "\n" : "warning: \(text)\n"
  }
}

extension AccessLog.State {
  fileprivate mutating func append(
    _ line: AccessLine, _ form: AccessLog.Form, at now: Instant, after time: Duration
  ) {
    let milliseconds = now.millisecondsSinceEpoch
    if milliseconds / 1000 != second {
      second = milliseconds / 1000
      // Up to the seconds: 2026-01-26T15:30:12
      timestamp = Array(now.description.utf8.prefix(19))
    }
    if form == .json { lines += #"{"time":""#.utf8 }
    lines += timestamp
    lines.append(UInt8(ascii: "."))
    append(milliseconds % 1000, digits: 3)
    lines += (form == .json ? #"Z","# : "Z ").utf8
    lines += line.text
    let tenths = time / .microseconds(100)
    lines += (form == .json ? #","milliseconds":"# : " ").utf8
    append(Int64(tenths) / 10, digits: 1)
    lines.append(UInt8(ascii: "."))
    append(Int64(tenths) % 10, digits: 1)
    lines += (form == .json ? "}\n" : " ms\n").utf8
  }

  /// Appends a number with leading zeros.
  private mutating func append(_ number: Int64, digits: Int) {
    var number = number
    var count = 0
    let end = lines.count
    repeat {
      lines.insert(UInt8(ascii: "0") + UInt8(number % 10), at: end)
      number /= 10
      count += 1
    } while number > 0 || count < digits
  }
}
