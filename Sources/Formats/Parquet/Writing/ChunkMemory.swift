import Bytes
import Synchronization

/// Memory for encoded chunks that is reused when nobody holds its bytes.
///
/// A chunk gets room for the worst case and mostly uses a fraction of it. Fresh memory costs the
/// system more than encoding does: every page has to be found, cleared and mapped. Reused memory
/// costs nothing.
final class ChunkMemory: Sendable {
  /// Only the chunk that took a block knows it.
  private struct Block: @unchecked Sendable {
    let bytes: UnsafeMutableRawBufferPointer
  }

  private let free = Mutex<[Block]>([])

  /// Smaller blocks are not worth keeping.
  private static let minByteCount = 64 << 10

  deinit {
    free.withLock { for block in $0 { block.bytes.deallocate() } }
  }

  /// Makes bytes in room for `capacity`; `fill` returns how many it wrote.
  func bytes(
    reserving capacity: Int,
    filledBy fill: (UnsafeMutableRawBufferPointer) throws(ParquetError) -> Int
  ) throws(ParquetError) -> SharedBytes {
    guard capacity >= Self.minByteCount else {
      return try SharedBytes(reserving: capacity, filledBy: fill)
    }
    let block = take(capacity)
    do throws(ParquetError) {
      let count = try fill(UnsafeMutableRawBufferPointer(rebasing: block.bytes[..<capacity]))
      let written = UnsafeRawBufferPointer(rebasing: block.bytes[..<count])
      return SharedBytes(written) { [self] in giveBack(block) }
    } catch {
      giveBack(block)
      throw error
    }
  }

  /// The smallest block that is large enough, so that each kind of column finds its own again.
  private func take(_ capacity: Int) -> Block {
    let found: Block? = free.withLock { free in
      let fitting = free.indices.filter { free[$0].bytes.count >= capacity }
      return fitting.min { free[$0].bytes.count < free[$1].bytes.count }.map {
        free.remove(at: $0)
      }
    }
    if let found { return found }
    // A little more than requested, since the next row group may need it.
    return Block(bytes: .allocate(byteCount: capacity + capacity / 8, alignment: 64))
  }

  private func giveBack(_ block: Block) {
    free.withLock { $0.append(block) }
  }
}
