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
