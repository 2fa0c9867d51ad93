import CAllocator

/// The allocator of the C library.
package enum Allocator {
  /// Has blocks of a mebibyte and more go back to the system when they are freed.
  ///
  /// Left alone, glibc keeps ever larger blocks for later: a process that handles one upload after
  /// the other then holds the pieces of several.
  package static func returnLargeBlocks() {
    standings_return_blocks_from(1 << 20)
  }
}
