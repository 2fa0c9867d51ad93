import JSON

extension UploadReport {
  /// What each header of the upload was read as.
  package struct Columns: Hashable, Sendable {
    package var matched: [Matched] = []
    /// The columns with the kingdom or the date of their rows.
    package var claims: [Claim] = []
    package var passedOver: [PassedOver] = []
    /// Unknown headers.
    package var ignored: [String] = []

    package init() {}

    package struct Matched: Hashable, Sendable {
      package var header: String
      /// The column of the snapshot.
      package var column: String
      /// Cells that are not missing.
      package var filled: Int

      package init(header: String, column: String, filled: Int) {
        self.header = header
        self.column = column
        self.filled = filled
      }
    }

    package struct Claim: Hashable, Sendable {
      package var header: String
      /// `kingdom` or `date`.
      package var column: String

      package init(header: String, column: String) {
        self.header = header
        self.column = column
      }
    }

    /// A column that is not read, because another one means the same.
    package struct PassedOver: Hashable, Sendable {
      package var header: String
      package var column: String
      /// The header of the column that is read.
      package var instead: String

      package init(header: String, column: String, instead: String) {
        self.header = header
        self.column = column
        self.instead = instead
      }
    }
  }
}

extension UploadReport.Columns {
  func write(to json: inout JSONWriter) {
    json.array("matched") {
      for column in matched {
        $0.object {
          $0.member("header", column.header)
          $0.member("column", column.column)
          $0.member("filled", column.filled)
        }
      }
    }
    json.array("claims") {
      for column in claims {
        $0.object {
          $0.member("header", column.header)
          $0.member("column", column.column)
        }
      }
    }
    json.array("passed_over") {
      for column in passedOver {
        $0.object {
          $0.member("header", column.header)
          $0.member("column", column.column)
          $0.member("instead", column.instead)
        }
      }
    }
    json.array("ignored") { for header in ignored { $0.value(header) } }
  }

  init(_ json: JSONValue?) {
    matched = (json?["matched"]).elements.map {
      Matched(header: $0["header"].text, column: $0["column"].text, filled: $0["filled"].count)
    }
    claims = (json?["claims"]).elements.map {
      Claim(header: $0["header"].text, column: $0["column"].text)
    }
    passedOver = (json?["passed_over"]).elements.map {
      PassedOver(header: $0["header"].text, column: $0["column"].text, instead: $0["instead"].text)
    }
    ignored = (json?["ignored"]).elements.compactMap(\.string)
  }
}
