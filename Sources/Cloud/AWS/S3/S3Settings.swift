package import HTTPClient

/// How a store in S3 transfers bytes.
package struct S3Settings: Hashable, Sendable {
  /// Longer objects are written as multipart uploads.
  package var multipartThreshold = 16 << 20
  /// The length of an uploaded part; at least 5 MiB by S3's rules.
  package var uploadPartBytes = 8 << 20
  /// The length of downloaded parts. A shorter object takes one request and its own length in
  /// memory; joining parts briefly takes twice as much.
  package var downloadPartBytes = 32 << 20
  /// Max concurrent parts.
  package var partsAtATime = 4
  /// The max length of an object that is read as a whole.
  package var downloadLimit = 512 << 20
  /// The max keys and folders of a listing.
  package var listingLimit = 1_000_000
  /// Limits of a connection. The client bounds a call as a whole, not `total`.
  package var limits = HTTPLimits()

  package init() { limits.total = nil }
}
