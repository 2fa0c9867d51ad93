#pragma once
#include <stddef.h>

// Swift cannot call functions with a variable number of arguments, as mremap is.

#if defined(__linux__)
void *mremap(void *, size_t, size_t, int, ...);

/// Puts pages in the place of others at once: whoever reads there sees the old ones or the new ones.
/// Returns 0, or -1 with errno.
static inline int standings_replace_pages(void *place, void *pages, size_t bytes) {
  // MREMAP_MAYMOVE | MREMAP_FIXED, which standard C does not show.
  return mremap(pages, bytes, bytes, 1 | 2, place) == (void *)-1 ? -1 : 0;
}
#endif
