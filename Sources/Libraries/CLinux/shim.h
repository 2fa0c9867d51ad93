#pragma once
#include <stddef.h>

// Swift cannot call functions with a variable number of arguments, as these are.

#if defined(__linux__)
void *mremap(void *, size_t, size_t, int, ...);
long syscall(long, ...);

/// Puts pages in the place of others at once: whoever reads there sees the old ones or the new ones.
/// Returns 0, or -1 with errno.
static inline int standings_replace_pages(void *place, void *pages, size_t bytes) {
  // MREMAP_MAYMOVE | MREMAP_FIXED, which standard C does not show.
  return mremap(pages, bytes, bytes, 1 | 2, place) == (void *)-1 ? -1 : 0;
}

/// Opens what a path below a folder names, following no link on the way and none at its end
/// (openat2(2), which the C library does not have). Returns a descriptor, or -1 with errno.
static inline int standings_open_below(int folder, const char *path, int flags) {
  struct {
    unsigned long long flags, mode, resolve;
  } how = {(unsigned int)flags, 0, 4 | 8};  // RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH
  return (int)syscall(437, folder, path, &how, sizeof how);
}
#endif
