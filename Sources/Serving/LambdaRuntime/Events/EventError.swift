/// Why an event, or a record of it, is not what the service that it is said to come from writes.
package struct EventError: Error, Hashable, Sendable {
  /// The record's position, from 0; `nil` where it is about the event as a whole.
  package let record: Int?
  /// The field: `s3.object.key`; empty where it is about all of the text.
  package let field: String
  /// What stands there, cut to a readable length.
  package let found: String
  package let expected: String
}

extension EventError {
  /// Where it is in the event: `Records[0].s3.object.key`.
  package var place: String {
    guard let record else { return field }
    return field.isEmpty ? "Records[\(record)]" : "Records[\(record)].\(field)"
  }
}
