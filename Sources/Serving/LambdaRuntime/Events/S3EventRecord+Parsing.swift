import Bytes
import JSON
import Time

extension S3EventRecord {
  /// - Parameter name: of a record that is not about another kind of event.
  init(direct record: EventFields, name: String) throws(EventError) {
    guard name.hasPrefix("ObjectCreated:") else {
      throw record.error(at: "eventName", expected: "an event of S3 such as ObjectCreated:Put")
    }
    self.init(
      name: name,
      time: try record.time("eventTime"),
      bucket: try record.text("s3.bucket.name"),
      key: try record.value("s3.object.key", expected: "a key, form-encoded UTF-8") {
        $0.string.flatMap { PercentDecoding.decode($0, plusIsSpace: true) }
          .flatMap { $0.isEmpty ? nil : $0 }
      },
      size: try record.byteCount("s3.object.size"),
      eTag: try record.optionalText("s3.object.eTag"),
      versionID: try record.optionalText("s3.object.versionId"),
      sequencer: record.sequencer("s3.object.sequencer"))
  }

  /// EventBridge writes keys unencoded, and the kind of write as the operation's name.
  init(bridged event: EventFields) throws(EventError) {
    self.init(
      name: "ObjectCreated:\(event["detail.reason"]?.string ?? "")",
      time: try event.time("time"),
      bucket: try event.text("detail.bucket.name"),
      key: try event.text("detail.object.key"),
      size: try event.byteCount("detail.object.size"),
      eTag: try event.optionalText("detail.object.etag"),
      versionID: try event.optionalText("detail.object.version-id"),
      sequencer: event.sequencer("detail.object.sequencer"))
  }
}

extension EventFields {
  /// The kind of event. S3 omits `s3:`, similar servers do not.
  func eventName() throws(EventError) -> String {
    let name = try text("eventName")
    return name.hasPrefix("s3:") ? String(name.dropFirst(3)) : name
  }

  /// Whether one of `Records` comes from one of some services.
  func holdsRecords(of sources: Set<String>) -> Bool {
    self["Records"]?.elements?.contains {
      sources.contains(($0["eventSource"] ?? $0["EventSource"])?.string ?? "")
    } ?? false
  }

  fileprivate func time(_ path: String) throws(EventError) -> Instant {
    try value(path, expected: "a time such as 2026-01-26T15:30:12.345Z") {
      $0.string.flatMap { Instant($0) }
    }
  }

  fileprivate func byteCount(_ path: String) throws(EventError) -> Int? {
    try optional(path, expected: "a number of bytes") {
      $0.integer.flatMap { $0 < 0 ? nil : Int($0) }
    }
  }

  /// - Returns: `nil` if there are no hexadecimal digits. An unknown order does not reject an
  ///   upload, since a newer one wins by its time.
  fileprivate func sequencer(_ path: String) -> S3Sequencer? {
    guard let text = self[path]?.string, (1...256).contains(text.utf8.count),
      text.allSatisfy({ $0.isASCII && $0.isHexDigit })
    else { return nil }
    return S3Sequencer(text)
  }
}
