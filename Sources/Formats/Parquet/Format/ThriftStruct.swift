import Bytes

/// A struct of `parquet.thrift`.
protocol ThriftStruct {
  /// Reads the fields up to the end of the struct; unknown fields are skipped.
  init(from reader: inout ThriftCompactReader) throws(ParquetError)
  func write(to writer: inout ThriftCompactWriter)
}

extension ThriftStruct {
  /// Reads a top-level struct.
  /// - Parameter offset: the position of the bytes in the file.
  init(decoding bytes: SharedBytes, at offset: Int) throws(ParquetError) {
    self = try bytes.withUnsafeBytes { bytes throws(ParquetError) in
      var reader = ThriftCompactReader(bytes.bytes, baseOffset: offset)
      return try reader.structure(Self.self)
    }
  }
}
