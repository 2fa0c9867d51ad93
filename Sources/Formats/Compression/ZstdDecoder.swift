import CZstd

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
