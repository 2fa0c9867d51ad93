import Bytes
import Testing

@testable import Parquet

@Suite struct SchemaTreeTests {
  private func leaf(
    _ name: String, _ type: PhysicalType = .int64, _ repetition: Repetition = .optional
  ) -> SchemaElement {
    SchemaElement(name: name, type: type, repetition: repetition)
  }

  private func group(_ name: String, _ childCount: Int32) -> SchemaElement {
    SchemaElement(name: name, childCount: childCount)
  }

  @Test func nestedColumnsAreNamedAndNotRead() throws {
    let columns = try SchemaTree.leaves(of: [
      group("schema", 3), leaf("id", .int64, .required), group("player", 2),
      leaf("name", .byteArray), leaf("power"), leaf("kills", .int64, .repeated),
    ])
    #expect(columns.map(\.name) == ["id", "player.name", "player.power", "kills"])
    #expect(columns.map(\.type) == [.int64, nil, nil, nil])
    #expect(columns.map(\.isRequired) == [true, false, false, false])
  }

  @Test func treesThatAreNoneAreRefused() {
    let endless = (0..<100).map { group("group \($0)", 1) }
    let trees = [
      [], [leaf("id")], [group("schema", 2), leaf("id")], [group("schema", -1)],
      [group("schema", 1), leaf("id"), leaf("name")], endless, [group("schema", .max)],
    ]
    for tree in trees {
      #expect(throws: ParquetError.self, "\(tree)") { try SchemaTree.leaves(of: tree) }
    }
  }

  @Test(
    arguments: [
      (.int32, nil, nil, .int32),
      (.int32, .date, nil, .date),
      (.int32, nil, .int8, .int32),
      (.int32, nil, .uint16, .int32),
      (.int32, .integer(bitWidth: 32, isSigned: false), nil, nil),
      (.int64, .integer(bitWidth: 64, isSigned: true), nil, .int64),
      (.int64, nil, .timestampMillis, .timestamp(.millis)),
      (.int64, .timestamp(isAdjustedToUTC: false, .nanos), nil, .timestamp(.nanos)),
      (.int64, nil, .decimal, nil),
      (.int96, nil, nil, nil),
      (.byteArray, nil, nil, .bytes),
      (.byteArray, nil, .utf8, .string),
      (.byteArray, .json, nil, .string),
      (.byteArray, .other(5), nil, nil),
      (.fixedLengthByteArray, nil, nil, nil),
      (.boolean, nil, nil, .boolean),
    ] as [(PhysicalType, LogicalType?, ConvertedType?, ColumnType?)])
  func typesByTheirAnnotations(
    physical: PhysicalType, logical: LogicalType?, converted: ConvertedType?, type: ColumnType?
  ) {
    let element = SchemaElement(
      name: "column", type: physical, repetition: .optional, convertedType: converted,
      logicalType: logical)
    #expect(ColumnType(leaf: element) == type)
  }

  /// Columns that are not read are described all the same, those of older writers too.
  @Test(
    arguments: [
      (.decimal, "decimal(9, 2)"), (.timeMillis, "time(millis)"), (.timeMicros, "time(micros)"),
      (.uint32, "uint32"), (.uint64, "uint64"), (.int8, "int8"), (.interval, "interval"),
      (.bson, "bson"), (.list, "list"), (.timestampMillis, "timestamp(millis)"),
    ] as [(ConvertedType, String)])
  func whatConvertedTypesBecame(converted: ConvertedType, description: String) throws {
    let element = SchemaElement(
      name: "column", type: .int64, repetition: .optional, convertedType: converted, scale: 2,
      precision: 9)
    let columns = try SchemaTree.leaves(of: [group("schema", 1), element])
    #expect(columns.first?.logicalType?.description == description)
  }

  @Test(
    arguments: [
      .string, .map, .list, .enum, .decimal(scale: 2, precision: 9), .date,
      .time(isAdjustedToUTC: false, .nanos), .timestamp(isAdjustedToUTC: true, .micros),
      .integer(bitWidth: 8, isSigned: false), .null, .json, .bson, .uuid, .float16, .other(16),
    ] as [LogicalType])
  func logicalTypesAreReadAsTheyAreWritten(type: LogicalType) throws {
    var writer = ThriftCompactWriter()
    writer.structure(type)
    #expect(try LogicalType(decoding: SharedBytes(writer.bytes), at: 0) == type)
  }
}
