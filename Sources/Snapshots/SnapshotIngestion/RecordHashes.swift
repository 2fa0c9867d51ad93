import Hashing

/// The hashes that identify equal rows in different snapshots.
///
/// A row's hash is the first 128 bits of SHA-256 over its thirteen values in the order of
/// `PlayerColumn`: a number as unsigned LEB128 of its value plus one, a text as unsigned LEB128 of
/// its length in bytes plus one and then its UTF-8 bytes, a missing value as the single byte 0.
/// Values are never negative. The encoding is unambiguous, and short enough that most rows fit one
/// block of SHA-256.
///
/// Some hundreds of rows are hashed at a time: their messages grow column by column, each in a lane
/// of its own, so that the inner loop handles one column only.
struct RecordHashes: ~Copyable {
  /// The digits per row.
  static let digitCount = MessageLanes.digitCount

  /// More than a number or a length takes, so that whole words can be written at its end.
  private static let longestNumber = 10
  private static let columnCount = 13
  /// The messages of a block of rows fit a processor's cache.
  private static let blockByteCount = 128 << 10

  private var lanes: UnsafeMutableRawBufferPointer
  /// The end of each row's message in `lanes`.
  private var ends: [Int] = []
  private var laneByteCount = 0

  init() {
    lanes = .allocate(byteCount: Self.blockByteCount, alignment: 64)
  }

  deinit { lanes.deallocate() }

  /// The number of rows per block.
  /// - Parameter textByteCount: the max size of the texts of one row.
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
      lanes = .allocate(byteCount: rowCount * laneByteCount, alignment: 64)
    }
    ends.removeAll(keepingCapacity: true)
    for row in 0..<rowCount { ends.append(row * laneByteCount) }
  }

  /// Adds a column of numbers, one per row of the block.
  /// - Parameter presence: 0 if the number is missing; `nil` if none is.
  mutating func add(_ numbers: ArraySlice<Int64>, presence: ArraySlice<UInt8>?) {
    let lanes = lanes
    ends.withUnsafeMutableBufferPointer { ends in
      numbers.withUnsafeBufferPointer { numbers in
        guard let presence else {
          for row in numbers.indices { lanes.append(numbers[row], at: &ends[row]) }
          return
        }
        presence.withUnsafeBufferPointer { presence in
          for row in numbers.indices {
            // -1 plus one is the zero of a missing number.
            let number = presence[row] == 1 ? numbers[row] : -1
            lanes.append(number, at: &ends[row])
          }
        }
      }
    }
  }

  /// Adds a column of texts.
  /// - Parameter offsets: the start of each row's text in `bytes`, and the end of the last.
  mutating func add(_ bytes: [UInt8], offsets: ArraySlice<UInt32>, presence: ArraySlice<UInt8>) {
    let lanes = lanes
    ends.withUnsafeMutableBufferPointer { ends in
      bytes.withUnsafeBytes { bytes in
        offsets.withUnsafeBufferPointer { offsets in
          presence.withUnsafeBufferPointer { presence in
            for row in presence.indices {
              let text = Int(offsets[row])..<Int(offsets[row &+ 1])
              if presence[row] == 1 {
                lanes.append(Int64(truncatingIfNeeded: text.count), at: &ends[row])
                lanes.append(text, of: bytes, at: &ends[row])
              } else {
                lanes.append(-1, at: &ends[row])
              }
            }
          }
        }
      }
    }
  }

  /// Adds a column of empty texts, such as names that the upload lacks.
  mutating func addEmptyText() {
    for row in ends.indices { lanes.append(0, at: &ends[row]) }
  }

  /// Adds a column that the upload lacks.
  mutating func addMissing() {
    for row in ends.indices { lanes.append(-1, at: &ends[row]) }
  }

  /// Writes the digits of the block's rows, concatenated.
  /// - Precondition: there is room for 32 bytes per row.
  func finish(into digits: UnsafeMutableRawBufferPointer) {
    MessageLanes(lanes, laneByteCount: laneByteCount, ends: ends).hash(into: digits)
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Appends a number from -1 on, plus one, as LEB128.
  ///
  /// The groups of seven bits of up to 56 bits, the max of a row's numbers, are spread over eight
  /// bytes at once and written as one word: lengths vary so much that branches would be
  /// mispredicted at every other number.
  @inline(__always)
  fileprivate func append(_ number: Int64, at end: inout Int) {
    var rest = UInt64(bitPattern: number &+ 1)
    while rest >> 56 != 0 {
      self[end] = UInt8(truncatingIfNeeded: rest) | 0x80
      end &+= 1
      rest >>= 7
    }
    rest = rest & 0x0FFF_FFFF | (rest & 0x00FF_FFFF_F000_0000) &<< 4
    rest = rest & 0x0000_3FFF_0000_3FFF | (rest & 0x0FFF_C000_0FFF_C000) &<< 2
    rest = rest & 0x007F_007F_007F_007F | (rest & 0x3F80_3F80_3F80_3F80) &<< 1
    let lastByte = UInt64(truncatingIfNeeded: (rest | 1).leadingZeroBitCount ^ 63) & ~7
    let continued = ((1 as UInt64) &<< lastByte &- 1) & 0x8080_8080_8080_8080
    storeBytes(of: (rest | continued).littleEndian, toByteOffset: end, as: UInt64.self)
    end &+= Int(truncatingIfNeeded: lastByte &>> 3) &+ 1
  }

  /// Appends a text, a short one as one vector.
  @inline(__always)
  fileprivate func append(_ text: Range<Int>, of bytes: UnsafeRawBufferPointer, at end: inout Int) {
    if text.count <= 16, bytes.count &- text.lowerBound >= 16 {
      let chunk = bytes.loadUnaligned(fromByteOffset: text.lowerBound, as: SIMD16<UInt8>.self)
      storeBytes(of: chunk, toByteOffset: end, as: SIMD16<UInt8>.self)
    } else {
      UnsafeMutableRawBufferPointer(rebasing: self[end...])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[text]))
    }
    end &+= text.count
  }
}
