/// What spreadsheets write for characters that XML cannot hold: `_x000D_`.
enum SpreadsheetEscapes {
  /// Resolves all escapes in a text.
  static func resolve(in bytes: inout [UInt8]) {
    guard let first = bytes.indices.first(where: { escape(in: bytes, at: $0) != nil }) else {
      return
    }
    var resolved = Array(bytes[..<first])
    var position = first
    while position < bytes.count {
      guard let unit = escape(in: bytes, at: position) else {
        resolved.append(bytes[position])
        position += 1
        continue
      }
      position += escapeCount
      if let scalar = Unicode.Scalar(unit) {
        resolved += String(scalar).utf8
      } else if unit < 0xDC00, let low = escape(in: bytes, at: position), 0xDC00..<0xE000 ~= low,
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      {
        resolved += String(scalar).utf8
        position += escapeCount
      } else {
        resolved += "\u{FFFD}".utf8
      }
    }
    bytes = resolved
  }

  private static let escapeCount = 7

  /// The code unit in `_xHHHH_`; `nil` if there is none.
  private static func escape(in bytes: [UInt8], at start: Int) -> UInt32? {
    guard bytes[start...].count >= escapeCount, bytes[start] == UInt8(ascii: "_"),
      bytes[start + 1] == UInt8(ascii: "x"), bytes[start + 6] == UInt8(ascii: "_")
    else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[(start + 2)..<(start + 6)] {
      guard let digit = byte.hexDigitValue else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }
}

extension [UInt8] {
  /// Calls `body` with the bytes and keeps its error type, which the standard library's way loses.
  @inline(__always)
  func withBytes<Value>(
    _ body: (UnsafeRawBufferPointer) throws(Rejection) -> Value
  ) throws(Rejection) -> Value {
    let result: Result<Value, Rejection> = withUnsafeBytes { bytes in
      do throws(Rejection) { return .success(try body(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit.
  var hexDigitValue: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
