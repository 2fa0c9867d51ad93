import CCrypto

/// HMAC (RFC 2104) with SHA-256 over libcrypto.
package enum HMAC {
  /// The 32 bytes of the authentication code.
  /// - Throws: `HashingError` if libcrypto lacks the algorithm or memory.
  package static func authenticationCode(
    of message: [UInt8], key: [UInt8]
  ) throws(HashingError) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: SHA256.byteCount)
    let length = CInt(clamping: key.count)
    guard
      CCrypto.HMAC(EVP_sha256(), key, length, message, message.count, &code, nil) != nil
    else { throw HashingError(operation: "HMAC") }
    return code
  }
}
