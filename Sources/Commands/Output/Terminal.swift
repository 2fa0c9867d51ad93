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
  /// Those of the process, unless a test takes what is written.
  @TaskLocal static var streams = OutputStreams.process

  /// Whether a person watches the standard error stream.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes lines for people; whatever a file or an argument put into them is made safe.
  static func printError(_ lines: String) {
    let lines = lines.split(separator: "\n", omittingEmptySubsequences: false)
    streams.write(lines.map { printable(String($0)) + "\n" }.joined(), to: .messages)
  }

  /// Writes lines for people that are bytes already.
  static func printError(bytes: [UInt8]) {
    streams.write(bytes[...], to: .messages)
  }

  /// Writes a part of a result. Where that fails, `failure` says so from then on.
  static func print(_ text: String) { streams.writeResult(text) }

  /// Writes what is useful to some, and no result: nothing is wrong where it cannot be written.
  static func printIfPossible(_ text: String) { streams.write(text, to: .results) }

  static func printErrorInPlace(_ text: String) {
    streams.write(text, to: .messages)
  }

  /// Text that others wrote, made safe for a terminal and kept on one line.
  static func printable(_ text: String) -> String { PrintableText.printable(text) }

  /// JSON in which others wrote texts. Its own escapes leave the controls of Unicode beyond ASCII,
  /// which some terminals obey.
  static func printableJSON(_ json: String) -> String {
    // In UTF-8 these are 0xC2 with one more byte; a large board has few, and is soon searched.
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

/// Where a command writes to.
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

  /// - Parameter write: returns the system's error number where not all could be written.
  init(write: @escaping @Sendable (ArraySlice<UInt8>, Stream) -> CInt?) { writeBytes = write }

  /// Why a result could not be written whole, as the system says it; `nil` where it could.
  var failure: String? {
    let code = firstFailure.load(ordering: .relaxed)
    return code == 0 ? nil : String(cString: strerror(code))
  }

  func writeResult(_ text: String) {
    guard let code = write(text, to: .results) else { return }
    // A reader that went away (`standings top … | head`) has had what it wanted.
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
