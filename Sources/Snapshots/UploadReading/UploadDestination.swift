package import Datasets
package import Time

/// Where an upload was put, as far as that says what it is of.
package struct UploadDestination: Sendable, Equatable {
  package var kingdom: Kingdom
  package var date: CalendarDate
  package var fileName: String

  package init(kingdom: Kingdom, date: CalendarDate, fileName: String) {
    self.kingdom = kingdom
    self.date = date
    self.fileName = fileName
  }
}
