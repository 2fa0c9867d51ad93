// Subscribes to a board over many WebSockets, submits scores, and tells how old the newest score is
// when a message brings it: each score is the moment in microseconds at which it was sent.
//
//   cc -O2 subscribers.c -o subscribers
//   subscribers PORT BOARD SUBSCRIBERS STUCK UPDATES-A-SECOND SECONDS
//
// STUCK of the subscribers never read. The board must replace scores and have none above 10^9. It
// prints "MESSAGES MEDIAN P99 MOST CLOSED STUCK-CLOSED", ages in microseconds.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { KEPT = 1024, READ = 1 << 18, MOST_SAMPLES = 4000000 };

struct subscriber {
  int socket, is_stuck;
  unsigned char head[10];
  int head_length, opcode, kept_length;
  uint64_t left;      // of the payload of the frame
  char kept[KEPT];    // its beginning
  int64_t last;       // score that was seen last
};

static int64_t *ages;
static int age_count, closed, stuck_closed;
static int64_t first_score;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000LL + time.tv_nsec / 1000 + 1000000000LL;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void send_all(int socket, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = send(socket, bytes, count, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) fail("send");
    if (sent > 0) bytes += sent, count -= sent;
  }
}

static int connected(int port, int receive_buffer) {
  int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (receive_buffer)
    setsockopt(made, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (made < 0 || connect(made, (struct sockaddr *)&address, sizeof address)) fail("connect");
  return made;
}

// Sends a text with the mask 0, which leaves it as it is.
static void send_text(int socket, const char *text) {
  size_t length = strlen(text);
  char frame[512] = {(char)0x81, (char)(0x80 | length)};
  if (length > 125) exit(2);
  memcpy(frame + 6, text, length);
  send_all(socket, frame, length + 6);
}

static void subscribe(struct subscriber *each, int port, const char *board) {
  each->socket = connected(port, each->is_stuck ? 4096 : 0);
  char request[512], answer[1024], message[128];
  snprintf(request, sizeof request,
           "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
           port);
  send_all(each->socket, request, strlen(request));
  size_t length = 0;
  // No frame comes before the subscription, so nothing beyond the head is read.
  while (length < 4 || memcmp(answer + length - 4, "\r\n\r\n", 4)) {
    ssize_t got = recv(each->socket, answer + length, sizeof answer - 1 - length, 0);
    if (got <= 0 || (length += got) == sizeof answer - 1) fail("no upgrade");
  }
  if (strncmp(answer, "HTTP/1.1 101", 12)) fail("no upgrade");
  snprintf(message, sizeof message, "{\"type\":\"subscribe\",\"leaderboard_id\":\"%s\"}", board);
  send_text(each->socket, message);
  fcntl(each->socket, F_SETFL, O_NONBLOCK);
}

static void end_frame(struct subscriber *each) {
  if (each->opcode == 9) {
    char pong[6] = {(char)0x8A, (char)0x80};
    send_all(each->socket, pong, sizeof pong);
    return;
  }
  char *entries = memmem(each->kept, each->kept_length, "\"entries\":[", 11);
  if (!entries) return;
  size_t rest = each->kept + each->kept_length - entries;
  char *score = memmem(entries, rest, "\"score\":", 8);
  if (!score) return;
  int64_t told = atoll(score + 8);
  if (told < first_score || told == each->last || age_count == MOST_SAMPLES) return;
  each->last = told;
  ages[age_count++] = now() - told;
}

// - Returns: how many bytes the head of the frame has, as far as it is known.
static int head_size(const struct subscriber *each) {
  if (each->head_length < 2) return 2;
  int kind = each->head[1] & 0x7F;
  return kind == 127 ? 10 : kind == 126 ? 4 : 2;
}

static void take(struct subscriber *each, const char *bytes, size_t count) {
  while (count > 0) {
    if (each->left == 0) {
      each->head[each->head_length++] = (unsigned char)*bytes++, count--;
      if (each->head_length < head_size(each)) continue;
      int kind = each->head[1] & 0x7F;
      each->left = kind < 126 ? kind : 0;
      for (int place = 2; place < each->head_length; place++)
        each->left = each->left << 8 | each->head[place];
      each->opcode = each->head[0] & 0x0F;
      each->head_length = each->kept_length = 0;
      if (each->left == 0) end_frame(each);
      continue;
    }
    size_t part = count < each->left ? count : each->left;
    size_t room = KEPT - 1 - each->kept_length, kept = part < room ? part : room;
    memcpy(each->kept + each->kept_length, bytes, kept);
    each->kept_length += kept;
    each->kept[each->kept_length] = 0;
    bytes += part, count -= part, each->left -= part;
    if (each->left == 0) end_frame(each);
  }
}

static void end(int events, struct subscriber *each) {
  epoll_ctl(events, EPOLL_CTL_DEL, each->socket, NULL);
  if (each->is_stuck) stuck_closed++; else closed++;
}

static void receive(int events, struct subscriber *each) {
  static char bytes[READ];
  ssize_t got = recv(each->socket, bytes, sizeof bytes, 0);
  if (got > 0) take(each, bytes, got);
  else if (got == 0 || errno != EAGAIN) end(events, each);
}

static void update(int writer, int port, const char *board) {
  char body[256], request[512];
  int length = snprintf(body, sizeof body,
                        "{\"leaderboard_id\":\"%s\",\"player_id\":\"clock\",\"score\":%lld}", board,
                        (long long)now());
  snprintf(request, sizeof request,
           "POST /api/v1/scores HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
           "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
           port, length, body);
  send_all(writer, request, strlen(request));
}

static int compare(const void *left, const void *right) {
  int64_t difference = *(const int64_t *)left - *(const int64_t *)right;
  return (difference > 0) - (difference < 0);
}

int main(int count, char **words) {
  if (count != 7) return 2;
  int port = atoi(words[1]), subscribers = atoi(words[3]), stuck = atoi(words[4]);
  const char *board = words[2];
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  ages = malloc(MOST_SAMPLES * sizeof *ages);
  struct subscriber *all = calloc(subscribers, sizeof *all);
  int events = epoll_create1(EPOLL_CLOEXEC), writer = connected(port, 0);
  for (int number = 0; number < subscribers; number++) {
    struct subscriber *each = &all[number];
    each->is_stuck = number < stuck;
    subscribe(each, port, board);
    struct epoll_event event = {.events = each->is_stuck ? EPOLLHUP : EPOLLIN, .data.ptr = each};
    epoll_ctl(events, EPOLL_CTL_ADD, each->socket, &event);
  }
  fcntl(writer, F_SETFL, O_NONBLOCK);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
  epoll_ctl(events, EPOLL_CTL_ADD, writer, &event);

  int64_t interval = 1000000 / atoi(words[5]), next = now();
  int64_t last = next + atoi(words[6]) * 1000000LL;
  first_score = next;
  while (now() < last + 500000) {
    if (now() >= next && next < last) update(writer, port, board), next += interval;
    int64_t wait = next < last ? (next - now()) / 1000 : 10;
    struct epoll_event found[256];
    int ready = epoll_wait(events, found, 256, wait > 0 ? wait : 0);
    for (int number = 0; number < ready; number++) {
      struct subscriber *each = found[number].data.ptr;
      char passed[4096];
      if (!each) {
        if (recv(writer, passed, sizeof passed, 0) == 0) fail("the writer was closed");
      } else if (each->is_stuck) end(events, each);
      else receive(events, each);
    }
  }
  qsort(ages, age_count, sizeof *ages, compare);
  if (age_count == 0) return 1;
  printf("%d %lld %lld %lld %d %d\n", age_count, (long long)ages[age_count / 2],
         (long long)ages[age_count * 99LL / 100], (long long)ages[age_count - 1], closed,
         stuck_closed);
  return 0;
}
