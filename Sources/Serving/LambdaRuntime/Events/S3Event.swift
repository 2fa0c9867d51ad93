package import Time

/// What S3 tells a function about objects (event message structure 2.x).
package enum S3Event: Hashable, Sendable {
  /// Sent once when a bucket's notifications are set up.
  case test
  /// Notifications that came together; one that cannot be read does not take its neighbours with
  /// it.
  case notifications([S3Notification])
}

/// One thing that an event tells.
package enum S3Notification: Hashable, Sendable {
  /// An object was written.
  case created(S3EventRecord)
  /// Something else happened: an object was deleted, restored or tagged. Nothing of it is read but
  /// its name and, where there is one, the key.
  case other(name: String, key: String)
  /// Nothing says that it is not about an upload, and it cannot be read.
  case unreadable(EventError)
}

/// That an object was written.
package struct S3EventRecord: Hashable, Sendable {
  /// How, without `s3:` before it: `ObjectCreated:Put`.
  package let name: String
  /// When it happened.
  package let time: Instant
  package let bucket: String
  /// Decoded: the key by which the object is read.
  package let key: String
  /// In bytes; `nil` where the record does not tell.
  package let size: Int?
  /// The entity tag without quotes; no hash of the content.
  package let eTag: String?
  /// `nil` in a bucket that keeps no versions.
  package let versionID: String?
  /// `nil` where the order among the events of the key is unknown: there is no sequencer, or one
  /// that is not hexadecimal.
  package let sequencer: S3Sequencer?

  package init(
    name: String, time: Instant, bucket: String, key: String, size: Int? = nil,
    eTag: String? = nil, versionID: String? = nil, sequencer: S3Sequencer? = nil
  ) {
    self.name = name
    self.time = time
    self.bucket = bucket
    self.key = key
    self.size = size
    self.eTag = eTag
    self.versionID = versionID
    self.sequencer = sequencer
  }
}

/// Orders the events of one key; between keys it says nothing.
package struct S3Sequencer: Hashable, Comparable, Sendable {
  /// Hexadecimal digits, as they came.
  package let text: String

  package init(_ text: String) { self.text = text }

  /// As AWS lays down: the shorter is filled up with zeros on the right, then compared as text.
  package static func < (left: S3Sequencer, right: S3Sequencer) -> Bool {
    let count = max(left.text.utf8.count, right.text.utf8.count)
    return left.digits(count).lexicographicallyPrecedes(right.digits(count))
  }

  private func digits(_ count: Int) -> [UInt8] {
    let digits = text.utf8.map { $0 | 0x20 }
    return digits + Array(repeating: UInt8(ascii: "0"), count: count - digits.count)
  }
}
