/// The part of an XML text that is in memory: it moves on as the text is read.
///
/// Other modules see it only because `XMLReader` is inlined into them.
public struct XMLWindow {
  /// Longer than any token may be, and short enough for the processor's cache.
  static let byteCount = 256 << 10

  private let source: XMLReader.Source
  private let memory = Memory(count: byteCount)
  public let bytes: UnsafeMutableRawBufferPointer
  /// The filled bytes of the memory.
  public private(set) var filled = 0
  /// The position of the next unread byte.
  public var position = 0
  /// Bytes of the text that have left the window.
  private var passedCount = 0

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

  init(_ source: @escaping XMLReader.Source) throws(XMLError) {
    self.source = source
    bytes = memory.bytes
    try checkEncoding()
  }

  /// Bytes of the text that were read so far, ahead of the position.
  var readCount: Int { passedCount + filled }

  /// The place in the text of a byte in the window.
  func offset(of index: Int) -> Int { passedCount + index }

  /// A byte at a place known to be filled.
  @inlinable @inline(__always)
  public subscript(index: Int) -> UInt8 { bytes[index] }

  @inlinable @inline(__always)
  public subscript(range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[range])
  }

  /// Whether the text has a byte so far behind the position, which then is in the window; all
  /// that is in the window may have moved.
  @inlinable @inline(__always)
  public mutating func isFilled(at offset: Int) throws(XMLError) -> Bool {
    if position &+ offset < filled { return true }
    return try fill(to: offset)
  }

  @inline(never)
  public mutating func fill(to offset: Int) throws(XMLError) -> Bool {
    if position > 0 {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[position..<filled])
      bytes.copyMemory(from: rest)
      passedCount += position
      (position, filled) = (0, rest.count)
    }
    while filled <= offset {
      guard filled < bytes.count else {
        throw XMLError(
          .tooLarge, at: passedCount,
          found: "more than \(Self.byteCount) bytes without an end", expected: "a shorter token")
      }
      let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[filled...]))
      if count == 0 { return false }
      filled += count
    }
    return true
  }

  private func read(into memory: UnsafeMutableRawBufferPointer) throws(XMLError) -> Int {
    do {
      return try source(memory)
    } catch {
      throw XMLError(
        .unreadable, at: readCount, found: "bytes that cannot be read", expected: "XML",
        underlying: error)
    }
  }

  /// Whether these bytes come next.
  mutating func isNext(_ expected: StaticString) throws(XMLError) -> Bool {
    try isFilled(at: expected.utf8CodeUnitCount - 1) && isAt(position, expected)
  }

  /// Whether these bytes are at a place, as far as the window is filled.
  @inlinable @inline(__always)
  public func isAt(_ position: Int, _ expected: StaticString) -> Bool {
    guard position &+ expected.utf8CodeUnitCount <= filled else { return false }
    for offset in 0..<expected.utf8CodeUnitCount
    where bytes[position &+ offset] != expected.utf8Start[offset] {
      return false
    }
    return true
  }

  /// Skips past these bytes, however far away they are.
  mutating func skip(past expected: StaticString) throws(XMLError) {
    while try isFilled(at: expected.utf8CodeUnitCount - 1) {
      if isAt(position, expected) {
        position += expected.utf8CodeUnitCount
        return
      }
      position += 1
    }
    throw cutShort("XML")
  }

  /// Reads the rest of the text over.
  mutating func readToEnd() throws(XMLError) {
    passedCount += filled
    (position, filled) = (0, 0)
    while true {
      let count = try read(into: bytes)
      if count == 0 { return }
      passedCount += count
    }
  }

  /// The text ends within what is named.
  func cutShort(_ what: String) -> XMLError {
    XMLError(.cutShort, at: readCount, found: "\(what) that is cut short", expected: "its end")
  }
}

// MARK: Encoding

extension XMLWindow {
  /// Makes sure that the text is in UTF-8 as far as its first bytes tell.
  private mutating func checkEncoding() throws(XMLError) {
    guard try isFilled(at: 3) else { throw cutShort("XML") }
    let first = self[0..<4]
    if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) || first.contains(0) {
      throw otherEncoding("UTF-16")
    }
    if first.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    guard try isNext("<?xml") else { return }
    var offset = 5
    while try isFilled(at: offset), bytes[position + offset] != UInt8(ascii: ">") { offset += 1 }
    let named = XMLAttributes(self[position..<(position + offset)], from: 5)
      .first { $0.name == "encoding" }
    guard let named, !["utf-8", "us-ascii", "utf8"].contains(named.value.lowercased()) else {
      return
    }
    throw otherEncoding(named.value)
  }

  private func otherEncoding(_ found: String) -> XMLError {
    XMLError(.otherEncoding, at: 0, found: found, expected: "XML in UTF-8")
  }
}
