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
