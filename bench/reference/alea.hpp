// Baagøe's alea, the generator of the simulator's streams, from a state that it had.
#pragma once
#include <cstdint>
#include <cstdlib>

struct Alea {
  double s0, s1, s2;
  int32_t c;
  explicit Alea(char **words)
      : s0(std::strtod(words[0], nullptr)), s1(std::strtod(words[1], nullptr)),
        s2(std::strtod(words[2], nullptr)), c(std::atoi(words[3])) {}
  double operator()() {
    double t = 2091639 * s0 + c * 2.3283064365386963e-10;
    s0 = s1;
    s1 = s2;
    c = static_cast<int32_t>(t);
    return s2 = t - c;
  }
};
