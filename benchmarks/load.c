/* The viewers: one thread, one epoll, as many WebSocket clients as asked for. Reads commands from
 * standard input and answers each with one line.
 *
 *   join COUNT FRAMES        connect COUNT more; each is there when FRAMES frames have come
 *   sleep COUNT              the first COUNT stop reading and answering
 *   expect MESSAGES SECONDS  wait until all who are awake have that many stamped messages
 *   gone COUNT SECONDS       wait until that many connections have ended
 *   frames                   how many frames have come to all together
 *
 * A stamped message contains "@@NNNNNNNN:TTTTTTTTTTTTTTTTTTTT": its number and CLOCK_MONOTONIC in
 * nanoseconds when it was sent.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 20000, UNFINISHED = 1000, MESSAGES = 1 << 16, BUCKETS = 400000, BUCKET_NS = 50000 };

typedef struct {
  int fd, frames, messages, asleep, handshaken, over;
  unsigned char *rest;
  size_t rest_size;
  int64_t began;
} Viewer;

static Viewer viewers[MOST];
static int count, joined, asked, wanted_frames, gone, asleep, unfinished;
static int epoll_fd, port;
static const char *path;
static int64_t join_began, join_ended;
static uint32_t histogram[BUCKETS], join_times[BUCKETS];
static int64_t slowest[MESSAGES];
static int64_t deliveries, frames;
static unsigned char in[1 << 18], joint[1 << 19];

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int bucket(int64_t ns) {
  int64_t found = ns / BUCKET_NS;
  return found < 0 ? 0 : found >= BUCKETS ? BUCKETS - 1 : (int)found;
}

static double share(const uint32_t *from, double part) {
  int64_t all = 0, seen = 0;
  for (int i = 0; i < BUCKETS; i++) all += from[i];
  for (int i = 0; i < BUCKETS; i++)
    if ((seen += from[i]) >= all * part && seen) return (i + 1) * (BUCKET_NS / 1e6);
  return 0;
}

static void watch(Viewer *v, int operation, uint32_t events) {
  struct epoll_event e = {.events = events, .data.ptr = v};
  epoll_ctl(epoll_fd, operation, v->fd, &e);
}

static void end(Viewer *v) {
  if (v->over) return;
  v->over = 1;
  gone++;
  if (joined < asked && v->frames < wanted_frames) unfinished--;
  close(v->fd);
  free(v->rest);
  v->rest = NULL;
}

static void begin(void) {
  Viewer *v = &viewers[count];
  memset(v, 0, sizeof *v);
  v->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (v->fd < 0) { perror("socket"); exit(1); }
  int one = 1;
  setsockopt(v->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  struct sockaddr_in from = {.sin_family = AF_INET}, to = {.sin_family = AF_INET};
  from.sin_addr.s_addr = htonl(0x7f000000 | (10 + count / 62500) << 16 | (count / 250 % 250) << 8 | (count % 250 + 1));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  to.sin_port = htons(port);
  if (bind(v->fd, (struct sockaddr *)&from, sizeof from)) { perror("bind"); exit(1); }
  v->began = now();
  if (connect(v->fd, (struct sockaddr *)&to, sizeof to) && errno != EINPROGRESS) { perror("connect"); exit(1); }
  count++;
  unfinished++;
  watch(v, EPOLL_CTL_ADD, EPOLLOUT);
}

static void greet(Viewer *v) {
  char request[512];
  int size = snprintf(request, sizeof request,
    "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\nConnection: Upgrade\r\n"
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    path, port, port);
  if (write(v->fd, request, size) != size) { end(v); return; }
  watch(v, EPOLL_CTL_MOD, EPOLLIN);
}

static void note(Viewer *v, const unsigned char *body, size_t size, int64_t at) {
  const unsigned char *mark = memmem(body, size, "@@", 2);
  if (!mark || mark + 31 > body + size) return;
  int number = 0;
  int64_t sent = 0;
  for (int i = 2; i < 10; i++) number = number * 10 + mark[i] - '0';
  for (int i = 11; i < 31; i++) sent = sent * 10 + mark[i] - '0';
  int64_t took = at - sent;
  histogram[bucket(took)]++;
  number &= MESSAGES - 1;
  if (took > slowest[number]) slowest[number] = took;
  v->messages++;
  deliveries++;
}

static void take_frame(Viewer *v, int opcode, const unsigned char *body, size_t size, int64_t at) {
  if (opcode == 9) {
    unsigned char pong[6] = {0x8a, 0x80, 0, 0, 0, 0};
    if (write(v->fd, pong, 6) != 6) end(v);
  } else if (opcode == 8) {
    end(v);
  } else {
    v->frames++, frames++;
    if (v->frames == wanted_frames) {
      joined++;
      unfinished--;
      join_times[bucket(at - v->began)]++;
      if (joined == asked) join_ended = at;
    }
    note(v, body, size, at);
  }
}

/* Takes whole frames from the front; tells how many bytes were used. */
static size_t take(Viewer *v, const unsigned char *data, size_t size, int64_t at) {
  size_t used = 0;
  if (!v->handshaken) {
    const unsigned char *blank = memmem(data, size, "\r\n\r\n", 4);
    if (!blank) return 0;
    if (memcmp(data, "HTTP/1.1 101", 12)) { end(v); return size; }
    v->handshaken = 1;
    used = blank + 4 - data;
  }
  while (!v->over && size - used >= 2) {
    const unsigned char *p = data + used;
    size_t head = 2, body = p[1] & 127;
    if (body == 126) {
      if (size - used < 4) break;
      body = p[2] << 8 | p[3], head = 4;
    } else if (body == 127) {
      if (size - used < 10) break;
      body = 0, head = 10;
      for (int i = 2; i < 10; i++) body = body << 8 | p[i];
    }
    if (size - used < head + body) break;
    take_frame(v, p[0] & 15, p + head, body, at);
    used += head + body;
  }
  return used;
}

static void receive(Viewer *v) {
  ssize_t size = read(v->fd, in, sizeof in);
  if (size <= 0) {
    if (size == 0 || (errno != EAGAIN && errno != EINTR)) end(v);
    return;
  }
  int64_t at = now();
  unsigned char *data = in;
  if (v->rest_size) {
    memcpy(joint, v->rest, v->rest_size);
    memcpy(joint + v->rest_size, in, size);
    data = joint, size += v->rest_size;
  }
  size_t used = take(v, data, size, at);
  if (v->over) return;
  size_t left = size - used;
  if (left) {
    unsigned char *kept = malloc(left);
    memcpy(kept, data + used, left);
    free(v->rest);
    v->rest = kept;
  } else if (v->rest) {
    free(v->rest);
    v->rest = NULL;
  }
  v->rest_size = left;
}

static void turn(int wait_ms) {
  struct epoll_event events[512];
  int found = epoll_wait(epoll_fd, events, 512, wait_ms);
  for (int i = 0; i < found; i++) {
    Viewer *v = events[i].data.ptr;
    if (v->over) continue;
    if (v->asleep) { end(v); continue; }
    if (events[i].events & EPOLLOUT) greet(v);
    else receive(v);
  }
}

static int all_have(int messages) {
  for (int i = 0; i < count; i++)
    if (!viewers[i].asleep && !viewers[i].over && viewers[i].messages < messages) return 0;
  return 1;
}

static int by_size(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static void join(int more, int frames) {
  memset(join_times, 0, sizeof join_times);
  wanted_frames = frames, join_began = now(), joined = 0, asked = more;
  int last = count + more, before = gone;
  while (joined + gone - before < more && now() - join_began < 60000000000LL) {
    while (count < last && unfinished < UNFINISHED) begin();
    turn(100);
  }
  printf("joined %d %.4f %.2f %.2f\n", joined, (join_ended - join_began) / 1e9,
         share(join_times, 0.5), share(join_times, 0.99));
}

static void sleep_first(int some) {
  for (int i = 0; i < some; i++) {
    viewers[i].asleep = 1;
    watch(&viewers[i], EPOLL_CTL_MOD, 0); /* errors and resets are still told */
  }
  asleep += some;
  printf("asleep %d\n", asleep);
}

static void expect(int messages, double seconds) {
  int64_t until = now() + (int64_t)(seconds * 1e9);
  while (now() < until && !(deliveries >= (int64_t)messages * (count - asleep - gone) && all_have(messages))) turn(20);
  int64_t lost = 0;
  for (int i = 0; i < count; i++)
    if (!viewers[i].asleep && viewers[i].messages < messages) lost += messages - viewers[i].messages;
  int sent = 0;
  for (int i = 0; i < MESSAGES; i++)
    if (slowest[i]) slowest[sent++] = slowest[i];
  qsort(slowest, sent, sizeof *slowest, by_size);
  printf("got %lld %lld %.2f %.2f %.2f %.2f %d\n", (long long)deliveries, (long long)lost,
         share(histogram, 0.5), share(histogram, 0.99),
         sent ? slowest[sent / 2] / 1e6 : 0, sent ? slowest[sent * 99 / 100] / 1e6 : 0, gone);
  memset(histogram, 0, sizeof histogram);
  memset(slowest, 0, sizeof slowest);
  deliveries = 0;
  for (int i = 0; i < count; i++) viewers[i].messages = 0;
}

static void wait_gone(int some, double seconds) {
  int64_t began = now();
  while (gone < some && now() - began < (int64_t)(seconds * 1e9)) turn(20);
  printf("gone %d %.2f\n", gone, (now() - began) / 1e9);
}

int main(int arguments, char **argument) {
  if (arguments != 3) { fprintf(stderr, "load PORT PATH\n"); return 2; }
  port = atoi(argument[1]), path = argument[2];
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  epoll_fd = epoll_create1(0);
  setvbuf(stdout, NULL, _IOLBF, 0);
  char line[128];
  fcntl(0, F_SETFL, O_NONBLOCK);
  size_t filled = 0;
  for (;;) {
    ssize_t more = read(0, line + filled, sizeof line - 1 - filled);
    if (more == 0) return 0;
    if (more < 0) { turn(1); continue; }
    filled += more;
    line[filled] = 0;
    if (!strchr(line, '\n')) continue;
    int first = 0;
    double second = 0;
    if (sscanf(line, "join %d %lf", &first, &second) == 2) join(first, (int)second);
    else if (sscanf(line, "sleep %d", &first) == 1) sleep_first(first);
    else if (sscanf(line, "expect %d %lf", &first, &second) == 2) expect(first, second);
    else if (!strncmp(line, "frames", 6)) printf("frames %lld\n", (long long)frames);
    else if (sscanf(line, "gone %d %lf", &first, &second) == 2) wait_gone(first, second);
    filled = 0;
  }
}
