import Hashing

/// Why a request could not be signed.
package struct SigningError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// The URL is not absolute, or not `http` or `https`.
    case invalidURL
    /// An invalid lifetime of a presigned URL: AWS allows 1 second to 7 days.
    case invalidLifetime
    /// libcrypto failed.
    case hashing
  }

  package let code: Code
  /// The URL, or the function that failed.
  package let place: String
  package let reason: String
}

extension SigningError {
  init(_ error: HashingError) {
    self.init(code: .hashing, place: error.operation, reason: "libcrypto refused to work")
  }
}
