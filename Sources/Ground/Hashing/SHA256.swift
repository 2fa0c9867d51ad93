import CCrypto

/// SHA-256 (FIPS 180-4) over libcrypto, one context used again for every message.
package struct SHA256: ~Copyable {
  private let algorithm: OpaquePointer
  private let context: OpaquePointer

  /// The length of a digest in bytes.
  package static let byteCount = 32

  /// - Throws: `HashingError` where libcrypto cannot give the algorithm or has no memory.
  package init() throws(HashingError) {
    guard let algorithm = EVP_MD_fetch(nil, "SHA256", nil) else {
      throw HashingError(operation: "EVP_MD_fetch")
    }
    guard let context = EVP_MD_CTX_new() else {
      EVP_MD_free(algorithm)
      throw HashingError(operation: "EVP_MD_CTX_new")
    }
    self.algorithm = algorithm
    self.context = context
  }

  deinit {
    EVP_MD_CTX_free(context)
    EVP_MD_free(algorithm)
  }

  /// The digest of a short message that lies in one piece, written over `digest`.
  ///
  /// It takes half the time of `begin`, `update` and `finish` where a message fits one block.
  /// - Precondition: `digest` holds at least 32 bytes.
  @inline(__always)
  package static func digest(
    of message: UnsafeRawBufferPointer, into digest: UnsafeMutablePointer<UInt8>
  ) {
    standings_sha256(message.baseAddress, message.count, digest)
  }

  /// Begins a message that comes in pieces; one that was begun before is forgotten.
  /// - Throws: `HashingError`.
  package func begin() throws(HashingError) {
    guard EVP_DigestInit_ex2(context, algorithm, nil) == 1 else {
      throw HashingError(operation: "EVP_DigestInit_ex2")
    }
  }

  /// Takes in the next piece of the message that was begun.
  /// - Throws: `HashingError`.
  package func update(_ piece: UnsafeRawBufferPointer) throws(HashingError) {
    guard EVP_DigestUpdate(context, piece.baseAddress, piece.count) == 1 else {
      throw HashingError(operation: "EVP_DigestUpdate")
    }
  }

  /// The 32 bytes of the digest of all pieces since `begin`.
  /// - Throws: `HashingError`.
  package func finish() throws(HashingError) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Self.byteCount)
    guard EVP_DigestFinal_ex(context, &digest, nil) == 1 else {
      throw HashingError(operation: "EVP_DigestFinal_ex")
    }
    return digest
  }

  /// The digest of a message that lies in one piece, as 64 hex digits.
  /// - Throws: `HashingError`.
  package static func hexDigest(of message: UnsafeRawBufferPointer) throws(HashingError) -> String {
    let hash = try SHA256()
    try hash.begin()
    try hash.update(message)
    return Hexadecimal.text(try hash.finish())
  }

  /// The digest of bytes, as 64 hex digits.
  /// - Throws: `HashingError`.
  package static func hexDigest(of bytes: [UInt8]) throws -> String {
    try bytes.withUnsafeBytes { try hexDigest(of: $0) }
  }
}

/// libcrypto refused to work: it has no memory, or its configuration forbids the algorithm.
package struct HashingError: Error, Equatable {
  /// The function of libcrypto that failed.
  package let operation: String
}
