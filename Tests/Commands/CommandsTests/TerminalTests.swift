import Synchronization
import Testing

@testable import Commands

/// What goes to which stream, and how.
@Suite struct TerminalTests {
  /// What a body writes, by stream.
  private func written(_ body: () -> Void) -> (results: String, messages: String) {
    let bytes = Mutex((results: [UInt8](), messages: [UInt8]()))
    let streams = OutputStreams { written, stream in
      bytes.withLock { bytes in
        switch stream {
        case .results: bytes.results += written
        case .messages: bytes.messages += written
        }
      }
      return nil
    }
    Terminal.$streams.withValue(streams) { body() }
    return bytes.withLock {
      (String(decoding: $0.results, as: UTF8.self), String(decoding: $0.messages, as: UTF8.self))
    }
  }

  @Test func resultsAndMessagesAreApart() {
    let (results, messages) = written {
      Terminal.print("result\n")
      Terminal.printIfPossible("useful\n")
      Terminal.printError("message")
      Terminal.printError(bytes: Array("log\n".utf8))
    }
    #expect(results == "result\nuseful\n")
    #expect(messages == "message\nlog\n")
  }

  @Test func messagesAreSafeLineByLine() {
    let (_, messages) = written { Terminal.printError("one\u{1B}[2J\ntwo\r") }
    #expect(messages == "one\u{FFFD}[2J\ntwo\u{FFFD}\n")
  }

  @Test func theFirstFailureOfAResultIsKept() {
    let failures = Mutex<[CInt]>([32, 28, 5])
    let streams = OutputStreams { _, _ in failures.withLock { $0.removeFirst() } }
    streams.writeResult("the reader has left")
    #expect(streams.failure == nil)
    streams.writeResult("the disk is full")
    streams.writeResult("an error of the device")
    #expect(streams.failure == "No space left on device")
  }

  @Test func failuresOfMessagesAreNoneOfTheResult() {
    let streams = OutputStreams { _, _ in 28 }
    #expect(streams.write("message", to: .messages) == 28)
    #expect(streams.failure == nil)
  }
}
