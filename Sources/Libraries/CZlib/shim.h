#pragma once
#include <zlib.h>

// The init functions of zlib are macros, which Swift cannot call.

/// windowBits as in zlib.h: 15 + 16 reads a gzip stream.
static inline int standings_inflateInit2(z_stream *stream, int windowBits) {
  return inflateInit2(stream, windowBits);
}

/// windowBits as in zlib.h: 15 + 16 writes a gzip stream.
static inline int standings_deflateInit2(z_stream *stream, int level, int windowBits) {
  return deflateInit2(stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
}
