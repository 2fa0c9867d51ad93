import Testing

@testable import Parquet

/// Fields and lists byte by byte (thrift-compact-protocol.md).
@Suite struct ThriftCompactWriterTests {
  private func written(_ write: (inout ThriftCompactWriter) -> Void) -> [UInt8] {
    var writer = ThriftCompactWriter()
    write(&writer)
    return writer.bytes
  }

  @Test func aFieldIsNumberedFromTheOneBefore() {
    let bytes = written {
      $0.field(1, true)
      $0.field(3, false)
      $0.field(18, Int32(0))
      // More than fifteen ahead: the number follows as a zigzag varint.
      $0.field(34, Int32(0))
      $0.field(100, Int32(0))
    }
    #expect(bytes == [0x11, 0x22, 0xF5, 0, 0x05, 68, 0, 0x05, 200, 1, 0])
  }

  @Test func numbersOfEachWidth() {
    #expect(written { $0.field(1, Int8(-1)) } == [0x13, 0xFF])
    #expect(written { $0.field(1, Int16(-1)) } == [0x14, 1])
    #expect(written { $0.field(1, Int32(150)) } == [0x15, 0xAC, 0x02])
    #expect(written { $0.field(1, Int64(-65)) } == [0x16, 0x81, 0x01])
    #expect(
      written { $0.field(1, Int64.min) }
        == [0x16, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01])
  }

  @Test func aBinaryFollowsItsLength() {
    #expect(written { $0.field(1, "ü".utf8) } == [0x18, 2, 0xC3, 0xBC])
    #expect(written { $0.field(1, [UInt8]()) } == [0x18, 0])
    let long = [UInt8](repeating: 7, count: 128)
    #expect(written { $0.field(1, long) } == [0x18, 0x80, 0x01] + long)
  }

  @Test func aListOfUpToFourteenHasItsLengthInItsHeader() {
    #expect(written { $0.field(1, [Int32]()) } == [0x19, 0x05])
    #expect(written { $0.field(1, [1, -1] as [Int64]) } == [0x19, 0x26, 2, 1])
    #expect(written { $0.field(1, [true, false]) } == [0x19, 0x21, 1, 2])
    #expect(written { $0.field(1, [[1], []] as [[UInt8]]) } == [0x19, 0x28, 1, 1, 0])
    let fourteen = [Int32](repeating: 0, count: 14)
    #expect(written { $0.field(1, fourteen) }.prefix(3) == [0x19, 0xE5, 0])
    #expect(written { $0.field(1, fourteen + [0]) }.prefix(4) == [0x19, 0xF5, 15, 0])
  }

  /// The fields of a struct inside begin at 0 again, and those after it go on from it.
  @Test func aStructHasNumbersOfItsOwn() {
    let bytes = written {
      $0.field(2, KeyValue(key: "k", value: "v"))
      $0.field(3, [KeyValue(key: "", value: nil)])
      $0.field(4, true)
    }
    #expect(bytes == [0x2C, 0x18, 1, 107, 0x18, 1, 118, 0, 0x19, 0x1C, 0x18, 0, 0, 0x11])
  }
}
