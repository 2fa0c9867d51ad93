/// The rows of a data page to write.
struct PageRows {
  let rows: Range<Int>
  /// One byte per row of `rows`; `nil` if all of them have a value.
  let presence: UnsafeBufferPointer<UInt8>?
  let presentCount: Int

  var nullCount: Int { rows.count - presentCount }

  /// Rows that all have a value, or all are null.
  init(repeating isPresent: Bool, rowCount: Int) {
    rows = 0..<rowCount
    presence = nil
    presentCount = isPresent ? rowCount : 0
  }

  /// - Parameter presence: that of the whole column.
  init(_ rows: Range<Int>, of presence: UnsafeBufferPointer<UInt8>?) {
    self.rows = rows
    guard let presence else {
      self.presence = nil
      presentCount = rows.count
      return
    }
    let levels = UnsafeBufferPointer(rebasing: presence[rows])
    presentCount = DefinitionLevelEncoder.count(in: levels)
    self.presence = presentCount == rows.count ? nil : levels
  }
}

extension WritingSettings {
  /// Cuts a column of fixed-size values into pages.
  func pages(
    rowCount: Int, bytesPerValue: Int, presence: UnsafeBufferPointer<UInt8>?
  ) -> [PageRows] {
    let step = max(1, min(rowsPerPage, bytesPerPage / bytesPerValue))
    return stride(from: 0, to: rowCount, by: step).map { start in
      PageRows(start..<min(start + step, rowCount), of: presence)
    }
  }

  /// Cuts a column of byte arrays into pages; a value larger than a page gets one alone.
  func pages(_ values: ByteArrays, presence: UnsafeBufferPointer<UInt8>?) -> [PageRows] {
    var pages: [PageRows] = []
    var start = 0
    while start < values.count {
      let furthest = min(start + max(1, rowsPerPage), values.count)
      var end = start + 1
      // The bytes before a row only grow, so binary search finds the last row that fits.
      var tooFar = furthest + 1
      while tooFar - end > 1 {
        let middle = (end + tooFar) / 2
        let byteCount = Int(values.offsets[middle] - values.offsets[start])
        if byteCount + 4 * (middle - start) <= bytesPerPage {
          end = middle
        } else {
          tooFar = middle
        }
      }
      pages.append(PageRows(start..<end, of: presence))
      start = end
    }
    return pages
  }
}
