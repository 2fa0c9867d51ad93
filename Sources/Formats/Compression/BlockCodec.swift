/// How a block of known size is compressed, as a Parquet column chunk names it.
package enum BlockCodec: Sendable, Hashable, CaseIterable {
  case uncompressed
  /// The raw block format of Snappy, without its framing.
  case snappy
  /// One or more gzip members (RFC 1952).
  case gzip
  /// Zstandard frames (RFC 8878).
  case zstd

  /// The most bytes that `compressedCount` bytes can stand for.
  ///
  /// A block that claims more is damaged, and the claim must not reserve memory. The factors are
  /// the greatest that each format can express.
  package func maxExpansion(ofCompressed compressedCount: Int) -> Int {
    switch self {
    case .uncompressed: compressedCount
    // A copy element of three bytes stands for at most 64.
    case .snappy: Self.product(compressedCount, 22)
    // A bit stream spends at least two bits on a match of 258 bytes.
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
    /// The compressed bytes break the rules of their format, or end too early.
    case malformed
    /// The bytes are sound but stand for more or fewer bytes than was promised.
    case wrongSize
    /// The destination is smaller than the codec's bound.
    case destinationTooSmall
    /// The C library could not make its context, which means that memory is short.
    case outOfMemory
  }

  /// What kind of fault it is.
  package let code: Code
  /// Of the block.
  package let codec: BlockCodec
  /// Where in the compressed bytes the fault was noticed, if the codec can tell.
  package let byteOffset: Int?

  package init(_ code: Code, codec: BlockCodec, byteOffset: Int? = nil) {
    self.code = code
    self.codec = codec
    self.byteOffset = byteOffset
  }
}
