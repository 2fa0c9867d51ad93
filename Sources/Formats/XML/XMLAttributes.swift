/// The attributes of an element, one after the other. The sequence ends at the first malformed one.
public struct XMLAttributes: Sequence, IteratorProtocol {
  public let bytes: UnsafeRawBufferPointer
  public var position: Int

  /// - Parameter bytes: as `XMLReader.attributes` has them; they must outlive the sequence.
  @inlinable @inline(__always)
  public init(_ bytes: UnsafeRawBufferPointer, from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// The next attribute's name without a prefix, and its value.
  public mutating func next() -> (name: String, value: String)? {
    guard let (name, value) = nextRanges() else { return nil }
    let local = bytes[name].split(separator: UInt8(ascii: ":")).last ?? bytes[0..<0]
    var resolved: [UInt8] = []
    _ = XMLText.append(UnsafeRawBufferPointer(rebasing: bytes[value]), to: &resolved)
    return (String(decoding: local, as: UTF8.self), String(decoding: resolved, as: UTF8.self))
  }

  /// The places of the next attribute's name and value, as written.
  @inlinable @inline(__always)
  public mutating func nextRanges() -> (name: Range<Int>, value: Range<Int>)? {
    skipBlanks()
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "="),
      bytes[position] > UInt8(ascii: " ")
    {
      position &+= 1
    }
    let nameEnd = position
    skipBlanks()
    position &+= 1
    skipBlanks()
    guard position < bytes.count else { return nil }
    let quote = bytes[position]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    position &+= 1
    let valueStart = position
    while position < bytes.count, bytes[position] != quote { position &+= 1 }
    guard position < bytes.count else { return nil }
    defer { position &+= 1 }
    return (start..<nameEnd, valueStart..<position)
  }

  @inlinable @inline(__always)
  public mutating func skipBlanks() {
    while position < bytes.count, bytes[position] <= UInt8(ascii: " ") { position &+= 1 }
  }
}
