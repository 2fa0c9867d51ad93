package import Bytes
package import Hashing

/// The SHA-256 of a body, computed once for both forms that S3 requires.
package struct PayloadHash: Hashable, Sendable {
  /// 32 bytes.
  package let digest: [UInt8]

  /// - Throws: `HashingError`.
  package init(of body: [SharedBytes]) throws(HashingError) {
    let hash = try SHA256()
    try hash.begin()
    for piece in body {
      try piece.withUnsafeBytes { bytes throws(HashingError) in try hash.update(bytes) }
    }
    digest = try hash.finish()
  }

  /// As in `x-amz-content-sha256`.
  package var hexadecimal: String { Hexadecimal.text(digest) }
  /// As in `x-amz-checksum-sha256`.
  package var base64: String { Base64.text(digest) }

  /// The value if the body is not part of the signature.
  static let unsigned = "UNSIGNED-PAYLOAD"
}
