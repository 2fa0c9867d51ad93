/// The rows of a CSV text on the first way through it.
struct CSVProfile: ProfiledRowSource {
  let candidates: [CandidateColumn]
  private var rows: CSVRowSource
  private let text: UnsafeRawBufferPointer
  private let delimiter: UInt8

  init(_ text: UnsafeRawBufferPointer, _ header: CSVHeader, limits: UploadLimits) {
    candidates = header.row.candidates
    self.text = text
    delimiter = header.delimiter
    rows = CSVRowSource(
      text, delimiter: delimiter, from: header.end, gridColumns: header.row.indices { $0 != nil },
      limits: limits)
  }

  /// The rows from a position on, whose columns are known.
  /// - Parameter columns: the grid's column of each column of the file, -1 for those not read.
  init(
    _ text: UnsafeRawBufferPointer, delimiter: UInt8, from start: Int, columns: [Int],
    limits: UploadLimits
  ) {
    candidates = []
    self.text = text
    self.delimiter = delimiter
    rows = CSVRowSource(
      text, delimiter: delimiter, from: start, gridColumns: columns, limits: limits)
  }

  var position: Int { rows.position }

  mutating func fill(_ grid: inout CellGrid, rows count: Int) throws(Rejection) {
    try rows.fill(&grid, rows: count)
  }

  func isBlank(_ row: Range<Int>) -> Bool {
    var rest = UnsafeRawBufferPointer(rebasing: text[row]).trimmingBlanks()
    while let first = rest.first, first == delimiter || first == UInt8(ascii: "\"") {
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst()).trimmingBlanks()
    }
    return rest.isEmpty
  }
}
