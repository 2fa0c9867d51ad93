/// A key of a table of objects.
struct JSONKey: Sendable {
  /// With its escapes.
  let written: String
  let column: HeaderColumn
}

/// The grid's column of each key of a table of objects.
///
/// Objects of one table nearly always have the same keys in the same order, so a key is first
/// compared with the one at the same place in the previous object.
struct JSONKeys {
  /// The columns of the known keys by text; -1 for unread ones.
  private var columns: [String: Int] = [:]
  /// The keys of the previous object, in order.
  private var recent: [(range: Range<Int>, column: Int)] = []

  init(columns: [String: Int] = [:]) {
    self.columns = columns
  }

  /// The column of the `place`-th key of an object; `nil` for a new key.
  @inline(__always)
  mutating func column(
    of key: Range<Int>, place: Int, in text: UnsafeRawBufferPointer
  ) -> Int? {
    if place < recent.count, Self.areEqual(recent[place].range, key, in: text) {
      recent[place].range = key
      return recent[place].column
    }
    return lookUp(key, place: place, in: text)
  }

  /// Remembers a key that was not met before.
  /// - Returns: the key as it is written.
  mutating func add(_ key: Range<Int>, column: Int, in text: UnsafeRawBufferPointer) -> String {
    let written = Self.text(of: key, in: text)
    columns[written] = column
    return written
  }

  @inline(never)
  private mutating func lookUp(
    _ key: Range<Int>, place: Int, in text: UnsafeRawBufferPointer
  ) -> Int? {
    guard let column = columns[Self.text(of: key, in: text)] else { return nil }
    if place < recent.count {
      recent[place] = (key, column)
    } else if place == recent.count {
      recent.append((key, column))
    }
    return column
  }

  private static func text(of key: Range<Int>, in text: UnsafeRawBufferPointer) -> String {
    String(decoding: text[key], as: UTF8.self)
  }

  @inline(__always)
  private static func areEqual(
    _ left: Range<Int>, _ right: Range<Int>, in text: UnsafeRawBufferPointer
  ) -> Bool {
    guard left.count == right.count else { return false }
    for offset in 0..<left.count
    where text[left.lowerBound &+ offset] != text[right.lowerBound &+ offset] {
      return false
    }
    return true
  }
}
