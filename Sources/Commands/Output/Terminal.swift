import Bytes
import Storage
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The two streams of a command: results go to one, everything else to the other.
enum Terminal {
  /// The streams of the process, unless a test replaces them.
  @TaskLocal static var streams = OutputStreams.process

  /// Whether standard error is a terminal.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// Prints lines for people; untrusted text in them is escaped.
  static func printError(_ lines: String) {
    let lines = lines.split(separator: "\n", omittingEmptySubsequences: false)
    streams.write(lines.map { printable(String($0)) + "\n" }.joined(), to: .messages)
  }

  /// Prints lines for people, given as bytes.
  static func printError(bytes: [UInt8]) {
    streams.write(bytes[...], to: .messages)
  }

  /// Writes a part of a result. After an error, `failure` describes it.
  static func print(_ text: String) { streams.writeResult(text) }

  /// Writes an optional line that is not a result: failing to write it is not an error.
  static func printIfPossible(_ text: String) { streams.write(text, to: .results) }

  static func printErrorInPlace(_ text: String) {
    streams.write(text, to: .messages)
  }

  /// Untrusted text, escaped for a terminal and kept on one line.
  static func printable(_ text: String) -> String { PrintableText.printable(text) }

  /// JSON with untrusted texts. Its own escapes do not cover Unicode's controls beyond ASCII, which
  /// some terminals obey.
  static func printableJSON(_ json: String) -> String {
    // In UTF-8 these are 0xC2 and one more byte; a large board has few, and the search is fast.
    let hasFirstByte = json.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.baseAddress.map { memchr($0, 0xC2, bytes.count) != nil } ?? false
    }
    if hasFirstByte == false { return json }
    var previous: UInt8 = 0
    let hasControls = json.utf8.contains { byte in
      defer { previous = byte }
      return previous == 0xC2 && byte < 0xA0
    }
    guard hasControls else { return json }
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      if (0x80...0x9F).contains(scalar.value) {
        result += "\\u00\(String(scalar.value, radix: 16))".unicodeScalars
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}

/// The output of a command.
final class OutputStreams: Sendable {
  enum Stream { case results, messages }

  /// Those of the process.
  static let process = OutputStreams { bytes, stream in
    let descriptor = stream == .results ? STDOUT_FILENO : STDERR_FILENO
    return bytes.withUnsafeBytes { bytes in
      WholeWriting.write(bytes[...], to: descriptor) ? nil : errno
    }
  }

  private let writeBytes: @Sendable (ArraySlice<UInt8>, Stream) -> CInt?
  private let firstFailure = Atomic<CInt>(0)

  /// - Parameter write: returns the system's error number if not everything could be written.
  init(write: @escaping @Sendable (ArraySlice<UInt8>, Stream) -> CInt?) { writeBytes = write }

  /// The system's reason why a result could not be written completely; `nil` if it could.
  var failure: String? {
    let code = firstFailure.load(ordering: .relaxed)
    return code == 0 ? nil : String(cString: strerror(code))
  }

  func writeResult(_ text: String) {
    guard let code = write(text, to: .results) else { return }
    // A reader that closed the pipe (`standings top … | head`) has what it wanted.
    guard code != EPIPE else { return }
    _ = firstFailure.compareExchange(expected: 0, desired: code, ordering: .relaxed)
  }

  @discardableResult
  func write(_ text: String, to stream: Stream) -> CInt? {
    write(Array(text.utf8)[...], to: stream)
  }

  @discardableResult
  func write(_ bytes: ArraySlice<UInt8>, to stream: Stream) -> CInt? { writeBytes(bytes, stream) }
}
