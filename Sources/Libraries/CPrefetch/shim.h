#pragma once

/// Has the processor bring a line of memory into its caches, and does not wait for it. Swift has no
/// way to this instruction.
static inline void standings_prefetch(const void *address) { __builtin_prefetch(address); }
