package import Time

/// What proves to AWS who is calling.
package struct AWSCredentials: Hashable, Sendable {
  package let accessKeyID: String
  package let secretAccessKey: String
  /// Goes with temporary keys and must be signed too.
  package let sessionToken: String?
  /// When temporary keys cease to hold; `nil` where they do not say.
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
  /// Reads when credentials end, to the second: in UTC with any digits of a second, and with the
  /// offset of zero that some sources write for `Z`.
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
  /// The id alone: secrets must not get into logs, nor into messages of failed assertions.
  package var description: String { "AWSCredentials(\(accessKeyID))" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
