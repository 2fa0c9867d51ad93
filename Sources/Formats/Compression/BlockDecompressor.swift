/// Decompresses blocks of known size and keeps the codecs' working memory between them.
///
/// A decompressor belongs to one task at a time.
package final class BlockDecompressor {
  private var gzip: GzipDecoder?
  private var zstd: ZstdDecoder?

  package init() {}

  /// Decompresses one block, which must fill the destination exactly.
  /// - Throws: `CompressionError` for bytes that break the format or stand for another size.
  package func decompress(
    _ source: UnsafeRawBufferPointer, with codec: BlockCodec,
    into destination: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) {
    switch codec {
    case .uncompressed:
      guard source.count == destination.count else {
        throw CompressionError(.wrongSize, codec: codec)
      }
      destination.copyMemory(from: source)
    case .snappy:
      try SnappyDecoder.decode(source, into: destination)
    case .gzip:
      let decoder = if let gzip { gzip } else { try GzipDecoder() }
      gzip = decoder
      try decoder.decode(source, into: destination)
    case .zstd:
      let decoder = if let zstd { zstd } else { try ZstdDecoder() }
      zstd = decoder
      try decoder.decode(source, into: destination)
    }
  }
}
