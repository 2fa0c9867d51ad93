/// A bucket of S3 or a prefix in one, as a person writes it: `s3://bucket` or `s3://bucket/prefix`.
package struct S3Location: Hashable, Sendable {
  package let bucket: String
  /// The prefix of every key, without slashes at its ends; empty for the whole bucket.
  package let prefix: String

  private static let scheme = "s3://"

  /// Whether a text is meant as a location, so that its errors deserve a message.
  package static func isMeant(by text: String) -> Bool { text.hasPrefix(scheme) }

  /// - Throws: what is wrong with the text.
  package init(_ text: String) throws(S3LocationError) {
    guard Self.isMeant(by: text) else {
      throw S3LocationError(place: text, reason: "s3://bucket[/prefix] is needed")
    }
    let rest = text.utf8.dropFirst(Self.scheme.utf8.count)
    let slash = rest.firstIndex(of: UInt8(ascii: "/"))
    bucket = String(Substring(rest[..<(slash ?? rest.endIndex)]))
    if let reason = Self.problem(withBucket: bucket) {
      throw S3LocationError(place: text, reason: reason)
    }
    var path = slash.map { rest[$0...].dropFirst() } ?? rest[rest.endIndex...]
    if path.last == UInt8(ascii: "/") { path = path.dropLast() }
    prefix = String(Substring(path))
    if !prefix.isEmpty, let reason = S3Key.problem(with: prefix, allowsEmptyParts: false) {
      throw S3LocationError(place: text, reason: reason)
    }
  }

  /// The rules for names of general purpose buckets in S3's user guide.
  private static func problem(withBucket name: String) -> String? {
    let bytes = Array(name.utf8)
    guard (3...63).contains(bytes.count) else {
      return "a bucket's name has 3 to 63 characters"
    }
    guard bytes.allSatisfy({ isLetterOrDigit($0) || $0 == dot || $0 == hyphen }) else {
      return "a bucket's name has lower-case letters, digits, dots and hyphens alone"
    }
    guard isLetterOrDigit(bytes[0]), isLetterOrDigit(bytes[bytes.count - 1]) else {
      return "a bucket's name begins and ends with a letter or a digit"
    }
    guard !zip(bytes, bytes.dropFirst()).contains(where: { $0 == dot && $1 == dot }) else {
      return "a bucket's name has no two dots in a row"
    }
    let parts = bytes.split(separator: dot)
    guard parts.count != 4 || !parts.allSatisfy({ $0.allSatisfy(isDigit) }) else {
      return "a bucket's name is not formed like an IP address"
    }
    return nil
  }

  private static let dot = UInt8(ascii: ".")
  private static let hyphen = UInt8(ascii: "-")

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}

extension S3Location: CustomStringConvertible {
  package var description: String {
    prefix.isEmpty ? "s3://\(bucket)" : "s3://\(bucket)/\(prefix)"
  }
}

/// Why a text is not a location in S3.
package struct S3LocationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text.
  package let place: String
  package let reason: String

  package var description: String { "\(place): \(reason)" }
}
