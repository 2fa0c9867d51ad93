extension WrittenNumber {
  /// Reads a number that is all of `text`, without blanks around it.
  /// - Returns: `nil` if the text is not a number.
  init?(_ text: UnsafeRawBufferPointer) {
    var position = 0
    if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      position = 1
    }
    var runs = DigitRuns()
    var power: Int?
    while position < text.count {
      let byte = text[position]
      if let digit = byte.decimalDigit {
        digits.append(digit)
        runs.extend(with: digit)
        position += 1
      } else if let separator = Separator(in: text, at: position) {
        guard runs.end(at: separator) else { return nil }
        position += separator.length(in: text, at: position)
      } else if byte | 0x20 == UInt8(ascii: "e") {
        power = Self.power(UnsafeRawBufferPointer(rebasing: text[(position + 1)...]))
        guard power != nil else { return nil }
        position = text.count
      } else {
        return nil
      }
    }
    guard let (fractionDigits, runSigns) = runs.finish(beforePower: power != nil) else {
      return nil
    }
    signs = power == nil ? runSigns : runSigns.union(.scientific)
    exponent = (power ?? 0) - fractionDigits
  }

  /// The number after an `E`, capped at a million.
  private static func power(_ text: UnsafeRawBufferPointer) -> Int? {
    var digits = text[...]
    let sign = digits.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { digits = digits.dropFirst() }
    if digits.isEmpty { return nil }
    var power = 0
    for byte in digits {
      guard let digit = byte.decimalDigit else { return nil }
      power = min(power * 10 + Int(digit), 1_000_000)
    }
    return sign == UInt8(ascii: "-") ? -power : power
  }
}

/// A character that may be between the digits of a number.
private enum Separator {
  case point, comma, apostrophe, space

  init?(in text: UnsafeRawBufferPointer, at position: Int) {
    switch text[position] {
    case UInt8(ascii: "."): self = .point
    case UInt8(ascii: ","): self = .comma
    case UInt8(ascii: "'"): self = .apostrophe
    case UInt8(ascii: " "): self = .space
    case 0xC2 where text.has([0xA0], at: position + 1): self = .space  // no-break space
    case 0xE2 where text.has([0x80, 0xAF], at: position + 1): self = .space  // narrow no-break
    case 0xE2 where text.has([0x80, 0x89], at: position + 1): self = .space  // thin space
    case 0xE2 where text.has([0x80, 0x99], at: position + 1): self = .apostrophe  // U+2019
    default: return nil
    }
  }

  /// The bytes of the separator.
  func length(in text: UnsafeRawBufferPointer, at position: Int) -> Int {
    switch text[position] {
    case 0xC2: 2
    case 0xE2: 3
    default: 1
    }
  }

  /// Whether decimals may follow.
  var canBeDecimal: Bool { self == .point || self == .comma }

  var asGroups: WrittenNumber.Signs {
    switch self {
    case .point: .pointGroups
    case .comma: .commaGroups
    case .apostrophe, .space: []
    }
  }

  var asDecimals: WrittenNumber.Signs { self == .point ? .pointDecimals : .commaDecimals }
  var asLone: WrittenNumber.Signs { self == .point ? .lonePoint : .loneComma }
}

/// The lengths of the runs of digits in a number and the separators between them.
private struct DigitRuns {
  private var length = 0
  private var startsWithZero = false
  private var headLength = 0
  private var first: Separator?
  private var firstCount = 0
  private var decimal: Separator?

  mutating func extend(with digit: UInt8) {
    if first == nil && length == 0 { startsWithZero = digit == 0 }
    length += 1
  }

  /// Whether the digits before the first separator can be a group.
  private var headIsGroup: Bool { 1...3 ~= headLength && !startsWithZero }

  /// Ends a run of digits at a separator.
  /// - Returns: `false` if this cannot be a number.
  mutating func end(at separator: Separator) -> Bool {
    defer { length = 0 }
    guard let first else {
      first = separator
      firstCount = 1
      headLength = length
      return true
    }
    guard decimal == nil, headIsGroup, length == 3 else { return false }
    if separator == first {
      firstCount += 1
      return true
    }
    decimal = separator
    return separator.canBeDecimal
  }

  /// Ends the last run of digits: the number of decimals, and what the separators reveal.
  /// - Returns: `nil` if this is not a number.
  func finish(beforePower: Bool) -> (fractionDigits: Int, signs: WrittenNumber.Signs)? {
    guard length > 0 else { return nil }
    guard let first else { return (0, []) }
    if let decimal { return (length, [first.asGroups, decimal.asDecimals]) }
    let endsInGroup = headIsGroup && length == 3 && !beforePower
    if firstCount > 1 || !first.canBeDecimal {
      return endsInGroup ? (0, first.asGroups) : nil
    }
    return endsInGroup ? (0, first.asLone) : (length, first.asDecimals)
  }
}

extension UInt8 {
  /// The value of an ASCII digit.
  @inline(__always)
  var decimalDigit: UInt8? {
    let value = self &- UInt8(ascii: "0")
    return value < 10 ? value : nil
  }
}

extension UnsafeRawBufferPointer {
  /// Whether `bytes` are at `position`; `false` if there is no room for them.
  func has(_ bytes: [UInt8], at position: Int) -> Bool {
    position + bytes.count <= count
      && self[position..<(position + bytes.count)].elementsEqual(bytes)
  }
}
