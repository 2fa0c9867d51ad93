import CCrypto

/// SHA-256 (FIPS 180-4) over libcrypto, with one context for all messages.
///
/// Nothing here fails unless libcrypto lacks memory or SHA-256, which nobody could handle: that is
/// a trap.
package struct SHA256: ~Copyable {
  private let algorithm: OpaquePointer
  private let context: OpaquePointer

  /// The length of a digest in bytes.
  package static let byteCount = 32

  package init() {
    guard let algorithm = EVP_MD_fetch(nil, "SHA256", nil), let context = EVP_MD_CTX_new() else {
      fatalError("libcrypto lacks SHA-256 or memory")
    }
    self.algorithm = algorithm
    self.context = context
  }

  deinit {
    EVP_MD_CTX_free(context)
    EVP_MD_free(algorithm)
  }

  /// Writes the digest of a short contiguous message to `digest`.
  ///
  /// It takes half the time of `begin`, `update` and `finish` if a message fits one block.
  /// - Precondition: `digest` has at least 32 bytes.
  @inline(__always)
  package static func digest(
    of message: UnsafeRawBufferPointer, into digest: UnsafeMutablePointer<UInt8>
  ) {
    standings_sha256(message.baseAddress, message.count, digest)
  }

  /// Begins a message that arrives in pieces, and drops an unfinished one.
  package func begin() {
    Self.require(EVP_DigestInit_ex2(context, algorithm, nil), "EVP_DigestInit_ex2")
  }

  /// Adds the next piece of the message.
  package func update(_ piece: UnsafeRawBufferPointer) {
    Self.require(
      EVP_DigestUpdate(context, piece.baseAddress, piece.count), "EVP_DigestUpdate")
  }

  /// The 32 bytes of the digest of all pieces since `begin`.
  package func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Self.byteCount)
    Self.require(EVP_DigestFinal_ex(context, &digest, nil), "EVP_DigestFinal_ex")
    return digest
  }

  /// The digest of a contiguous message, as 64 hex digits.
  package static func hexDigest(of message: UnsafeRawBufferPointer) -> String {
    let hash = SHA256()
    hash.begin()
    hash.update(message)
    return Hexadecimal.text(hash.finish())
  }

  /// The digest of bytes, as 64 hex digits.
  package static func hexDigest(of bytes: [UInt8]) -> String {
    bytes.withUnsafeBytes { hexDigest(of: $0) }
  }

  private static func require(_ status: CInt, _ operation: StaticString) {
    guard status == 1 else { fatalError("\(operation) failed") }
  }
}
