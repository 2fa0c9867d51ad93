/// Checks UTF-8 that arrives in pieces (RFC 3629), and finds an error at its first wrong byte.
struct UTF8Check {
  /// Continuation bytes that the current character lacks.
  private var missing = 0
  /// What the next byte may be; narrower after some first bytes, so that surrogates, overlong forms
  /// and characters beyond U+10FFFF are errors.
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF

  /// Whether no character is incomplete.
  var isComplete: Bool { missing == 0 }

  /// - Returns: whether all bytes so far can begin valid text.
  mutating func add(_ bytes: some Sequence<UInt8>) -> Bool {
    for byte in bytes {
      if missing == 0 {
        if byte < 0x80 { continue }
        guard begin(byte) else { return false }
      } else {
        guard allowed.contains(byte) else { return false }
        missing -= 1
        allowed = 0x80...0xBF
      }
    }
    return true
  }

  private mutating func begin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0xC2...0xDF: (missing, allowed) = (1, 0x80...0xBF)
    case 0xE0: (missing, allowed) = (2, 0xA0...0xBF)
    case 0xED: (missing, allowed) = (2, 0x80...0x9F)
    case 0xE1...0xEF: (missing, allowed) = (2, 0x80...0xBF)
    case 0xF0: (missing, allowed) = (3, 0x90...0xBF)
    case 0xF1...0xF3: (missing, allowed) = (3, 0x80...0xBF)
    case 0xF4: (missing, allowed) = (3, 0x80...0x8F)
    default: return false
    }
    return true
  }
}
