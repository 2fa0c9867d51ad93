/// How large an upload may be before it is refused.
///
/// Whatever a file claims or contains, the memory and time spent on it are bounded by these.
package struct UploadLimits: Sendable, Equatable {
  /// Bytes of the upload as it came.
  package var uploadBytes = 1 << 30
  /// Bytes of the upload's text once inflated and turned into UTF-8; at most 4 GiB.
  package var textBytes = 1 << 30 {
    didSet { textBytes = min(textBytes, Cell.maxEnd) }
  }
  /// Bytes of a part of a workbook once inflated; it is never in memory as a whole.
  package var partBytes = 4 << 30
  /// Inflated bytes for each compressed byte, beyond the first 16 MiB of inflated bytes.
  package var inflateRatio = 200
  /// Rows below the header, blank ones included.
  package var rows = 20_000_000
  /// Cells in a row, or different keys in all objects of a JSON upload.
  package var columns = 1_000
  /// Bytes of a cell; fewer than 256 MiB.
  package var cellBytes = 64 << 10 {
    didSet { cellBytes = min(cellBytes, Cell.maxLength - 1) }
  }
  /// Bytes of a row, from its first byte to its line end or closing brace.
  package var rowBytes = 1 << 20
  /// How deep arrays and objects may be nested in a JSON upload.
  package var jsonDepth = 32
  /// Problems listed in a report; the others are only counted.
  package var listedProblems = 100

  package init() {}

  /// The most bytes that so many compressed ones may hold.
  func maxContent(ofCompressed count: Int, upTo maximum: Int) -> Int {
    let (product, overflows) = count.multipliedReportingOverflow(by: inflateRatio)
    let (sum, carries) = product.addingReportingOverflow(Self.freeInflatedBytes)
    return overflows || carries ? maximum : min(maximum, sum)
  }

  /// Inflated bytes to which `inflateRatio` does not apply.
  private static let freeInflatedBytes = 16 << 20
}
