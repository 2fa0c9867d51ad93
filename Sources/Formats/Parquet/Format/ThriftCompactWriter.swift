/// Writes structs in Thrift's compact protocol, as far as `parquet.thrift` uses it.
///
/// Specification: apache/thrift, doc/specs/thrift-compact-protocol.md. Fields of one struct must be
/// written in ascending order of their ids.
struct ThriftCompactWriter {
  private(set) var bytes: [UInt8] = []
  private var previousField = 0

  mutating func field(_ id: Int, _ flag: Bool) {
    header(id, flag ? .trueFlag : .falseFlag)
  }

  /// An `i8`, the only number that is not a varint.
  mutating func field(_ id: Int, _ value: Int8) {
    header(id, .int8)
    bytes.append(UInt8(bitPattern: value))
  }

  mutating func field(_ id: Int, _ value: Int16) {
    header(id, .int16)
    zigzag(Int64(value))
  }

  mutating func field(_ id: Int, _ value: Int32) {
    header(id, .int32)
    zigzag(Int64(value))
  }

  mutating func field(_ id: Int, _ value: Int64) {
    header(id, .int64)
    zigzag(value)
  }

  mutating func field(_ id: Int, _ value: some Collection<UInt8>) {
    header(id, .binary)
    binary(value)
  }

  mutating func field(_ id: Int, _ value: some ThriftStruct) {
    header(id, .structure)
    structure(value)
  }

  mutating func field(_ id: Int, _ list: [some ThriftStruct]) {
    listHeader(id, of: .structure, count: list.count)
    for element in list { structure(element) }
  }

  mutating func field(_ id: Int, _ list: [Int32]) {
    listHeader(id, of: .int32, count: list.count)
    for element in list { zigzag(Int64(element)) }
  }

  mutating func field(_ id: Int, _ list: [Int64]) {
    listHeader(id, of: .int64, count: list.count)
    for element in list { zigzag(element) }
  }

  mutating func field(_ id: Int, _ list: [[UInt8]]) {
    listHeader(id, of: .binary, count: list.count)
    for element in list { binary(element) }
  }

  mutating func field(_ id: Int, _ list: [Bool]) {
    listHeader(id, of: .trueFlag, count: list.count)
    for element in list { bytes.append(element ? 1 : 2) }
  }

  /// A top-level struct, such as a page header or the footer.
  mutating func structure(_ value: some ThriftStruct) {
    let outer = previousField
    previousField = 0
    value.write(to: &self)
    bytes.append(0)
    previousField = outer
  }

  // MARK: Details

  private mutating func header(_ id: Int, _ type: ThriftType) {
    let delta = id - previousField
    if (1...15).contains(delta) {
      bytes.append(UInt8(delta) << 4 | type.rawValue)
    } else {
      bytes.append(type.rawValue)
      zigzag(Int64(id))
    }
    previousField = id
  }

  private mutating func listHeader(_ id: Int, of type: ThriftType, count: Int) {
    header(id, .list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | type.rawValue)
    } else {
      bytes.append(0xF0 | type.rawValue)
      varint(UInt64(count))
    }
  }

  private mutating func binary(_ value: some Collection<UInt8>) {
    varint(UInt64(value.count))
    bytes += value
  }

  private mutating func zigzag(_ value: Int64) {
    varint(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

/// The types of fields and list elements, with their numbers in the compact protocol.
enum ThriftType: UInt8 {
  case trueFlag = 1
  case falseFlag, int8, int16, int32, int64, double, binary, list, set, map, structure
}
