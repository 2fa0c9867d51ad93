/// Any value in Thrift's compact protocol: metadata taken apart without the module's own reader, to
/// be put together again with one thing changed.
indirect enum ThriftTree: Equatable {
  case flag(Bool)
  case byte(UInt8)
  /// Of 16, 32 or 64 bits, as the number of the type says.
  case integer(type: UInt8, Int64)
  case double([UInt8])
  case binary([UInt8])
  /// - Parameter extra: How many elements the header counts too many.
  case list(type: UInt8, [ThriftTree], extra: Int)
  case structure([Field])

  struct Field: Equatable {
    var id: Int
    var value: ThriftTree
  }

  static func int32(_ number: Int64) -> ThriftTree { .integer(type: 5, number) }
  static func int64(_ number: Int64) -> ThriftTree { .integer(type: 6, number) }

  /// A field of a struct, at any depth below it; the one at `path` must be there to be read.
  /// Elements of a list stand at their positions.
  subscript(path: Int...) -> ThriftTree? {
    get { self[path[...]] }
    set { self[path[...]] = newValue }
  }

  private subscript(path: ArraySlice<Int>) -> ThriftTree? {
    get {
      guard let key = path.first else { return self }
      return child(key)?[path.dropFirst()]
    }
    set {
      guard let key = path.first else {
        self = newValue ?? self
        return
      }
      guard path.count > 1 else { return setChild(key, newValue) }
      guard var child = child(key) else { return }
      child[path.dropFirst()] = newValue
      setChild(key, child)
    }
  }

  var number: Int64? { if case .integer(_, let number) = self { number } else { nil } }

  var elements: [ThriftTree] {
    switch self {
    case .list(_, let elements, _): elements
    case .structure(let fields): fields.map(\.value)
    default: []
    }
  }

  private func child(_ key: Int) -> ThriftTree? {
    switch self {
    case .structure(let fields): fields.first { $0.id == key }?.value
    case .list(_, let elements, _): elements.indices.contains(key) ? elements[key] : nil
    default: nil
    }
  }

  private mutating func setChild(_ key: Int, _ child: ThriftTree?) {
    switch self {
    case .structure(var fields):
      fields.removeAll { $0.id == key }
      if let child { fields.append(Field(id: key, value: child)) }
      self = .structure(fields.sorted { $0.id < $1.id })
    case .list(let type, var elements, let extra):
      if let child { elements[key] = child } else { elements.remove(at: key) }
      self = .list(type: type, elements, extra: extra)
    default: break
    }
  }
}

extension ThriftTree {
  /// - Parameter bytes: Must begin with a sound struct, as our own writer makes them.
  init(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    self = reader.value(12)
  }

  /// The struct with which some bytes begin, and how many bytes it takes.
  static func prefix(of bytes: [UInt8]) -> (tree: ThriftTree, byteCount: Int) {
    var reader = Reader(bytes: bytes)
    return (reader.value(12), reader.position)
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    mutating func byte() -> UInt8 {
      defer { position += 1 }
      return bytes[position]
    }

    mutating func varint() -> UInt64 {
      var (value, shift): (UInt64, UInt64) = (0, 0)
      while true {
        let byte = byte()
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return value }
        shift += 7
      }
    }

    mutating func zigzag() -> Int64 {
      let value = varint()
      return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func take(_ count: Int) -> [UInt8] {
      defer { position += count }
      return Array(bytes[position..<(position + count)])
    }

    mutating func value(_ type: UInt8) -> ThriftTree {
      switch type {
      case 1, 2: return .flag(type == 1)
      case 3: return .byte(byte())
      case 4, 5, 6: return .integer(type: type, zigzag())
      case 7: return .double(take(8))
      case 8: return .binary(take(Int(varint())))
      case 9, 10: return list()
      default: return structure()
      }
    }

    private mutating func list() -> ThriftTree {
      let header = byte()
      let count = header >> 4 == 15 ? Int(varint()) : Int(header >> 4)
      let type = header & 15
      return .list(
        type: type, (0..<count).map { _ in type < 3 ? .flag(byte() == 1) : value(type) }, extra: 0)
    }

    private mutating func structure() -> ThriftTree {
      var fields: [Field] = []
      var id = 0
      while true {
        let header = byte()
        if header == 0 { return .structure(fields) }
        id = header >> 4 == 0 ? Int(zigzag()) : id + Int(header >> 4)
        fields.append(Field(id: id, value: value(header & 15)))
      }
    }
  }

  // MARK: Writing

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  private var type: UInt8 {
    switch self {
    case .flag(let flag): flag ? 1 : 2
    case .byte: 3
    case .integer(let type, _): type
    case .double: 7
    case .binary: 8
    case .list: 9
    case .structure: 12
    }
  }

  private func append(to bytes: inout [UInt8]) {
    switch self {
    case .flag(let flag): bytes.append(flag ? 1 : 2)
    case .byte(let byte): bytes.append(byte)
    case .integer(_, let number): Self.append(zigzag: number, to: &bytes)
    case .double(let eight): bytes += eight
    case .binary(let content):
      Self.append(varint: UInt64(content.count), to: &bytes)
      bytes += content
    case .list(let type, let elements, let extra):
      bytes.append(0xF0 | type)
      Self.append(varint: UInt64(max(0, elements.count + extra)), to: &bytes)
      for element in elements { element.append(to: &bytes) }
    case .structure(let fields):
      for field in fields {
        bytes.append(field.value.type)
        Self.append(zigzag: Int64(field.id), to: &bytes)
        if case .flag = field.value { continue }
        field.value.append(to: &bytes)
      }
      bytes.append(0)
    }
  }

  private static func append(varint value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func append(zigzag value: Int64, to bytes: inout [UInt8]) {
    append(varint: UInt64(bitPattern: value << 1 ^ value >> 63), to: &bytes)
  }
}
