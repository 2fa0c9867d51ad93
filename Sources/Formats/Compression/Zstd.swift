import CZstd

/// One reusable Zstandard compression context.
final class ZstdEncoder {
  private let context: OpaquePointer

  init() throws(CompressionError) {
    guard let context = ZSTD_createCCtx() else {
      throw CompressionError(.outOfMemory, codec: .zstd)
    }
    self.context = context
  }

  deinit { ZSTD_freeCCtx(context) }

  static func bound(count: Int) -> Int { ZSTD_compressBound(count) }

  /// - Parameter mode: `entropyOnly` replaces the level.
  func encode(
    _ source: UnsafeRawBufferPointer, level: Int, mode: ZstdMode,
    into destination: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    switch mode {
    case .matches:
      ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(clamping: level))
      ZSTD_CCtx_setParameter(context, Self.literalCompression, Self.automatic)
    case .entropyOnly:
      ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Self.minSearchLevel)
      ZSTD_CCtx_setParameter(context, Self.literalCompression, Self.huffman)
    }
    let written = ZSTD_compress2(
      context, destination.baseAddress, destination.count, source.baseAddress, source.count)
    guard ZSTD_isError(written) == 0 else { throw CompressionError(.outOfMemory, codec: .zstd) }
    return written
  }

  /// Negative levels hardly search, but leave literals uncompressed by default. The parameter is
  /// experimental: a library without it ignores the call and still writes a frame.
  private static let minSearchLevel: Int32 = -100
  private static let literalCompression = ZSTD_c_experimentalParam5
  private static let automatic: Int32 = 0
  private static let huffman: Int32 = 1
}

/// What zstd looks for in a block.
package enum ZstdMode: Sendable, Hashable {
  /// Matches, with the effort of the level.
  case matches
  /// Byte frequencies only, without matches: three times as fast, and as small for text without
  /// repetitions, such as hexadecimal hashes.
  case entropyOnly
}

/// One reusable Zstandard decompression context.
final class ZstdDecoder {
  private let context: OpaquePointer

  init() throws(CompressionError) {
    guard let context = ZSTD_createDCtx() else {
      throw CompressionError(.outOfMemory, codec: .zstd)
    }
    self.context = context
  }

  deinit { ZSTD_freeDCtx(context) }

  func decode(
    _ source: UnsafeRawBufferPointer, into destination: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) {
    let written = ZSTD_decompressDCtx(
      context, destination.baseAddress, destination.count, source.baseAddress, source.count)
    guard ZSTD_isError(written) == 0 else { throw CompressionError(.malformed, codec: .zstd) }
    guard written == destination.count else { throw CompressionError(.wrongSize, codec: .zstd) }
  }
}
