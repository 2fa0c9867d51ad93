package import Time

/// Credentials for calls to AWS.
package struct AWSCredentials: Hashable, Sendable {
  package let accessKeyID: String
  package let secretAccessKey: String
  /// Belongs to temporary keys and must be signed too.
  package let sessionToken: String?
  /// The expiration of temporary keys; `nil` if unknown.
  package let expiration: Instant?

  package init(
    accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil,
    expiration: Instant? = nil
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.expiration = expiration
  }
}

extension AWSCredentials {
  /// Parses an expiration, to the second: in UTC with any decimals of a second, and with the offset
  /// of zero that some sources write for `Z`.
  static func expiration(_ text: String) -> Instant? {
    let time =
      text.hasSuffix("+00:00") ? text.dropLast(6) : text.hasSuffix("Z") ? text.dropLast() : ""
    let parts = time.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let digits = parts.count > 1 ? parts[1] : "0"
    guard let whole = parts.first, !digits.isEmpty, digits.allSatisfy(\.isWholeNumber) else {
      return nil
    }
    return Instant("\(whole)Z")
  }
}

extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Only the id: secrets must not get into logs or into messages of failed assertions.
  package var description: String { "AWSCredentials(\(accessKeyID))" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
