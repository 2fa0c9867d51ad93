// Writes the rows of submissions with nothing but SQLite: an event, a key and a standing each, in
// transactions that are durable when they end. It looks nothing up and checks nothing, so it is the
// ceiling of a log in SQLite.
//
//   cc -O2 sqlite_alone.c -lsqlite3 -o sqlite-alone
//   sqlite-alone FILE PLAYERS
//
// It makes the file with a standing of each player. Each line of input is "ROWS COMMITS", and it is
// answered by "ROWS-A-SECOND MEDIAN-OF-A-COMMIT-IN-MICROSECONDS".

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *database;
static sqlite3_stmt *insert_event, *insert_key, *put_standing;
static int64_t sequence, players;

static void check(int code) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  fprintf(stderr, "SQLite: %s\n", sqlite3_errmsg(database));
  exit(1);
}

static void execute(const char *sql) { check(sqlite3_exec(database, sql, NULL, NULL, NULL)); }

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  check(sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL));
  return statement;
}

static void run(sqlite3_stmt *statement) {
  check(sqlite3_step(statement));
  sqlite3_reset(statement);
}

static uint64_t next_random(void) {
  static uint64_t state = 42;
  uint64_t mixed = state += 0x9E3779B97F4A7C15;
  mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
  return mixed ^ mixed >> 31;
}

static double microseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void put(int64_t player, int64_t score) {
  sqlite3_bind_int64(put_standing, 1, player);
  sqlite3_bind_int64(put_standing, 2, score);
  sqlite3_bind_int64(put_standing, 3, sequence);
  sqlite3_bind_int64(put_standing, 4, 1700000000000);
  run(put_standing);
}

static void append(void) {
  uint64_t random = next_random(), name[2] = {next_random(), next_random()};
  int64_t player = random % players, score = random >> 40;
  sequence++;
  sqlite3_bind_int64(insert_event, 1, sequence);
  sqlite3_bind_int64(insert_event, 2, 1700000000000);
  sqlite3_bind_int64(insert_event, 3, player);
  sqlite3_bind_int64(insert_event, 4, score);
  sqlite3_bind_blob(insert_event, 5, name, sizeof name, SQLITE_TRANSIENT);
  run(insert_event);
  sqlite3_bind_blob(insert_key, 1, name, sizeof name, SQLITE_TRANSIENT);
  sqlite3_bind_int64(insert_key, 2, sequence);
  run(insert_key);
  put(player, score);
}

static void make(const char *path) {
  check(sqlite3_open_v2(
      path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL));
  execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;"
          "PRAGMA cache_size = -65536");
  execute("CREATE TABLE event (sequence INTEGER PRIMARY KEY, at INT, board INT, period INT,"
          " player INT, score INT, before INT, after INT, key BLOB, metadata BLOB);"
          "CREATE TABLE key (board INT, key BLOB, sequence INT, fingerprint BLOB,"
          " PRIMARY KEY (board, key)) WITHOUT ROWID;"
          "CREATE TABLE standing (board INT, period INT, player INT, score INT, sequence INT,"
          " reached INT, metadata BLOB, count INT, PRIMARY KEY (board, period, player))"
          " WITHOUT ROWID");
  insert_event = prepare("INSERT INTO event VALUES (?1, ?2, 1, -1, ?3, ?4, ?4, ?4, ?5, NULL)");
  insert_key = prepare("INSERT INTO key VALUES (1, ?1, ?2, randomblob(16))");
  put_standing =
      prepare("INSERT OR REPLACE INTO standing VALUES (1, -1, ?1, ?2, ?3, ?4, NULL, 1)");
  execute("BEGIN");
  for (int64_t player = 0; player < players; player++) put(player, 1);
  execute("COMMIT");
  execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

static int compare(const void *left, const void *right) {
  double difference = *(const double *)left - *(const double *)right;
  return (difference > 0) - (difference < 0);
}

int main(int count, char **words) {
  if (count != 3) return 2;
  players = atoll(words[2]);
  make(words[1]);
  printf("ready\n");
  fflush(stdout);
  int rows, commits;
  while (scanf("%d %d", &rows, &commits) == 2) {
    double *times = malloc(commits * sizeof *times), begin = microseconds();
    for (int commit = 0; commit < commits; commit++) {
      double start = microseconds();
      execute("BEGIN IMMEDIATE");
      for (int row = 0; row < rows; row++) append();
      execute("COMMIT");
      times[commit] = microseconds() - start;
    }
    double rate = (double)rows * commits / (microseconds() - begin) * 1e6;
    qsort(times, commits, sizeof *times, compare);
    printf("%.0f %.1f\n", rate, times[commits / 2]);
    fflush(stdout);
    free(times);
  }
  return 0;
}
