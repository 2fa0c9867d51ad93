package import Rankings

/// Where an upload was put, as far as that says what it is of.
package struct UploadDestination: Sendable, Equatable {
  package var kingdom: Kingdom
  package var date: SnapshotDate
  package var fileName: String

  package init(kingdom: Kingdom, date: SnapshotDate, fileName: String) {
    self.kingdom = kingdom
    self.date = date
    self.fileName = fileName
  }
}
