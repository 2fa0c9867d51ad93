import Hashing
import Synchronization

/// Caches the signing key of the day, which takes four of the five HMACs of a signature.
package final class SigningKeyCache: Sendable {
  private struct Entry {
    let secret: String
    let day: String
    let region: String
    let service: String
    let key: [UInt8]
  }

  /// A client signs for a few services in one region, so a few keys suffice.
  private static let capacity = 4
  private let entries = Mutex<[Entry]>([])

  package init() {}

  /// The key of a secret within a scope (Signature Version 4, step 3).
  func key(_ secret: String, _ scope: SigningScope) -> [UInt8] {
    let day = scope.day
    let kept = entries.withLock { entries in
      entries.first {
        $0.day == day && $0.region == scope.region && $0.service == scope.service
          && $0.secret == secret
      }
    }
    if let kept { return kept.key }

    var key = Array("AWS4\(secret)".utf8)
    for part in [day, scope.region, scope.service, "aws4_request"] {
      key = HMAC.authenticationCode(of: Array(part.utf8), key: key)
    }
    let entry = Entry(
      secret: secret, day: day, region: scope.region, service: scope.service, key: key)
    entries.withLock { entries in
      entries.insert(entry, at: 0)
      if entries.count > Self.capacity { entries.removeLast() }
    }
    return key
  }

  /// The signature of a text, in hex digits (step 4).
  func signature(of text: String, secret: String, scope: SigningScope) -> String {
    Hexadecimal.text(
      HMAC.authenticationCode(of: Array(text.utf8), key: key(secret, scope)))
  }
}
