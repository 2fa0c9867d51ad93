import Synchronization
import Testing

@testable import HTTPServer

@Suite struct AccessLogTests {
  private func line(_ target: String) -> AccessLine {
    AccessLine(method: "GET", target: target, status: 200, byteCount: 41)
  }

  @Test func linesAreWrittenTogetherAndNoneIsLost() {
    let writes = Mutex<[[UInt8]]>([])
    let log = AccessLog { bytes in writes.withLock { $0.append(bytes) } }
    for number in 0..<1_000 { log.add(line("/\(number)"), after: .microseconds(12_345)) }
    log.finish()
    let text = writes.withLock { String(decoding: $0.joined(), as: UTF8.self) }
    let lines = text.split(separator: "\n")
    #expect(lines.count == 1_000)
    for (number, line) in lines.enumerated() {
      #expect(line.hasSuffix("Z GET /\(number) 200 41 B 12.3 ms"))
      #expect(line.prefix(24).count { $0.isNumber } == 17)
    }
    #expect(writes.withLock { $0.count } < 100)
  }

  @Test func linesMayBeJSON() {
    let writes = Mutex<[UInt8]>([])
    let log = AccessLog(form: .json) { bytes in writes.withLock { $0 += bytes } }
    let line = AccessLine(
      method: "GET", target: "/\"\u{1B}", status: 404, byteCount: 41, form: .json)
    log.add(line, after: .microseconds(12_345))
    log.finish()
    let text = writes.withLock { String(decoding: $0, as: UTF8.self) }
    #expect(text.hasPrefix(#"{"time":"20"#))
    let members = [
      #""level":"info""#, #""message":"request""#, #""method":"GET""#,
      "\"target\":\"/\\\"\u{FFFD}\"", #""status":404"#, #""bytes":41"#,
      #""milliseconds":12.3"#,
    ]
    #expect(text.hasSuffix(#"Z","# + members.joined(separator: ",") + "}\n"))
  }

  @Test func whatOthersWroteIsSafeForATerminal() {
    let text = String(decoding: line("/\u{1B}[31m\n").text, as: UTF8.self)
    #expect(text == "GET /\u{FFFD}[31m\u{FFFD} 200 41 B")
  }
}
