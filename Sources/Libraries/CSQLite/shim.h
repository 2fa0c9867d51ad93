#pragma once
#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast of -1 to a pointer, which Swift does not import.

/// Binds bytes, which SQLite copies; no bytes are an empty value, not NULL.
static inline int standings_bind_blob(
    sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return count == 0 ? sqlite3_bind_zeroblob(statement, index, 0)
                    : sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/// Binds UTF-8, which SQLite copies.
static inline int standings_bind_text(
    sqlite3_stmt *statement, int index, const char *text, int count) {
  return sqlite3_bind_text(statement, index, text, count, SQLITE_TRANSIENT);
}
