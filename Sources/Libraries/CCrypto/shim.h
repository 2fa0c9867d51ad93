#pragma once
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

/// SHA-256 of a message that lies in one piece, written over 32 bytes.
///
/// OpenSSL 3 counts its own one-step function among what is deprecated, to have all go by EVP. That
/// costs more than the hash itself where a message is as short as a row.
static inline void standings_sha256(const void *message, size_t length, unsigned char *digest) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, message, length);
  SHA256_Final(digest, &context);
#pragma GCC diagnostic pop
}

/// SHA-1 of a message that lies in one piece, written over 20 bytes; as above.
static inline void standings_sha1(const void *message, size_t length, unsigned char *digest) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  SHA_CTX context;
  SHA1_Init(&context);
  SHA1_Update(&context, message, length);
  SHA1_Final(digest, &context);
#pragma GCC diagnostic pop
}
