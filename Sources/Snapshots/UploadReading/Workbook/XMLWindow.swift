/// The part of a workbook's XML that is in memory: it moves on as it is read.
struct XMLWindow {
  /// Longer than any token may be, and short enough for the processor's cache.
  static let byteCount = 256 << 10

  private var part: ZIPPartReader
  private let memory = Memory(count: byteCount)
  private let bytes: UnsafeMutableRawBufferPointer
  /// Bytes of the memory that hold content.
  private var filled = 0
  /// Where what was not read yet begins.
  var position = 0

  /// Owns the memory.
  private final class Memory {
    let bytes: UnsafeMutableRawBufferPointer

    init(count: Int) {
      bytes = .allocate(byteCount: count, alignment: 64)
    }

    deinit {
      bytes.deallocate()
    }
  }

  init(
    _ part: ZIPPart, in archive: UnsafeRawBufferPointer, limits: UploadLimits
  ) throws(Rejection) {
    self.part = try ZIPPartReader(part, in: archive, limits: limits)
    bytes = memory.bytes
    try checkEncoding()
  }

  var partName: String { part.part.name }
  /// Bytes of the part that were read so far, ahead of the position.
  var readCount: Int { part.contentCount }

  /// Where what is in the window ends.
  @inline(__always) var end: Int { filled }

  /// A byte at a place that was found filled.
  @inline(__always)
  subscript(index: Int) -> UInt8 { bytes[index] }

  @inline(__always)
  subscript(range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[range])
  }

  /// Whether the part has a byte so far behind the position, which then is in the window; all
  /// that is in the window may have moved.
  @inline(__always)
  mutating func isFilled(at offset: Int) throws(Rejection) -> Bool {
    if position &+ offset < filled { return true }
    return try fill(to: offset)
  }

  @inline(never)
  private mutating func fill(to offset: Int) throws(Rejection) -> Bool {
    if position > 0 {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[position..<filled])
      bytes.copyMemory(from: rest)
      (position, filled) = (0, rest.count)
    }
    while filled <= offset {
      guard filled < bytes.count else {
        throw Rejection(
          .limitExceeded, at: Rejection.Place(part: partName),
          found: "more than \(Self.byteCount) bytes without an end", expected: "a table")
      }
      let count = try part.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[filled...]))
      if count == 0 { return false }
      filled += count
    }
    return true
  }

  /// Whether these bytes come next.
  mutating func isNext(_ expected: StaticString) throws(Rejection) -> Bool {
    try isFilled(at: expected.utf8CodeUnitCount - 1) && isAt(position, expected)
  }

  /// Whether these bytes stand at a place, as far as the window is filled.
  @inline(__always)
  func isAt(_ position: Int, _ expected: StaticString) -> Bool {
    guard position &+ expected.utf8CodeUnitCount <= filled else { return false }
    for offset in 0..<expected.utf8CodeUnitCount
    where bytes[position &+ offset] != expected.utf8Start[offset] {
      return false
    }
    return true
  }

  /// Moves behind these bytes, however far away they are.
  mutating func skip(past expected: StaticString) throws(Rejection) {
    while try isFilled(at: expected.utf8CodeUnitCount - 1) {
      if isAt(position, expected) {
        position += expected.utf8CodeUnitCount
        return
      }
      position += 1
    }
    throw .damagedWorkbook(part: partName, found: "XML that is cut short")
  }

  /// Reads the rest of the part for the sake of its checksum.
  mutating func readToEnd() throws(Rejection) {
    try part.readToEnd(through: bytes)
    (position, filled) = (0, 0)
  }
}

// MARK: Encoding

extension XMLWindow {
  /// Makes sure that the part is in UTF-8 as far as its first bytes tell.
  private mutating func checkEncoding() throws(Rejection) {
    guard try isFilled(at: 3) else {
      throw .damagedWorkbook(part: partName, found: "XML that is cut short")
    }
    switch ByteOrderMark(self[0..<4]) {
    case .utf8: position = 3
    case .utf16LittleEndian, .utf16BigEndian: throw otherEncoding("UTF-16")
    case nil: break
    }
    if self[0..<4].contains(0) { throw otherEncoding("UTF-16") }
    guard try isNext("<?xml") else { return }
    var offset = 5
    while try isFilled(at: offset), bytes[position + offset] != UInt8(ascii: ">") { offset += 1 }
    let named = XMLAttributes(self[position..<(position + offset)], from: 5)
      .first { $0.name == "encoding" }
    guard let named, !["utf-8", "us-ascii", "utf8"].contains(named.value.lowercased()) else {
      return
    }
    throw otherEncoding(Excerpt.of(named.value))
  }

  private func otherEncoding(_ found: String) -> Rejection {
    .damagedWorkbook(part: partName, found: "XML in \(found)", expected: "XML in UTF-8")
  }
}
