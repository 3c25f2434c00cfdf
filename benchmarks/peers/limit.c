/* The limit: one thread, one epoll, a pre-built frame written to every descriptor and nothing else.
 * It answers each handshake with the same bytes and understands nothing that viewers send; what it
 * spends is what the kernel takes for handing the bytes over.
 *
 * Commands on standard input: "one" sends one message, "rate HERTZ COUNT" so many at that pace.
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

enum { MOST = 30000 };

static int viewers[MOST], place[MOST + 1000], count, number, to_send;
static int64_t next_at, apart;
static char frame[4096], welcome[8192];
static size_t frame_size, welcome_size;

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static size_t framed(char *into, const char *body, size_t size) {
  into[0] = (char)0x81;
  if (size < 126) {
    into[1] = (char)size;
    memcpy(into + 2, body, size);
    return size + 2;
  }
  into[1] = 126, into[2] = (char)(size >> 8), into[3] = (char)size;
  memcpy(into + 4, body, size);
  return size + 4;
}

static void build(size_t message, size_t snapshot) {
  char body[8192];
  memset(body, 'x', sizeof body);
  frame_size = framed(frame, body, message);
  const char *head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
  welcome_size = strlen(head);
  memcpy(welcome, head, welcome_size);
  welcome_size += framed(welcome + welcome_size, body, snapshot);
}

static void leave(int fd) {
  int last = viewers[--count];
  viewers[place[fd]] = last;
  place[last] = place[fd];
  close(fd);
}

static void tell_all(void) {
  char stamp[40];
  snprintf(stamp, sizeof stamp, "@@%08d:%020lld", number++, (long long)now());
  memcpy(frame + 4, stamp, 31);
  for (int i = 0; i < count; i++)
    if (write(viewers[i], frame, frame_size) < 0 && errno != EAGAIN) leave(viewers[i--]);
}

static void welcome_one(int listening, int epoll_fd) {
  int fd = accept4(listening, NULL, NULL, SOCK_NONBLOCK);
  if (fd < 0) return;
  int one = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  struct epoll_event e = {.events = EPOLLIN, .data.fd = fd};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &e);
  place[fd] = -1;
}

static void hear(int fd) {
  char data[4096];
  ssize_t size = read(fd, data, sizeof data);
  if (size > 0 && place[fd] < 0) {
    if (write(fd, welcome, welcome_size) < 0) { close(fd); return; }
    place[fd] = count;
    viewers[count++] = fd;
  } else if (size == 0 || (size < 0 && errno != EAGAIN)) {
    if (place[fd] >= 0) leave(fd);
    else close(fd);
  }
}

static void obey(void) {
  char line[128];
  ssize_t size = read(0, line, sizeof line - 1);
  if (size == 0) exit(0);
  if (size < 0) return;
  line[size] = 0;
  int hertz = 0;
  if (sscanf(line, "rate %d %d", &hertz, &to_send) == 2) next_at = now(), apart = 1000000000LL / hertz;
  else tell_all();
}

int main(int arguments, char **argument) {
  if (arguments != 3) { fprintf(stderr, "limit MESSAGE_BYTES SNAPSHOT_BYTES\n"); return 2; }
  build(atoi(argument[1]), atoi(argument[2]));
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  int listening = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), epoll_fd = epoll_create1(0);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof at;
  if (bind(listening, (struct sockaddr *)&at, size) || listen(listening, 4096)) { perror("listen"); return 1; }
  getsockname(listening, (struct sockaddr *)&at, &size);
  fcntl(0, F_SETFL, O_NONBLOCK);
  struct epoll_event e = {.events = EPOLLIN, .data.fd = listening};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, listening, &e);
  e.data.fd = 0;
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, 0, &e);
  printf("listening on http://127.0.0.1:%d\n", ntohs(at.sin_port));
  fflush(stdout);
  for (;;) {
    int wait_ms = to_send ? (int)((next_at - now()) / 1000000) : -1;
    struct epoll_event events[512];
    int found = epoll_wait(epoll_fd, events, 512, to_send && wait_ms < 0 ? 0 : wait_ms);
    for (int i = 0; i < found; i++) {
      int fd = events[i].data.fd;
      if (fd == listening) welcome_one(listening, epoll_fd);
      else if (fd == 0) obey();
      else hear(fd);
    }
    if (to_send && now() >= next_at) tell_all(), to_send--, next_at += apart;
  }
}
