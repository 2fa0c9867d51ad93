import Bytes
import Synchronization

/// Memory for encoded chunks that is used again once nobody holds the bytes in it.
///
/// A chunk is given room for the worst case, of which it mostly takes a fraction. Fresh memory costs
/// the system more than encoding does: every page has to be found, cleared and mapped. Memory that
/// was used before costs nothing.
final class ChunkMemory: Sendable {
  /// Nobody but who took a block knows it.
  private struct Block: @unchecked Sendable {
    let bytes: UnsafeMutableRawBufferPointer
  }

  private let free = Mutex<[Block]>([])

  /// Less is not worth keeping.
  private static let minByteCount = 64 << 10

  deinit {
    free.withLock { for block in $0 { block.bytes.deallocate() } }
  }

  /// Makes bytes in room for `capacity`, of which `fill` tells how many it wrote.
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
    // A little more than is asked for, since the next row group may want that.
    return Block(bytes: .allocate(byteCount: capacity + capacity / 8, alignment: 64))
  }

  private func giveBack(_ block: Block) {
    free.withLock { $0.append(block) }
  }
}
