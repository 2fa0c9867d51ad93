internal import XML
internal import ZIP

/// The shared strings of a workbook, at the start of a tape (ECMA-376, 18.4).
struct SharedStrings: Sendable {
  private static let itemDepth = 2
  private static let maxCount = 1 << 24

  /// The end of each text; the first one starts with the tape.
  private var ends: [UInt32] = []

  /// The place of a text on the tape; `nil` if the index is invalid.
  @inline(__always)
  subscript(index: Int) -> Range<Int>? {
    guard ends.indices.contains(index) else { return nil }
    return Int(index == 0 ? 0 : ends[index - 1])..<Int(ends[index])
  }

  /// A workbook without shared strings.
  init() {}

  /// Reads the part into an empty tape: the runs of each text without phonetic hints.
  init(
    _ part: ZIPPart, in archive: UnsafeRawBufferPointer, limits: UploadLimits,
    onto tape: inout CellTape
  ) throws(Rejection) {
    var xml = try PartReader(part, in: archive, limits: limits)
    var content: [UInt8] = []
    var isCollecting = false
    var phoneticDepth = Int.max
    while true {
      switch try xml.next() {
      case .start:
        if xml.depth == Self.itemDepth { content.removeAll(keepingCapacity: true) }
        if xml.isNamed("rPh") { phoneticDepth = min(phoneticDepth, xml.depth) }
        isCollecting = xml.isNamed("t") && xml.depth < phoneticDepth
      case .text:
        if isCollecting { try Self.collect(xml, into: &content, limits, index: ends.count) }
      case .end:
        isCollecting = false
        if xml.depth < phoneticDepth { phoneticDepth = .max }
        if xml.depth == Self.itemDepth - 1 { try keep(&content, of: xml, onto: &tape) }
      case .finished: return
      }
    }
  }

  private mutating func keep(
    _ content: inout [UInt8], of xml: borrowing PartReader, onto tape: inout CellTape
  ) throws(Rejection) {
    guard ends.count < Self.maxCount else {
      throw Rejection(
        .limitExceeded, at: Rejection.Place(part: xml.partName),
        found: "more than \(Self.maxCount) shared strings", expected: "fewer")
    }
    SpreadsheetEscapes.resolve(in: &content)
    try content.withBytes { content throws(Rejection) in
      try xml.checkEncoding(of: content)
      try tape.append(content)
    }
    ends.append(UInt32(truncatingIfNeeded: tape.count))
  }

  private static func collect(
    _ xml: borrowing PartReader, into content: inout [UInt8], _ limits: UploadLimits, index: Int
  ) throws(Rejection) {
    try xml.appendText(to: &content)
    if content.count > limits.cellBytes {
      throw Rejection(
        .limitExceeded, at: Rejection.Place(part: xml.partName),
        found: "more than \(limits.cellBytes) bytes in shared string \(index)",
        expected: "at most \(limits.cellBytes) bytes in a cell")
    }
  }
}
