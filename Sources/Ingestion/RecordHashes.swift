import Hashing

/// The hashes by which players' rows are recognised in another snapshot.
///
/// A row's hash is the first 128 bits of SHA-256 over its thirteen values in the order of
/// `PlayerColumn`: a number as unsigned LEB128 of its value plus one, a text as unsigned LEB128 of
/// its length in bytes plus one and then its UTF-8 bytes, a missing value as the single byte 0.
/// Values are never negative. The encoding is unambiguous, and short enough that most rows fit one
/// block of SHA-256.
///
/// Rows are hashed some hundreds at a time: their messages grow column by column, each in a lane
/// of its own, so that the inner loop knows one column and nothing else.
struct RecordHashes: ~Copyable {
  /// How many digits stand for a row.
  static let digitCount = 32

  /// What a number or a length takes at the most.
  private static let longestNumber = 10
  private static let columnCount = 13
  /// The messages of a block of rows fit a processor's cache.
  private static let blockByteCount = 128 << 10

  private let hash: SHA256
  private var lanes: UnsafeMutableBufferPointer<UInt8>
  /// Where each row's message ends, as an offset in `lanes`.
  private var ends: [Int] = []
  private var laneByteCount = 0
  private var digest = [UInt8](repeating: 0, count: SHA256.byteCount)

  init() throws(HashingError) {
    hash = try SHA256()
    lanes = .allocate(capacity: Self.blockByteCount)
  }

  deinit { lanes.deallocate() }

  /// How many rows to take at once.
  /// - Parameter textByteCount: what the texts of any one row take at the most.
  static func rowsPerBlock(textByteCount: Int) -> Int {
    max(1, blockByteCount / laneByteCount(textByteCount))
  }

  private static func laneByteCount(_ textByteCount: Int) -> Int {
    columnCount * longestNumber + textByteCount
  }

  /// Starts a block of rows with empty messages.
  mutating func begin(rowCount: Int, textByteCount: Int) {
    laneByteCount = Self.laneByteCount(textByteCount)
    if lanes.count < rowCount * laneByteCount {
      lanes.deallocate()
      lanes = .allocate(capacity: rowCount * laneByteCount)
    }
    ends.removeAll(keepingCapacity: true)
    for row in 0..<rowCount { ends.append(row * laneByteCount) }
  }

  /// Adds a column of numbers, one a row of the block.
  /// - Parameter presence: 0 where the number is missing; `nil` where none is.
  mutating func add(_ numbers: ArraySlice<Int64>, presence: ArraySlice<UInt8>?) {
    numbers.withUnsafeBufferPointer { numbers in
      guard let presence else {
        for row in numbers.indices { append(numbers[row], to: row) }
        return
      }
      presence.withUnsafeBufferPointer { presence in
        for row in numbers.indices {
          if presence[row] == 1 { append(numbers[row], to: row) } else { appendMissing(to: row) }
        }
      }
    }
  }

  /// Adds a column of texts.
  /// - Parameter offsets: where each row's text begins in `bytes`, and where the last one ends.
  mutating func add(_ bytes: [UInt8], offsets: ArraySlice<UInt32>, presence: ArraySlice<UInt8>) {
    bytes.withUnsafeBufferPointer { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        presence.withUnsafeBufferPointer { presence in
          for row in presence.indices {
            if presence[row] == 0 {
              appendMissing(to: row)
            } else {
              let text = bytes[Int(offsets[row])..<Int(offsets[row + 1])]
              append(Int64(text.count), to: row)
              _ = lanes[ends[row]...].update(fromContentsOf: text)
              ends[row] += text.count
            }
          }
        }
      }
    }
  }

  /// Adds a column of texts that are all empty, as names are where the upload lacks them.
  mutating func addEmptyText() {
    for row in ends.indices { append(0, to: row) }
  }

  /// Adds a column that the upload lacks.
  mutating func addMissing() {
    for row in ends.indices { appendMissing(to: row) }
  }

  /// Writes the digits of the block's rows, one row after the other.
  /// - Precondition: there is room for 32 bytes a row.
  mutating func finish(into digits: UnsafeMutableRawBufferPointer) throws(HashingError) {
    for row in ends.indices {
      let message = UnsafeRawBufferPointer(
        UnsafeMutableBufferPointer(rebasing: lanes[(row * laneByteCount)..<ends[row]]))
      try hash.digest(of: message, into: &digest)
      for word in 0..<2 {
        let bytes = digest.withUnsafeBytes {
          $0.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
        }
        let (first, second) = Hexadecimal.digits(ofBytes: bytes)
        let offset = row * Self.digitCount + word * 16
        digits.storeBytes(of: first, toByteOffset: offset, as: UInt64.self)
        digits.storeBytes(of: second, toByteOffset: offset + 8, as: UInt64.self)
      }
    }
  }

  @inline(__always)
  private mutating func appendMissing(to row: Int) {
    lanes[ends[row]] = 0
    ends[row] &+= 1
  }

  /// Appends the number's successor in LEB128.
  @inline(__always)
  private mutating func append(_ number: Int64, to row: Int) {
    var rest = UInt64(bitPattern: number) &+ 1
    var end = ends[row]
    while rest >= 0x80 {
      lanes[end] = UInt8(truncatingIfNeeded: rest) | 0x80
      end &+= 1
      rest >>= 7
    }
    lanes[end] = UInt8(truncatingIfNeeded: rest)
    ends[row] = end &+ 1
  }
}
