package import Compression

/// A column of a file to write.
package struct ColumnSchema: Sendable, Hashable {
  package let name: String
  /// One of `int32`, `int64`, `string`, `date` and `timestampMicros`.
  package let type: ColumnType
  /// A required column has no nulls and stores no levels.
  package let isRequired: Bool
  package let encoding: ColumnEncoding
  package let compression: ColumnCompression

  /// - Parameters:
  ///   - encoding: `nil` uses the measured best for the type, see `ColumnEncoding`.
  ///   - compression: `nil` uses the measured best for the type.
  package init(
    _ name: String, _ type: ColumnType, isRequired: Bool = false,
    encoding: ColumnEncoding? = nil, compression: ColumnCompression? = nil
  ) {
    self.name = name
    self.type = type
    self.isRequired = isRequired
    self.encoding = encoding ?? (type == .string ? .plain : .delta)
    self.compression = compression ?? (type == .string ? .zstd(level: 1) : .zstdEntropyOnly)
  }
}

/// The encoding of a written column.
///
/// bench/encodings.md has the costs. `delta` is best for numbers, `dictionary` for repeated texts,
/// `plain` for other texts. `delta` makes texts smaller and faster to compress than `plain`, but
/// not every reader supports it.
package enum ColumnEncoding: Sendable, Hashable {
  /// Values one after another.
  case plain
  /// Numbers of the distinct values of a row group (RLE_DICTIONARY); `plain` if there are many.
  case dictionary
  /// Numbers as differences in as few bits as they need (DELTA_BINARY_PACKED), without further
  /// compression; `plain` if differences are wide, see `WritingSettings.maxDeltaBitWidth`. Strings
  /// as lengths encoded like that, then bytes (DELTA_LENGTH_BYTE_ARRAY).
  case delta
}

/// The compression of a written column's pages.
package struct ColumnCompression: Sendable, Hashable {
  package let codec: BlockCodec
  /// The codec's level, if it has levels.
  package let level: Int
  package let zstdMode: ZstdMode

  private init(_ codec: BlockCodec, level: Int = 0, zstdMode: ZstdMode = .matches) {
    self.codec = codec
    self.level = level
    self.zstdMode = zstdMode
  }

  package static let uncompressed = ColumnCompression(.uncompressed)
  package static let snappy = ColumnCompression(.snappy)
  package static func gzip(level: Int) -> Self { Self(.gzip, level: level) }
  package static func zstd(level: Int) -> Self { Self(.zstd, level: level) }
  /// For text without repetitions, such as hashes.
  package static let zstdEntropyOnly = ColumnCompression(.zstd, zstdMode: .entropyOnly)
}

extension CompressionCodec {
  init(_ codec: BlockCodec) {
    switch codec {
    case .uncompressed: self = .uncompressed
    case .snappy: self = .snappy
    case .gzip: self = .gzip
    case .zstd: self = .zstd
    }
  }
}
