import Hashing
import Intake
import Rankings

/// The columns of a batch in the order in which a row's hash takes them.
struct HashedColumns {
  private let ids: [Int64]
  private let texts: [TextColumn?]
  private let numbers: [(values: [Int64], presence: [UInt8])?]

  init(_ batch: borrowing CuratedBatch) {
    ids = batch.uploaded.ids
    texts = [batch.uploaded.texts(.name), batch.uploaded.texts(.alliance)]
    var numbers: [(values: [Int64], presence: [UInt8])?] = []
    for column in PlayerColumn.counters { numbers.append(batch.numbers(column)) }
    self.numbers = numbers
  }

  /// Writes the 32 digits of a row's hash.
  @inline(__always)
  func hash(
    _ row: Int, with hash: inout RecordHash, into digits: UnsafeMutableRawPointer
  ) throws(HashingError) {
    hash.begin()
    hash.add(number: ids[row])
    for text in texts {
      if let text, text.presence[row] == 1 {
        let range = Int(text.offsets[row])..<Int(text.offsets[row + 1])
        text.bytes.withUnsafeBufferPointer {
          hash.add(text: UnsafeBufferPointer(rebasing: $0[range]))
        }
      } else {
        hash.addMissing()
      }
    }
    for column in numbers {
      if let column, column.presence[row] == 1 {
        hash.add(number: column.values[row])
      } else {
        hash.addMissing()
      }
    }
    try hash.finish(into: digits)
  }
}
