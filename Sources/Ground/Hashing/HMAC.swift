import CCrypto

/// HMAC (RFC 2104) with SHA-256 over libcrypto. A failure of libcrypto is a trap, as in `SHA256`.
package enum HMAC {
  /// The 32 bytes of the authentication code.
  package static func authenticationCode(of message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: SHA256.byteCount)
    guard
      CCrypto.HMAC(EVP_sha256(), key, CInt(key.count), message, message.count, &code, nil) != nil
    else { fatalError("HMAC failed") }
    return code
  }
}
