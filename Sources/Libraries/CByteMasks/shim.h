#pragma once
#include <stdint.h>
#include <string.h>

// Swift has no way to turn a vector comparison into a mask of bits; clang compiles these to a few
// instructions of whatever vector unit the processor has.

typedef uint8_t standings_block __attribute__((ext_vector_type(64)));
typedef _Bool standings_block_mask __attribute__((ext_vector_type(64)));

static inline uint64_t standings_bits(standings_block matches) {
  standings_block_mask mask = __builtin_convertvector(matches, standings_block_mask);
  uint64_t bits;
  memcpy(&bits, &mask, sizeof bits);
  return bits;
}

/// Which of the 64 bytes at `bytes` equal `a`: bit 0 stands for the first byte.
static inline uint64_t standings_equal(const void *bytes, uint8_t a) {
  standings_block block;
  memcpy(&block, bytes, sizeof block);
  return standings_bits((standings_block)(block == a));
}

/// Which of the 64 bytes at `bytes` equal `a`, `b`, `c` or `d`: bit 0 stands for the first byte.
static inline uint64_t standings_equal_any4(
    const void *bytes, uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
  standings_block block;
  memcpy(&block, bytes, sizeof block);
  return standings_bits(
      (standings_block)((block == a) | (block == b) | (block == c) | (block == d)));
}

/// Which of the 64 bytes at `bytes` are at least `least`: bit 0 stands for the first byte.
static inline uint64_t standings_at_least(const void *bytes, uint8_t least) {
  standings_block block;
  memcpy(&block, bytes, sizeof block);
  return standings_bits((standings_block)(block >= least));
}
