#pragma once
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
