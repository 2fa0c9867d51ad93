/// Texts of a batch, concatenated.
package struct TextColumn: Sendable, Equatable {
  /// The texts in UTF-8; missing rows take no bytes.
  package private(set) var bytes: [UInt8] = []
  /// The start of each row's text in `bytes`, and the end of the last.
  package private(set) var offsets: [UInt32] = [0]
  /// One byte per row: 1 if the row has a text, else 0.
  package private(set) var presence: [UInt8] = []
  /// The number of rows with a text.
  package private(set) var presentCount = 0

  package init() {}

  /// The text of a row; `nil` if missing.
  package subscript(row: Int) -> String? {
    guard presence[row] == 1 else { return nil }
    return String(decoding: bytes[Int(offsets[row])..<Int(offsets[row + 1])], as: UTF8.self)
  }

  mutating func removeAll(reservingRows count: Int) {
    bytes.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    presence.removeAll(keepingCapacity: true)
    offsets.reserveCapacity(count + 1)
    presence.reserveCapacity(count)
    offsets.append(0)
    presentCount = 0
  }
}

// MARK: Filling

extension TextColumn {
  /// How a cell becomes text.
  enum Reading {
    /// The bytes of the cell, verbatim.
    case verbatim
    /// The text after resolving quotes or escapes.
    case resolved
    case empty
    case missing
  }

  /// Appends a row for each cell.
  mutating func append(
    _ cells: UnsafeBufferPointer<Cell>, of text: UnsafeRawBufferPointer,
    reading: (Cell) -> Reading
  ) {
    let longest = cells.reduce(0) { $0 &+ $1.length }
    let (rowsBefore, bytesBefore) = (presence.count, bytes.count)
    bytes.append(addingCapacity: longest + TextCopy.slack) { bytes in
      offsets.append(addingCapacity: cells.count) { offsets in
        presence.append(addingCapacity: cells.count) { presence in
          bytes.withUnsafeMutableBufferPointer { output, written in
            let output = UnsafeMutableRawBufferPointer(output)
            for cell in cells {
              let reading = reading(cell)
              written &+= Self.copy(cell, of: text, as: reading, to: output, at: written)
              offsets.append(UInt32(truncatingIfNeeded: bytesBefore &+ written))
              presence.append(reading == .missing ? 0 : 1)
            }
          }
        }
      }
    }
    presentCount += presence[rowsBefore...].reduce(0) { $0 + Int($1) }
  }

  /// Copies the text of a cell and returns its length.
  @inline(__always)
  private static func copy(
    _ cell: Cell, of text: UnsafeRawBufferPointer, as reading: Reading,
    to output: UnsafeMutableRawBufferPointer, at position: Int
  ) -> Int {
    switch reading {
    case .verbatim: return TextCopy.copy(cell.range, of: text, to: output, at: position)
    case .resolved:
      var resolved: [UInt8] = []
      CellText.append(
        UnsafeRawBufferPointer(rebasing: text[cell.range]), form: cell.form, to: &resolved)
      return resolved.withUnsafeBytes {
        TextCopy.copy(0..<$0.count, of: $0, to: output, at: position)
      }
    case .empty, .missing: return 0
    }
  }
}

/// Copies short texts without a call.
private enum TextCopy {
  /// The bytes after a text that a copy may overwrite.
  static let slack = 16

  /// Copies a part of a text to a position and returns its length.
  /// - Precondition: the output has room for the text and `slack` bytes more.
  @inline(__always)
  static func copy(
    _ range: Range<Int>, of text: UnsafeRawBufferPointer,
    to output: UnsafeMutableRawBufferPointer, at position: Int
  ) -> Int {
    if range.count <= slack, text.count &- range.lowerBound >= slack {
      let bytes = text.loadUnaligned(fromByteOffset: range.lowerBound, as: SIMD16<UInt8>.self)
      output.storeBytes(of: bytes, toByteOffset: position, as: SIMD16<UInt8>.self)
    } else {
      UnsafeMutableRawBufferPointer(rebasing: output[position...])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: text[range]))
    }
    return range.count
  }
}
