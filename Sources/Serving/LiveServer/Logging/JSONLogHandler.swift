import Bytes
import JSON
package import Logging
import Storage
package import Time

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes each message as one line of JSON: `{"time":…,"level":…,"message":…}` with the metadata as
/// further members.
package struct JSONLogHandler: LogHandler {
  package var logLevel: Logger.Level
  package var metadata = Logger.Metadata()
  package var metadataProvider: Logger.MetadataProvider?
  private let clock: Clock
  private let write: @Sendable ([UInt8]) -> Void

  package init(
    level: Logger.Level, clock: Clock = .system,
    write: @escaping @Sendable ([UInt8]) -> Void = StandardError.write
  ) {
    logLevel = level
    self.clock = clock
    self.write = write
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var members = metadata
    members.merge(metadataProvider?.get() ?? [:]) { $1 }
    members.merge(event.metadata ?? [:]) { $1 }
    if let error = event.error { members["error"] = "\(error)" }
    var json = JSONWriter()
    json.object { json in
      json.member("time", clock.now().description)
      json.member("level", event.level.rawValue)
      json.member("message", PrintableText.printable("\(event.message)"))
      for (name, value) in members.sorted(by: { $0.key < $1.key })
      where !["time", "level", "message"].contains(name) {
        json.member(name, PrintableText.printable("\(value)"))
      }
    }
    write(json.utf8 + [UInt8(ascii: "\n")])
  }
}

/// The standard error stream of the process.
package enum StandardError {
  /// Writes all bytes; who has closed the stream misses them.
  @Sendable package static func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { _ = WholeWriting.write($0[...], to: STDERR_FILENO) }
  }
}

/// The standard output stream of the process.
package enum StandardOutput {
  /// Writes a text at once, without a buffer. Who has closed the stream misses it.
  package static func write(_ text: String) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { _ = WholeWriting.write($0[...], to: STDOUT_FILENO) }
  }
}
