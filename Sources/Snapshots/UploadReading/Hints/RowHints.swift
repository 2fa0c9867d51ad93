internal import Datasets
internal import Time

/// The kingdoms and dates in the rows of an upload. Reads the rows in a pass of its own, only if
/// the upload has such a column.
struct RowHints {
  let columns: HintColumns
  /// The dates in order of appearance, with their numbers of rows.
  private(set) var dates: [(value: CalendarDate, rows: Int)] = []
  private(set) var kingdoms: [(value: Kingdom, rows: Int)] = []
  /// For each row the index of its date in `dates`, from 1; 0 if it has none.
  private(set) var dateOfRow: [UInt16] = []
  /// The first unreadable dates, by row.
  private(set) var unreadableDates: [Int: String] = [:]

  private static let maxCount = 1_000

  init(
    of source: inout some RowSource, _ columns: HintColumns, _ text: UnsafeRawBufferPointer,
    firstRow: Int
  ) throws(Rejection) {
    self.columns = columns
    var grid = CellGrid(columnCount: HintColumns.gridColumnCount)
    var cells = CellText(in: text)
    repeat {
      try source.fill(&grid, rows: CellGrid.rowCapacity)
      if columns.kingdom != nil { takeKingdoms(grid.column(0), &cells) }
      if columns.date != nil { takeDates(grid.column(1), &cells) }
      if max(dates.count, kingdoms.count) > Self.maxCount {
        throw Rejection(
          .limitExceeded, at: Rejection.Place(row: firstRow + dateOfRow.count),
          found: "more than \(Self.maxCount) dates or kingdoms", expected: "one of each")
      }
    } while grid.rowCount > 0
  }

  private mutating func takeKingdoms(
    _ cells: UnsafeBufferPointer<Cell>, _ text: inout CellText
  ) {
    for cell in cells {
      guard let number = PlayerID.read(cell, &text), let kingdom = Kingdom(number) else {
        continue
      }
      if let index = kingdoms.lastIndex(where: { $0.value == kingdom }) {
        kingdoms[index].rows += 1
      } else if kingdoms.count <= Self.maxCount {
        kingdoms.append((kingdom, 1))
      }
    }
  }

  private mutating func takeDates(_ cells: UnsafeBufferPointer<Cell>, _ text: inout CellText) {
    // Values repeat, so only changes from the previous row are parsed.
    var last: (written: String, number: UInt16) = ("", 0)
    for cell in cells {
      let written = cell.length <= 40 ? text.excerpt(of: cell) : ""
      if written != last.written {
        last = (written, WrittenDate.read(written).map { number(of: $0) } ?? 0)
      }
      if last.number > 0 {
        dates[Int(last.number) - 1].rows += 1
      } else if unreadableDates.count < Self.maxCount, cell.length > 0 {
        unreadableDates[dateOfRow.count] = text.excerpt(of: cell)
      }
      dateOfRow.append(last.number)
    }
  }

  private mutating func number(of date: CalendarDate) -> UInt16 {
    let index = dates.firstIndex { $0.value == date } ?? dates.count
    if index == dates.count {
      if dates.count > Self.maxCount { return 0 }
      dates.append((date, 0))
    }
    return UInt16(index + 1)
  }

  /// The hints from the columns.
  var hints: UploadHints {
    var hints = UploadHints()
    if let header = columns.kingdom {
      hints.kingdoms = kingdoms.map { .init(value: $0.value, source: .column(header)) }
    }
    if let header = columns.date {
      hints.dates = dates.map { .init(value: $0.value, source: .column(header)) }
    }
    return hints
  }
}
