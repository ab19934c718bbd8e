// PHOLD on C++'s own priority queue and on a calendar queue whose bucket width is known beforehand: the
// yardsticks of bench/phold.mjs. Usage: phold pq|calendar <pending> <events>. Prints CPU ns per event.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <queue>
#include <string>
#include <vector>

// Baagøe's alea, the generator that the streams of the JavaScript side use.
struct Alea {
  double s0 = 0.8633289230056107, s1 = 0.1534724123775959, s2 = 0.5291681431699544;
  int32_t c = 1;
  double operator()() {
    double t = 2091639 * s0 + c * 2.3283064365386963e-10;
    s0 = s1;
    s1 = s2;
    c = static_cast<int32_t>(t);
    return s2 = t - c;
  }
};

struct Event {
  double time;
  uint64_t order;
  int32_t kind, subject;
  double detail;
  bool operator<(const Event &other) const {
    return time > other.time || (time == other.time && order > other.order);
  }
};

struct Heap {
  std::priority_queue<Event> events;
  void push(const Event &event) { events.push(event); }
  Event pop() {
    Event event = events.top();
    events.pop();
    return event;
  }
};

class Calendar {
  std::vector<Event> slots;
  std::vector<int32_t> next, bucket;
  int32_t unused = 0;
  std::vector<Event> near, far;
  double rate;
  int64_t edge = 0;

  void place(const Event &event) {
    int64_t n = static_cast<int64_t>(event.time * rate);
    if (n < edge) {
      near.push_back(event);
      std::push_heap(near.begin(), near.end());
    } else if (n < edge + static_cast<int64_t>(bucket.size())) {
      int32_t slot = unused, &head = bucket[n & (bucket.size() - 1)];
      unused = next[slot];
      slots[slot] = event;
      next[slot] = head;
      head = slot;
    } else {
      far.push_back(event);
      std::push_heap(far.begin(), far.end());
    }
  }

public:
  Calendar(size_t capacity, double width) : slots(capacity), next(capacity), rate(1 / width) {
    size_t buckets = 64;
    while (buckets < capacity) buckets *= 2;
    bucket.assign(buckets, -1);
    for (size_t i = 0; i < capacity; i++) next[i] = static_cast<int32_t>(i + 1);
  }
  void push(const Event &event) { place(event); }
  Event pop() {
    while (near.empty()) {
      int32_t &head = bucket[edge++ & (bucket.size() - 1)];
      for (int32_t slot = head; slot >= 0;) {
        near.push_back(slots[slot]);
        std::push_heap(near.begin(), near.end());
        int32_t after = next[slot];
        next[slot] = unused;
        unused = slot;
        slot = after;
      }
      head = -1;
      while (!far.empty() && far.front().time * rate < edge + static_cast<int64_t>(bucket.size())) {
        Event event = far.front();
        std::pop_heap(far.begin(), far.end());
        far.pop_back();
        place(event);
      }
    }
    Event event = near.front();
    std::pop_heap(near.begin(), near.end());
    near.pop_back();
    return event;
  }
};

template <class Queue> void run(Queue queue, int pending, long events) {
  Alea stream;
  uint64_t sequence = 0;
  std::vector<int32_t> received(pending);
  auto delay = [&] { return 0.1 - std::log(1 - stream()); };
  for (int i = 0; i < pending; i++) queue.push({delay(), sequence++, 0, i, 0});
  auto hold = [&](long count) {
    for (long i = 0; i < count; i++) {
      Event event = queue.pop();
      received[event.subject]++;
      queue.push({event.time + delay(), sequence++, 0, static_cast<int32_t>(stream() * pending), 0});
    }
  };
  hold(events / 4);
  clock_t start = std::clock();
  hold(events);
  double ns = 1e9 * (std::clock() - start) / CLOCKS_PER_SEC / events;
  long total = 0;
  for (int32_t count : received) total += count;
  std::printf("%.2f %ld\n", ns, total);
}

int main(int, char **argv) {
  int pending = std::atoi(argv[2]);
  long events = std::atol(argv[3]);
  if (std::string(argv[1]) == "pq") run(Heap(), pending, events);
  else run(Calendar(pending + 1, 3 * 1.1 / pending), pending, events);
}
