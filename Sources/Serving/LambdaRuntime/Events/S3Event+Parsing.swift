import JSON

extension S3Event {
  /// Reads an event of S3, also wrapped by SNS or EventBridge; unknown fields are ignored.
  /// - Throws: `EventError` if the payload as a whole is not an event of S3. A broken record is not
  ///   an error but `unreadable` among the notifications.
  package init(parsing payload: [UInt8]) throws(EventError) {
    try self.init(EventFields(parsing: payload))
  }

  init(_ event: EventFields) throws(EventError) {
    if event["Records"] == nil {
      if event["Event"]?.string == "s3:TestEvent" {
        self = .test
        return
      }
      if event["detail-type"] != nil {
        self = .notifications([S3Notification(bridged: event)])
        return
      }
      // A message of SNS in a queue: its event is in `Message`.
      if event["Type"]?.string == "Notification", event["Message"] != nil {
        self = .notifications(S3Notification.handedOn(by: event, at: "Message"))
        return
      }
    }
    let records = try event.value("Records", expected: "the records of an S3 event") {
      $0.elements
    }
    self = .notifications(
      records.enumerated().flatMap { index, record in
        S3Notification.all(in: event.fields(of: record, at: index))
      })
  }
}

extension S3Notification {
  /// The content of one of `Records`: a notification of S3, or a message of SNS with any number of
  /// them.
  fileprivate static func all(in record: EventFields) -> [S3Notification] {
    if record["EventSource"]?.string == "aws:sns" {
      return handedOn(by: record, at: "Sns.Message")
    }
    return [S3Notification(direct: record)]
  }

  /// The event in the text of a message of SNS.
  fileprivate static func handedOn(by message: EventFields, at path: String) -> [S3Notification] {
    do throws(EventError) {
      let text = try message.text(path)
      let event = try EventFields(
        parsing: Array(text.utf8), record: message.record, at: message.prefix + path)
      // Nested ones could have no end, and no topic produces them.
      guard event["Message"] == nil, !event.holdsRecords(of: ["aws:sns", "aws:sqs"]) else {
        throw message.error(at: path, expected: "an event of S3, not another message")
      }
      switch try S3Event(event) {
      case .test: return [.other(name: "s3:TestEvent", key: "")]
      case .notifications(let notifications): return notifications
      }
    } catch {
      return [.unreadable(error)]
    }
  }

  /// Reads a record of `Records` as S3 writes it.
  private init(direct record: EventFields) {
    do throws(EventError) {
      let name = try record.eventName()
      if Self.isOfNoUpload(name) {
        self = .other(name: name, key: record["s3.object.key"]?.string ?? "")
      } else {
        self = .created(try S3EventRecord(direct: record, name: name))
      }
    } catch {
      self = .unreadable(error)
    }
  }

  /// Reads an event of EventBridge.
  fileprivate init(bridged event: EventFields) {
    do throws(EventError) {
      let kind = try event.value("detail-type", expected: "Object Created") {
        $0.string.flatMap { $0.hasPrefix("Object ") ? $0 : nil }
      }
      if kind == "Object Created" {
        self = .created(try S3EventRecord(bridged: event))
      } else {
        self = .other(name: kind, key: event["detail.object.key"]?.string ?? "")
      }
    } catch {
      self = .unreadable(error)
    }
  }

  /// The kinds of events of S3 and similar servers that are not writes. An unknown kind is not
  /// among them: it could be a write.
  private static let otherKinds: Set<String> = [
    "IntelligentTiering", "LifecycleExpiration", "LifecycleTransition", "ObjectAccessed",
    "ObjectAcl", "ObjectRemoved", "ObjectRestore", "ObjectTagging", "ReducedRedundancyLostObject",
    "Replication", "TestEvent",
  ]

  private static func isOfNoUpload(_ name: String) -> Bool {
    otherKinds.contains(String(name.prefix { $0 != ":" }))
  }
}
