// PHOLD on C++'s own priority queue and on a calendar queue whose bucket width is known beforehand: the
// yardsticks of bench/phold.mjs, with the same draws. Usage: phold pq|calendar PENDING EVENTS, then the four words of
// the stream; the layers of the exponential distribution on stdin. Prints CPU ns per event and what came out, as JSON.
#include "alea.hpp"
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <queue>
#include <string>
#include <vector>

// Exponential draws of mean 1 as the engine makes them: its layers come on stdin.
struct Exponential {
  double edge[257], height[257];
  Exponential() {
    for (double &value : edge) std::scanf("%lf", &value);
    for (double &value : height) std::scanf("%lf", &value);
  }
  double operator()(Alea &stream) const {
    for (double passed = 0;;) {
      double u = stream() * 256;
      int layer = static_cast<int>(u);
      double x = (u - layer) * edge[layer];
      if (x < edge[layer + 1]) return passed + x;
      if (layer == 0) passed += edge[1];
      else if (height[layer] + stream() * (height[layer + 1] - height[layer]) < std::exp(-x)) return passed + x;
    }
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

template <class Queue> void run(Queue queue, int pending, long events, Alea stream) {
  Exponential exponential;
  uint64_t sequence = 0;
  double now = 0;
  std::vector<int32_t> received(pending);
  auto delay = [&] { return 0.1 + exponential(stream); };
  for (int i = 0; i < pending; i++) queue.push({delay(), sequence++, 0, i, 0});
  auto hold = [&](long count) {
    for (long i = 0; i < count; i++) {
      Event event = queue.pop();
      now = event.time;
      received[event.subject]++;
      queue.push({event.time + delay(), sequence++, 0, static_cast<int32_t>(stream() * pending), 0});
    }
  };
  hold(events / 4);
  clock_t start = std::clock();
  hold(events);
  double ns = 1e9 * (std::clock() - start) / CLOCKS_PER_SEC / events;
  long weighted = 0;
  for (int i = 0; i < pending; i++) weighted += static_cast<long>(received[i]) * (i + 1);
  std::printf("{\"ns\":%.3f,\"weighted\":%ld,\"now\":%.17g}\n", ns, weighted, now);
}

int main(int, char **argv) {
  int pending = std::atoi(argv[2]);
  long events = std::atol(argv[3]);
  Alea stream(argv + 4);
  if (std::string(argv[1]) == "pq") run(Heap(), pending, events, stream);
  else run(Calendar(pending + 1, 3 * 1.1 / pending), pending, events, stream);
}
