import JSON
package import Time

extension UploadReport {
  /// The form in which the upload held its table.
  package struct Form: Hashable, Sendable {
    /// Such as `csv, semicolon`; `nil` if it is unknown.
    package var format: String?
    /// Such as `UTF-8`.
    package var encoding: String
    /// `none` or `gzip`.
    package var compression: String

    package init(format: String?, encoding: String, compression: String) {
      self.format = format
      self.encoding = encoding
      self.compression = compression
    }
  }

  /// What became of the rows below the header; blank ones do not count.
  package struct Rows: Hashable, Sendable {
    package var total = 0
    /// 0 if the upload was rejected.
    package var accepted = 0
    /// Rows without a usable id.
    package var refused = 0
    /// Rows whose id occurs in a later row too, if the last one was to be kept.
    package var superseded = 0
    /// The requested day, if there are rows of several.
    package var ofDate: CalendarDate?
    package var ofOtherDates = 0
    /// Accepted rows with contradictory numbers.
    package var suspicious = 0

    package init() {}
  }
}

extension UploadReport.Form {
  func write(to json: inout JSONWriter) {
    json.member("format", format)
    json.member("encoding", encoding)
    json.member("compression", compression)
  }

  /// - Parameter report: the report, since the members of the form are its own.
  init?(_ report: JSONValue) {
    guard let encoding = report["encoding"]?.string else { return nil }
    self.init(
      format: report["format"]?.string, encoding: encoding,
      compression: report["compression"].text)
  }
}

extension UploadReport.Rows {
  func write(to json: inout JSONWriter) {
    json.member("total", total)
    json.member("accepted", accepted)
    json.member("refused", refused)
    json.member("superseded", superseded)
    json.member("of_date", ofDate?.description)
    json.member("of_other_dates", ofOtherDates)
    json.member("suspicious", suspicious)
  }

  init(_ json: JSONValue?) {
    total = (json?["total"]).count
    accepted = (json?["accepted"]).count
    refused = (json?["refused"]).count
    superseded = (json?["superseded"]).count
    ofDate = json?["of_date"]?.string.flatMap { CalendarDate($0) }
    ofOtherDates = (json?["of_other_dates"]).count
    suspicious = (json?["suspicious"]).count
  }
}
