/// Where a cell lies in the text of an upload and how it is written, in eight bytes.
struct Cell {
  /// Odd where the bytes are the text as they stand.
  enum Form: UInt64 {
    /// The row has no such cell, or it is a JSON null.
    case missing = 0
    case plain = 1
    /// The bytes after the opening quote of a CSV cell, in which quotes are doubled.
    case quoted = 2
    /// A JSON number, in which a point is always the decimal point.
    case number = 3
    /// The inside of a JSON string with escapes.
    case escaped = 4
    /// A JSON value that no cell may be: true, false, an array, an object.
    case misfit = 6
  }

  static let missing = Cell(bits: 0)
  static let maxEnd = Int(UInt32.max)
  static let maxLength = (1 << 28) - 1

  /// From the lowest: 32 bits of start, 28 of length, 4 of form.
  private let bits: UInt64

  private init(bits: UInt64) {
    self.bits = bits
  }

  /// A cell that is longer is cut to `maxLength`, which exceeds every limit.
  /// - Precondition: the text ends by `maxEnd`.
  @inline(__always)
  init(_ form: Form, from start: Int, to end: Int) {
    let length = UInt64(truncatingIfNeeded: min(end &- start, Self.maxLength))
    bits = UInt64(truncatingIfNeeded: start) | length &<< 32 | form.rawValue &<< 60
  }

  @inline(__always) var start: Int { Int(bits & 0xFFFF_FFFF) }
  @inline(__always) var length: Int { Int((bits &>> 32) & 0xFFF_FFFF) }
  @inline(__always) var end: Int { start &+ length }
  @inline(__always) var range: Range<Int> { Range(uncheckedBounds: (start, end)) }
  /// Whether the bytes are the text as they stand.
  @inline(__always) var isVerbatim: Bool { bits & (1 &<< 60) != 0 }

  var form: Form { Form(rawValue: bits &>> 60) ?? .missing }
}
