#pragma once
#include <stddef.h>
#if defined(__linux__)
#include <malloc.h>
#endif

// Swift's module of the C library leaves malloc.h out.

/// Blocks of this many bytes and more come from the system and go back to it when they are freed.
static inline void standings_return_blocks_from(int bytes) {
#if defined(M_MMAP_THRESHOLD)
  mallopt(M_MMAP_THRESHOLD, bytes);
#else
  (void)bytes;
#endif
}

/// The bytes of all blocks in use, with what the allocator adds to them; 0 where it does not tell.
static inline size_t standings_allocated_bytes(void) {
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
#else
  return 0;
#endif
}
