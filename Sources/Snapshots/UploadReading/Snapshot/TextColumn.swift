/// Texts of a batch of rows, one after the other in one run of bytes.
package struct TextColumn: Sendable, Equatable {
  /// The texts in UTF-8; those of missing rows take up nothing.
  package private(set) var bytes: [UInt8] = []
  /// Where each row's text begins in `bytes`, and at the end where the last one ends.
  package private(set) var offsets: [UInt32] = [0]
  /// One byte a row: 1 where the row has a text, else 0.
  package private(set) var presence: [UInt8] = []
  /// How many rows have a text.
  package private(set) var presentCount = 0

  package init() {}

  /// The text of a row, or nil where it is missing.
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
  /// What a cell is as a text.
  enum Reading {
    /// The bytes of the cell as they stand.
    case verbatim
    /// The text that the cell stands for once quotes or escapes are resolved.
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

  /// Copies the text of a cell and tells its length.
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
  /// The bytes behind a text that a copy of it may overwrite.
  static let slack = 16

  /// Copies a part of a text to a position and tells its length.
  /// - Precondition: the output has room for the text and for `slack` bytes more.
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
