import Testing

@testable import Parquet

/// Bytes of a page from left to right.
@Suite struct ByteCursorTests {
  private func read<Value>(
    _ bytes: [UInt8], at offset: Int = 0,
    _ body: (inout ByteCursor) throws(ParquetError) -> Value
  ) throws(ParquetError) -> Value {
    let result: Result<Value, ParquetError> = bytes.withUnsafeBytes { bytes in
      var cursor = ByteCursor(bytes, baseOffset: offset)
      do throws(ParquetError) {
        return .success(try body(&cursor))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  @Test func bytesAreTakenInTheirOrder() throws {
    try read([1, 2, 3, 4, 5, 0, 0, 0, 9]) { cursor throws(ParquetError) in
      let first = try cursor.byte()
      let next = Array(try cursor.take(3))
      #expect(first == 1 && next == [2, 3, 4] && cursor.remaining == 5)
      // The least significant byte comes first.
      let number = try cursor.uint32()
      #expect(number == 5 && Array(cursor.rest) == [9] && cursor.position == 8)
      let none = try cursor.take(0)
      #expect(none.isEmpty && cursor.remaining == 1)
    }
  }

  @Test(
    arguments: [
      ([0], 0), ([0x7F], 127), ([0x80, 0x01], 128), ([0xAC, 0x02], 300),
      // Longer than need be.
      ([0x80, 0x80, 0x00], 0),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .max),
    ] as [([UInt8], UInt64)])
  func variableNumbers(_ bytes: [UInt8], number: UInt64) throws {
    #expect(try read(bytes) { cursor throws(ParquetError) in try cursor.varint() } == number)
  }

  @Test(
    arguments: [
      ([0], 0), ([1], -1), ([2], 1), ([3], -2), ([0xFE, 0x01], 127),
      ([0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .max),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .min),
    ] as [([UInt8], Int64)])
  func signedNumbersZigzag(_ bytes: [UInt8], number: Int64) throws {
    #expect(try read(bytes) { cursor throws(ParquetError) in try cursor.zigzag() } == number)
  }

  @Test(arguments: [-1, 3, .max])
  func moreThanThereIsCannotBeTaken(_ count: Int) throws {
    let error = try #require(throws: ParquetError.self) {
      try read([1, 2, 3], at: 100) { cursor throws(ParquetError) in
        _ = try cursor.byte()
        _ = try cursor.take(count)
      }
    }
    #expect(error.code == .truncated && error.place.offsetInPage == 101)
    #expect(error.expected == "\(count) bytes" && error.found == "2 bytes to the end")
  }

  @Test func aNumberThatDoesNotEndIsAnError() throws {
    let endless = [UInt8](repeating: 0x80, count: 20)
    let error = try #require(throws: ParquetError.self) {
      try read(endless) { cursor throws(ParquetError) in try cursor.varint() }
    }
    #expect(error.code == .malformed && error.place.offsetInPage == 10)
    let cut = try #require(throws: ParquetError.self) {
      try read([0x80]) { cursor throws(ParquetError) in try cursor.varint() }
    }
    #expect(cut.code == .truncated && cut.place.offsetInPage == 1)
  }
}
