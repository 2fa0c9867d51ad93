import CAllocator

/// The allocator of the C library.
package enum Allocator {
  /// Makes the allocator return blocks of a mebibyte or more to the system.
  ///
  /// By default glibc keeps growing blocks for later use: a process that handles one upload after
  /// another would keep the pieces of several.
  package static func returnLargeBlocks() {
    standings_return_blocks_from(1 << 20)
  }
}
