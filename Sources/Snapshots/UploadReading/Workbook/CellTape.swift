internal import Bytes

/// Writes the cells of a worksheet to one run of bytes, from which `TapeRowSource` reads them.
///
/// The tape starts with the workbook's shared strings. Each cell is a head of four bytes and its
/// text, or a reference to a shared string; each row ends with a head of its own. A row without
/// cells is only such an end, so that a row's position gives its number. A tape takes a fraction of
/// the XML, and cells on it are read in place, like those of any text. Only the owner of the memory
/// appends to the tape; shared parts are never written again.
struct CellTape: @unchecked Sendable {
  private let owner: ReservedMemory
  private let memory: UnsafeMutableRawBufferPointer
  private(set) var count = 0
  /// Bytes of all cells; shared ones count each time.
  private var textCount = 0

  /// - Parameter maximum: how much the tape may ever take; what is never written takes no memory.
  init(ofUpTo maximum: Int) {
    owner = ReservedMemory(upTo: maximum)
    memory = owner.bytes
  }

  /// The written bytes.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  /// The same for as long as anybody needs it; nothing may be appended any more.
  func shared() -> SharedBytes { owner.shared(upTo: count) }

  @inline(__always)
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(Rejection) {
    guard bytes.count <= memory.count - count else { throw tooLong }
    UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: bytes)
    count &+= bytes.count
  }

  @inline(__always)
  mutating func append(_ number: UInt32) throws(Rejection) {
    guard memory.count - count >= 4 else { throw tooLong }
    memory.storeBytes(of: number.littleEndian, toByteOffset: count, as: UInt32.self)
    count &+= 4
  }

  /// Writes a cell with its text.
  @inline(__always)
  mutating func append(
    _ kind: CellTapeHead.Kind, column: Int, _ text: UnsafeRawBufferPointer
  ) throws(Rejection) {
    try append(CellTapeHead(kind, column: column, length: text.count).bits)
    if text.count >= CellTapeHead.maxLength { try append(UInt32(text.count)) }
    try append(text)
  }

  /// Writes a cell whose text is elsewhere on the tape.
  @inline(__always)
  mutating func append(column: Int, sharing text: Range<Int>) throws(Rejection) {
    // Shared or not, texts take memory of their own when they are read.
    textCount &+= text.count
    guard textCount <= memory.count else { throw tooLong }
    try append(CellTapeHead(.sharedText, column: column, length: 0).bits)
    try append(UInt32(text.lowerBound))
    try append(UInt32(text.count))
  }

  /// Ends a row.
  /// - Parameter hasUnwrittenCells: whether cells that are not on the tape have content.
  @inline(__always)
  mutating func endRow(hasUnwrittenCells: Bool) throws(Rejection) {
    try append(CellTapeHead(.rowEnd, column: hasUnwrittenCells ? 1 : 0, length: 0).bits)
  }

  private var tooLong: Rejection {
    Rejection(
      .limitExceeded, found: "cells with more than \(memory.count) bytes",
      expected: "at most \(memory.count) bytes")
  }
}

/// The head of each cell of a tape.
struct CellTapeHead {
  enum Kind: UInt32 {
    case rowEnd = 0
    case text = 1
    case number = 2
    case sharedText = 3
  }

  /// A text of at least this length has its length after the head.
  static let maxLength = 0xFFFF

  /// From the lowest: 2 bits of kind, 14 of column, 16 of length.
  let bits: UInt32

  /// - Precondition: `column` is below 16,384.
  @inline(__always)
  init(_ kind: Kind, column: Int, length: Int) {
    let length = UInt32(truncatingIfNeeded: min(length, Self.maxLength))
    bits = kind.rawValue | UInt32(truncatingIfNeeded: column) &<< 2 | length &<< 16
  }

  @inline(__always)
  init(bits: UInt32) {
    self.bits = bits
  }

  @inline(__always) var kind: Kind { Kind(rawValue: bits & 3) ?? .rowEnd }
  @inline(__always) var column: Int { Int(bits &>> 2 & 0x3FFF) }
  @inline(__always) var length: Int { Int(bits &>> 16) }
}
