import Storage
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The two streams of the process: results go to one, everything else to the other.
enum Terminal {
  /// Whether a person watches the standard error stream.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes lines for people; whatever a file or an argument put into them is made safe.
  static func printError(_ lines: String) {
    let lines = lines.split(separator: "\n", omittingEmptySubsequences: false)
    write(lines.map { printable(String($0)) + "\n" }.joined(), to: STDERR_FILENO)
  }

  /// Writes lines for people that are bytes already.
  static func printError(bytes: [UInt8]) {
    write(bytes[...], to: STDERR_FILENO)
  }

  /// Writes a part of a result. Where that fails, `failure` says so from then on.
  static func print(_ text: String) {
    guard let code = write(text, to: STDOUT_FILENO) else { return }
    // A reader that went away (`standings top … | head`) has had what it wanted.
    guard code != EPIPE else { return }
    _ = firstFailure.compareExchange(expected: 0, desired: code, ordering: .relaxed)
  }

  /// Writes what is useful to some, and no result: nothing is wrong where it cannot be written.
  static func printIfPossible(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Why a result could not be written whole, as the system says it; `nil` where it could.
  static var failure: String? {
    let code = firstFailure.load(ordering: .relaxed)
    return code == 0 ? nil : String(cString: strerror(code))
  }

  private static let firstFailure = Atomic<CInt>(0)

  static func printErrorInPlace(_ text: String) {
    write(text, to: STDERR_FILENO)
  }

  /// Text that others wrote, made safe for a terminal and kept on one line: control characters,
  /// which could move the cursor or change its colours, and the marks that turn the direction of
  /// writing are shown as a replacement character.
  static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isUnsafe =
        [.control, .lineSeparator, .paragraphSeparator]
        .contains(scalar.properties.generalCategory)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      result.append(isUnsafe ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }

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

  @discardableResult
  private static func write(_ text: String, to descriptor: CInt) -> CInt? {
    write(Array(text.utf8)[...], to: descriptor)
  }

  /// - Returns: the system's error number where not all could be written.
  @discardableResult
  private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: CInt) -> CInt? {
    bytes.withUnsafeBytes { bytes in
      WholeWriting.write(bytes[...], to: descriptor) ? nil : errno
    }
  }
}
