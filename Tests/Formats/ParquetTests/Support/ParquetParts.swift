import Bytes

/// A file of our own writer, taken apart so that its metadata can be changed.
struct ParquetParts {
  /// Everything before the footer.
  var body: [UInt8]
  var footer: ThriftTree

  init(_ file: SharedBytes) {
    let bytes = file.array
    let footerByteCount = bytes.dropLast(4).suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    body = Array(bytes.dropLast(8 + footerByteCount))
    footer = ThriftTree(Array(bytes[body.count...]))
  }

  /// The file put together again.
  var file: SharedBytes {
    let footer = footer.bytes
    let count = withUnsafeBytes(of: UInt32(footer.count).littleEndian) { Array($0) }
    return SharedBytes(body + footer + count + Array("PAR1".utf8))
  }

  // Fields by their numbers in parquet.thrift, for the paths of `ThriftTree`.
  enum FileMetaData {
    static let schema = 2, rowCount = 3, rowGroups = 4, keyValues = 5
  }
  enum RowGroup {
    static let chunks = 1, rowCount = 3
  }
  enum Chunk {
    static let metaData = 3, offsetIndexOffset = 4, offsetIndexByteCount = 5
    static let columnIndexOffset = 6, columnIndexByteCount = 7, encryption = 8
  }
  enum ColumnMetaData {
    static let type = 1, valueCount = 5, compressedByteCount = 7, dataPageOffset = 9
    static let dictionaryPageOffset = 11, statistics = 12
  }

  /// Something of a chunk in the footer.
  subscript(rowGroup rowGroup: Int, column column: Int, path: Int...) -> ThriftTree? {
    get {
      path.reduce(footer[FileMetaData.rowGroups, rowGroup, RowGroup.chunks, column]) { $0?[$1] }
    }
    set {
      guard var chunk = footer[FileMetaData.rowGroups, rowGroup, RowGroup.chunks, column] else {
        return
      }
      switch path.count {
      case 1: chunk[path[0]] = newValue
      case 2: chunk[path[0], path[1]] = newValue
      default: chunk[path[0], path[1], path[2]] = newValue
      }
      footer[FileMetaData.rowGroups, rowGroup, RowGroup.chunks, column] = chunk
    }
  }

  /// Changes a page index of a chunk; it moves to the end of the body.
  /// - Parameter offset: The field of the chunk that tells where the index stands; the field after
  ///   it tells its size.
  mutating func changeIndex(
    at offset: Int, rowGroup: Int, column: Int, _ change: (inout ThriftTree) -> Void
  ) {
    guard let start = self[rowGroup: rowGroup, column: column, offset]?.number else { return }
    var index = ThriftTree(Array(body[Int(start)...]))
    change(&index)
    self[rowGroup: rowGroup, column: column, offset] = .int64(Int64(body.count))
    self[rowGroup: rowGroup, column: column, offset + 1] = .int32(Int64(index.bytes.count))
    body += index.bytes
  }

  /// Changes the header of a chunk's first page; the chunk moves to the end of the body.
  mutating func changePageHeader(
    rowGroup: Int, column: Int, _ change: (inout ThriftTree) -> Void
  ) {
    func number(_ field: Int) -> Int? {
      self[rowGroup: rowGroup, column: column, Chunk.metaData, field]?.number.map { Int($0) }
    }
    let dictionary = number(ColumnMetaData.dictionaryPageOffset)
    guard let data = number(ColumnMetaData.dataPageOffset),
      let byteCount = number(ColumnMetaData.compressedByteCount)
    else { return }
    let start = dictionary ?? data
    let bytes = Array(body[start..<(start + byteCount)])
    var (header, headerByteCount) = ThriftTree.prefix(of: bytes)
    change(&header)
    let changed = header.bytes + bytes[headerByteCount...]
    let growth = changed.count - bytes.count
    func set(_ field: Int, _ number: Int) {
      self[rowGroup: rowGroup, column: column, Chunk.metaData, field] = .int64(Int64(number))
    }
    set(ColumnMetaData.compressedByteCount, changed.count)
    if dictionary != nil {
      set(ColumnMetaData.dictionaryPageOffset, body.count)
      set(ColumnMetaData.dataPageOffset, body.count + data - start + growth)
    } else {
      set(ColumnMetaData.dataPageOffset, body.count)
    }
    body += changed
  }
}
