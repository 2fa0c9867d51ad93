#pragma once
#include <stdint.h>

// SHA-256 of messages of one block, two at once: each instruction of the processor's SHA unit waits
// for the one before it, so that the second message costs next to nothing. Swift has no way to such
// instructions.

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/// Whether the processor has the instructions.
static inline int standings_has_sha(void) {
  unsigned a, b, c, d;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & (1u << 29));
}

static const uint32_t standings_sha_start[8] __attribute__((aligned(16))) = {
    // In the order of the instructions: A B E F, and C D G H, from the highest down.
    0x9b05688c, 0x510e527f, 0xbb67ae85, 0x6a09e667, 0x5be0cd19, 0x1f83d9ab, 0xa54ff53a, 0x3c6ef372};

static const uint32_t standings_sha_constants[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

#define STANDINGS_SHA __attribute__((target("sha,sse4.1")))

/// Four words of a block, with the bytes of each turned around.
STANDINGS_SHA static inline __m128i standings_sha_words(const uint8_t *bytes) {
  const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)bytes), order);
}

/// The next four words of the schedule behind the last sixteen.
STANDINGS_SHA static inline __m128i standings_sha_next(__m128i a, __m128i b, __m128i c, __m128i d) {
  __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(a, b), _mm_alignr_epi8(d, c, 4));
  return _mm_sha256msg2_epu32(sum, d);
}

/// The first 16 bytes of a digest as 32 digits.
STANDINGS_SHA static inline void standings_sha_digits(
    __m128i abef, __m128i cdgh, uint8_t *digits) {
  __m128i abcd = _mm_blend_epi16(
      _mm_shuffle_epi32(abef, 0x1b), _mm_shuffle_epi32(cdgh, 0xb1), 0xf0);
  __m128i bytes = standings_sha_words((const uint8_t *)&abcd);
  const __m128i low = _mm_set1_epi8(15);
  const __m128i letters = _mm_setr_epi8(
      '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f');
  __m128i highs = _mm_shuffle_epi8(letters, _mm_and_si128(_mm_srli_epi16(bytes, 4), low));
  __m128i lows = _mm_shuffle_epi8(letters, _mm_and_si128(bytes, low));
  _mm_storeu_si128((__m128i *)digits, _mm_unpacklo_epi8(highs, lows));
  _mm_storeu_si128((__m128i *)(digits + 16), _mm_unpackhi_epi8(highs, lows));
}

/// Hashes two blocks that hold a whole message each, padded as SHA-256 wants it.
/// Writes the first 128 bits of each digest as 32 digits.
STANDINGS_SHA static inline void standings_sha256_pair(
    const uint8_t *first, const uint8_t *second, uint8_t *first_digits, uint8_t *second_digits) {
  const __m128i start0 = _mm_load_si128((const __m128i *)standings_sha_start);
  const __m128i start1 = _mm_load_si128((const __m128i *)(standings_sha_start + 4));
  __m128i a0 = start0, a1 = start1, b0 = start0, b1 = start1;
  __m128i v[16], w[16];
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i++) {
    v[i] = i < 4 ? standings_sha_words(first + 16 * i)
                 : standings_sha_next(v[i - 4], v[i - 3], v[i - 2], v[i - 1]);
    w[i] = i < 4 ? standings_sha_words(second + 16 * i)
                 : standings_sha_next(w[i - 4], w[i - 3], w[i - 2], w[i - 1]);
    const __m128i k = _mm_load_si128((const __m128i *)(standings_sha_constants + 4 * i));
    __m128i m = _mm_add_epi32(v[i], k), n = _mm_add_epi32(w[i], k);
    a1 = _mm_sha256rnds2_epu32(a1, a0, m);
    b1 = _mm_sha256rnds2_epu32(b1, b0, n);
    a0 = _mm_sha256rnds2_epu32(a0, a1, _mm_shuffle_epi32(m, 0x0e));
    b0 = _mm_sha256rnds2_epu32(b0, b1, _mm_shuffle_epi32(n, 0x0e));
  }
  standings_sha_digits(_mm_add_epi32(a0, start0), _mm_add_epi32(a1, start1), first_digits);
  standings_sha_digits(_mm_add_epi32(b0, start0), _mm_add_epi32(b1, start1), second_digits);
}

#else

static inline int standings_has_sha(void) { return 0; }

/// Never called where there are no such instructions.
static inline void standings_sha256_pair(
    const uint8_t *first, const uint8_t *second, uint8_t *first_digits, uint8_t *second_digits) {
  (void)first, (void)second, (void)first_digits, (void)second_digits;
}

#endif
