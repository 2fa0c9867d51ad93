package import Failures

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
      throw S3LocationError(
        code: .notALocation, place: text, reason: "s3://bucket[/prefix] is needed")
    }
    let rest = text.utf8.dropFirst(Self.scheme.utf8.count)
    let slash = rest.firstIndex(of: UInt8(ascii: "/"))
    bucket = String(Substring(rest[..<(slash ?? rest.endIndex)]))
    if let reason = Self.problem(withBucket: bucket) {
      throw S3LocationError(code: .invalidBucket, place: text, reason: reason)
    }
    var path = slash.map { rest[$0...].dropFirst() } ?? rest[rest.endIndex...]
    if path.last == UInt8(ascii: "/") { path = path.dropLast() }
    prefix = String(Substring(path))
    if !prefix.isEmpty, let reason = S3Key.problem(with: prefix, allowsEmptyParts: false) {
      throw S3LocationError(code: .invalidPrefix, place: text, reason: reason)
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
///
/// `place` is the text.
package typealias S3LocationError = Failure<S3LocationErrorCode>

/// The kinds of `S3LocationError`.
package enum S3LocationErrorCode: FailureCode {
  /// The text does not begin with `s3://`.
  case notALocation
  case invalidBucket
  case invalidPrefix
}

/// The URLs of a bucket's objects.
struct S3Address: Hashable {
  /// The bucket's URL, without a trailing slash.
  private let bucketURL: String

  /// On AWS the bucket is part of the host's name, unless it has dots: the certificate covers only
  /// one label. Other servers rarely have a host name per bucket, so it goes into the path.
  init(bucket: String, endpoint: ServiceEndpoint) {
    if endpoint.isCustom || bucket.utf8.contains(UInt8(ascii: ".")) {
      bucketURL = "\(endpoint.url)/\(bucket)"
    } else {
      let (scheme, rest) = endpoint.parts
      bucketURL = "\(scheme)://\(bucket).\(rest)"
    }
  }

  func bucket(_ parameters: [(name: String, value: String)] = []) -> String {
    "\(bucketURL)/\(Self.suffix(parameters))"
  }

  func object(_ key: String, _ parameters: [(name: String, value: String)] = []) -> String {
    let path = PercentEncoding.encode(key, keepingSlashes: true)
    return "\(bucketURL)/\(path)\(Self.suffix(parameters))"
  }

  private static func suffix(_ parameters: [(name: String, value: String)]) -> String {
    parameters.isEmpty ? "" : "?\(RequestURL.query(parameters))"
  }
}

/// The rules for names of objects in S3.
enum S3Key {
  static let longestByteCount = 1024

  /// - Parameter allowsEmptyParts: whether two slashes may follow each other.
  /// - Returns: what is wrong with a key; `nil` for a valid one.
  static func problem(with key: String, allowsEmptyParts: Bool = true) -> String? {
    guard !key.isEmpty else { return "a key is not empty" }
    guard key.utf8.count <= longestByteCount else {
      return "a key has at most \(longestByteCount) bytes"
    }
    for part in key.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      // Clients and proxies resolve such parts like relative paths and reach another object.
      guard !part.elementsEqual(".".utf8), !part.elementsEqual("..".utf8) else {
        return "no part of a key is . or .."
      }
      guard allowsEmptyParts || !part.isEmpty else { return "two slashes in a row" }
    }
    return nil
  }
}
