internal import Time
internal import XML
internal import ZIP

/// The cell formats of a workbook that show a number as a date (ECMA-376, 18.8).
struct DateStyles: Sendable {
  private static let maxCount = 100_000

  /// Indexed by a cell's `s`.
  private var areDates: [Bool] = []
  private let countsFrom1904: Bool

  /// A workbook without styles.
  init(countsFrom1904: Bool) {
    self.countsFrom1904 = countsFrom1904
  }

  init(
    _ part: ZIPPart, _ archive: UnsafeRawBufferPointer, countsFrom1904: Bool, limits: UploadLimits
  ) throws(Rejection) {
    self.countsFrom1904 = countsFrom1904
    var xml = try PartReader(part, in: archive, limits: limits)
    var ownFormats: Set<Int> = []
    var isInCellFormats = false
    while true {
      switch try xml.next() {
      case .start where xml.isNamed("cellXfs"): isInCellFormats = true
      case .end where xml.isNamed("cellXfs"): isInCellFormats = false
      case .start where xml.isNamed("numFmt"):
        guard let number = xml.attribute("numFmtId").flatMap({ Int($0) }) else { continue }
        if let code = xml.attribute("formatCode"), Self.isDate(code) { ownFormats.insert(number) }
      case .start where xml.isNamed("xf") && isInCellFormats:
        guard areDates.count < Self.maxCount else { throw xml.malformed("too many formats") }
        let number = xml.attribute("numFmtId").flatMap { Int($0) } ?? 0
        areDates.append(Self.builtIn.contains { $0 ~= number } || ownFormats.contains(number))
      case .finished: return
      case .start, .end, .text: continue
      }
    }
  }

  /// Date formats with fixed numbers (18.8.30).
  private static let builtIn = [14...17, 22...22, 27...31, 34...36, 50...54, 57...58]

  /// Whether a format shows a day: it has a `y` or a `d` that is not quoted, escaped or in
  /// brackets.
  static func isDate(_ code: String) -> Bool {
    var ending: Character?
    var isEscaped = false
    for character in code {
      if isEscaped {
        isEscaped = false
      } else if let end = ending {
        if character == end { ending = nil }
      } else {
        switch character {
        case "\\", "_", "*": isEscaped = true
        case "\"": ending = "\""
        case "[": ending = "]"
        case "y", "Y", "d", "D": return true
        default: continue
        }
      }
    }
    return false
  }

  /// The date of a cell; `nil` if it is not a date.
  func date(_ content: UnsafeRawBufferPointer, style: Int) -> CalendarDate? {
    guard areDates.indices.contains(style), areDates[style] else { return nil }
    let whole = content.prefix { $0 != UInt8(ascii: ".") }
    guard let day = DigitRun.value(of: 0..<whole.count, in: UnsafeRawBufferPointer(rebasing: whole))
    else { return nil }
    // Day 60 is February 29, 1900, which did not exist: all later days count from December 30,
    // 1899.
    let days = day - (countsFrom1904 ? 24_107 : 25_569)
    return Int32(exactly: days).flatMap { CalendarDate(daysSinceEpoch: $0) }
  }
}
