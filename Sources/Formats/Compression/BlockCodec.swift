/// How a block of known size is compressed, as in a Parquet column chunk.
package enum BlockCodec: Sendable, Hashable, CaseIterable {
  case uncompressed
  /// The raw block format of Snappy, without its framing.
  case snappy
  /// One or more gzip members (RFC 1952).
  case gzip
  /// Zstandard frames (RFC 8878).
  case zstd

  /// The max size that `compressedCount` bytes can decompress to.
  ///
  /// A block that claims more is damaged, and the claim must not reserve memory. The factors are
  /// the maximum that each format can express.
  package func maxExpansion(ofCompressed compressedCount: Int) -> Int {
    switch self {
    case .uncompressed: compressedCount
    // A copy element of three bytes produces at most 64.
    case .snappy: Self.product(compressedCount, 22)
    // A bit stream needs at least two bits for a match of 258 bytes.
    case .gzip: Self.product(compressedCount, 1_032)
    // A block of four bytes may repeat one byte 128 Ki times.
    case .zstd: Self.product(compressedCount, 32_768)
    }
  }

  private static func product(_ count: Int, _ factor: Int) -> Int {
    let (product, overflows) = count.multipliedReportingOverflow(by: factor)
    return overflows ? .max : product
  }
}

/// Why a block could not be compressed or decompressed.
package struct CompressionError: Error, Sendable, Equatable {
  package enum Code: Sendable {
    /// The compressed bytes are invalid or end too early.
    case malformed
    /// The bytes are valid but have another size than promised.
    case wrongSize
    /// The destination is smaller than the codec's bound.
    case destinationTooSmall
    /// The C library could not create its context, because memory is short.
    case outOfMemory
  }

  /// What kind of fault it is.
  package let code: Code
  /// The codec of the block.
  package let codec: BlockCodec
  /// Where in the compressed bytes the error was noticed, if the codec knows.
  package let byteOffset: Int?

  package init(_ code: Code, codec: BlockCodec, byteOffset: Int? = nil) {
    self.code = code
    self.codec = codec
    self.byteOffset = byteOffset
  }
}
