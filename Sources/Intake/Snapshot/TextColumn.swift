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

  /// Appends a row whose text is `write` to append to the bytes it is lent, or a missing one.
  @inline(__always)
  mutating func append(_ text: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: text)
    endRow()
  }

  mutating func append(_ written: UnsafeRawBufferPointer, form: Cell.Form) {
    CellText.append(written, form: form, to: &bytes)
    endRow()
  }

  @inline(__always)
  mutating func appendMissing() {
    offsets.append(UInt32(truncatingIfNeeded: bytes.count))
    presence.append(0)
  }

  @inline(__always)
  private mutating func endRow() {
    offsets.append(UInt32(truncatingIfNeeded: bytes.count))
    presence.append(1)
    presentCount &+= 1
  }
}
