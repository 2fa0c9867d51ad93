import JSON
import Logging
import Synchronization
import TestSupport
import Testing

@testable import LiveServer

@Suite struct JSONLogHandlerTests {
  private final class Output: Sendable {
    let text = Mutex("")
  }

  @Test func messageIsOneLineWithItsMetadata() {
    let output = Output()
    let clock = ManualClock("2026-11-30T10:00:00Z").clock
    var logger = Logger(label: "test") { _ in
      JSONLogHandler(level: .info, clock: clock) { bytes in
        output.text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
      }
    }
    logger[metadataKey: "process"] = "7"
    logger.debug("not shown")
    logger.info("ready", metadata: ["boards": "2", "time": "never", "text": "a\"b\nc"])
    #expect(
      output.text.withLock { $0 } == """
        {"time":"2026-11-30T10:00:00Z","level":"info","message":"ready","boards":"2",\
        "process":"7","text":"a\\"b\u{FFFD}c"}

        """)
  }
}
