package import HTTPClient

/// How a store of S3 moves bytes.
package struct S3Settings: Hashable, Sendable {
  /// Objects longer than this are written in parts.
  package var multipartThreshold = 16 << 20
  /// The length of a part when writing; S3 takes no less than 5 MiB.
  package var uploadPartBytes = 8 << 20
  /// Objects are read whole in parts of this length. A shorter one takes one request and its own
  /// length in memory; parts are put together, which takes as much again for a moment.
  package var downloadPartBytes = 32 << 20
  /// How many parts are on their way at a time.
  package var partsAtATime = 4
  /// The longest object that is read at once.
  package var downloadLimit = 512 << 20
  /// The longest listing that is taken in, in keys and folders.
  package var listingLimit = 1_000_000
  /// When a connection is given up and how slow one may be. A call as a whole is bounded by the
  /// client, not by `total`.
  package var limits = HTTPLimits()

  package init() { limits.total = nil }
}
