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

  func encode(
    _ source: UnsafeRawBufferPointer, level: Int, into destination: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> Int {
    let written = ZSTD_compressCCtx(
      context, destination.baseAddress, destination.count, source.baseAddress, source.count,
      Int32(clamping: level))
    guard ZSTD_isError(written) == 0 else { throw CompressionError(.outOfMemory, codec: .zstd) }
    return written
  }
}
