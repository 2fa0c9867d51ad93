/// The headers of columns with the kingdom or the date of their rows.
package enum HintColumn: String, Sendable {
  case kingdom, date

  private static let kingdomHeaders = names(["kingdom", "home kingdom"])
  private static let dateHeaders = names([
    "date", "scan date", "snapshot date", "export date", "captured", "captured at", "scanned",
    "scanned at", "scan time",
  ])

  init?(_ header: String) {
    let name = HeaderName(header)
    if Self.kingdomHeaders.contains(name) {
      self = .kingdom
    } else if Self.dateHeaders.contains(name) {
      self = .date
    } else {
      return nil
    }
  }

  private static func names(_ headers: [String]) -> Set<HeaderName> {
    Set(headers.map { HeaderName($0) })
  }
}

/// The positions of columns with the kingdom or the date of their rows.
struct HintColumns: Equatable {
  private(set) var kingdom: String?
  private(set) var date: String?

  /// The first column of each.
  init(among headers: some Sequence<String>) {
    for header in headers {
      switch HintColumn(header) {
      case .kingdom: kingdom = kingdom ?? header
      case .date: date = date ?? header
      case nil: continue
      }
    }
  }

  /// The existing ones.
  var matched: [MatchedHintColumn] {
    [(kingdom, HintColumn.kingdom), (date, .date)].compactMap { header, column in
      header.map { MatchedHintColumn(header: $0, column: column) }
    }
  }

  var isEmpty: Bool { kingdom == nil && date == nil }

  /// The grid's column for each column: 0 for the kingdom, 1 for the day, -1 for all others.
  func gridColumns(for columns: [HeaderColumn]) -> [Int] {
    let kingdom = columns.firstIndex { $0.header == self.kingdom }
    let date = columns.firstIndex { $0.header == self.date }
    return columns.indices.map { $0 == kingdom ? 0 : $0 == date ? 1 : -1 }
  }

  static let gridColumnCount = 2
}
