import JSON

extension UploadReport {
  /// Something wrong with the upload, and where.
  package struct Problem: Hashable, Sendable {
    /// The row as in a spreadsheet, from 1.
    package var row: Int?
    /// The column's header as written in the file.
    package var column: String?
    /// The line of the text, from 1; only if the upload was rejected for it.
    package var line: Int?
    /// The part of the workbook; only if the upload was rejected for it.
    package var part: String?
    package var found: String?
    package var expected: String?
    /// For programs, such as `duplicate_id`.
    package var code: String?

    package init(
      row: Int? = nil, column: String? = nil, line: Int? = nil, part: String? = nil,
      found: String?, expected: String?, code: String?
    ) {
      self.row = row
      self.column = column
      self.line = line
      self.part = part
      self.found = found
      self.expected = expected
      self.code = code
    }
  }
}

extension UploadReport.Problem {
  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("row", row)
      $0.member("column", column)
      if let line { $0.member("line", line) }
      if let part { $0.member("part", part) }
      $0.member("found", found)
      $0.member("expected", expected)
      $0.member("code", code)
    }
  }

  init(_ json: JSONValue) {
    self.init(
      row: json["row"].position, column: json["column"]?.string, line: json["line"].position,
      part: json["part"]?.string, found: json["found"]?.string,
      expected: json["expected"]?.string, code: json["code"]?.string)
  }
}

extension UploadReport.Problem {
  /// `row 2, column "Governor ID": found 7, expected each id in one row only`.
  var sentence: String {
    var place: [String] = []
    if let row { place.append("row \(row)") }
    if let column { place.append("column \"\(column)\"") }
    if place.isEmpty, let line { place.append("line \(line)") }
    let at = place.isEmpty ? "" : place.joined(separator: ", ") + ": "
    return "\(at)found \(found ?? "nothing"), expected \(expected ?? "something else")"
  }
}
