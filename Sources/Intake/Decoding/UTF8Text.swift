internal import CByteMasks

/// Text in UTF-8.
enum UTF8Text {
  /// Whether the bytes are well formed: no overlong forms, no surrogates, nothing cut short.
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var position = 0
    while position < bytes.count {
      if bytes[position] < 0x80 {
        position = asciiEnd(in: bytes, from: position)
      } else if let length = sequenceLength(in: bytes, at: position) {
        position &+= length
      } else {
        return false
      }
    }
    return true
  }

  /// Where the run of ASCII that `start` is in ends, or the end of its block of 64 bytes if later
  /// ones have to be looked at anew.
  @inline(__always)
  private static func asciiEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard bytes.count &- start >= 64 else { return start &+ 1 }
    let others = standings_above_127(bytes.baseAddress?.advanced(by: start))
    return start &+ (others == 0 ? 64 : others.trailingZeroBitCount)
  }

  /// The length of the character of several bytes at a position, or nil if it is not well formed
  /// (Unicode, table 3-7).
  @inline(__always)
  private static func sequenceLength(in bytes: UnsafeRawBufferPointer, at start: Int) -> Int? {
    let left = bytes.count &- start
    guard left >= 2 else { return nil }
    let second = bytes[start &+ 1]
    let isContinued = { (offset: Int) in bytes[start &+ offset] & 0xC0 == 0x80 }
    switch bytes[start] {
    case 0xC2...0xDF: return isContinued(1) ? 2 : nil
    case 0xE0...0xEF:
      let isAllowed =
        switch bytes[start] {
        case 0xE0: second >= 0xA0
        case 0xED: second < 0xA0
        default: true
        }
      return left >= 3 && isAllowed && isContinued(1) && isContinued(2) ? 3 : nil
    case 0xF0...0xF4:
      let isAllowed =
        switch bytes[start] {
        case 0xF0: second >= 0x90
        case 0xF4: second < 0x90
        default: true
        }
      return left >= 4 && isAllowed && isContinued(1) && isContinued(2) && isContinued(3) ? 4 : nil
    default: return nil
    }
  }
}
