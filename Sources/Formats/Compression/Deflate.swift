internal import CZlib

/// Writes bare deflate data (RFC 1951).
package enum Deflate {
  private static let level: Int32 = 6

  /// Compresses a message up to a flush: the result ends with an empty stored block, `00 00 FF FF`,
  /// and is no whole stream.
  /// - Parameter windowBits: the window as a power of two, 9 to 15.
  /// - Returns: `nil` if zlib lacks memory.
  package static func flushed(_ content: [UInt8], windowBits: Int) -> [UInt8]? {
    withUnsafeTemporaryAllocation(of: z_stream.self, capacity: 1) { memory in
      guard let stream = memory.baseAddress else { return nil }
      stream.initialize(to: z_stream())
      guard standings_deflateInit2(stream, level, -Int32(windowBits)) == Z_OK else { return nil }
      defer { deflateEnd(stream) }
      // The bound is of a whole stream; a flush adds at most six bytes.
      let room = Int(deflateBound(stream, UInt(content.count))) + 6
      return flush(content, stream, room)
    }
  }

  private static func flush(
    _ content: [UInt8], _ stream: UnsafeMutablePointer<z_stream>, _ room: Int
  ) -> [UInt8]? {
    guard let inputCount = UInt32(exactly: content.count), let outputCount = UInt32(exactly: room)
    else { return nil }
    var isWhole = false
    let compressed = [UInt8](unsafeUninitializedCapacity: room) { output, count in
      content.withUnsafeBufferPointer { input in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = inputCount
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = outputCount
        isWhole = deflate(stream, Z_SYNC_FLUSH) == Z_OK && stream.pointee.avail_in == 0
      }
      count = room - Int(stream.pointee.avail_out)
    }
    return isWhole ? compressed : nil
  }
}
