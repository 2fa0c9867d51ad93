/// Why an event, or a record of it, is not what its service writes.
package struct EventError: Error, Hashable, Sendable {
  /// The record's position, from 0; `nil` if it concerns the whole event.
  package let record: Int?
  /// The field, such as `s3.object.key`; empty if it concerns the whole text.
  package let field: String
  /// What is there, cut to a readable length.
  package let found: String
  package let expected: String
}

extension EventError {
  /// Its place in the event: `Records[0].s3.object.key`.
  package var place: String {
    guard let record else { return field }
    return field.isEmpty ? "Records[\(record)]" : "Records[\(record)].\(field)"
  }
}
