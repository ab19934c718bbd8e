// The accounting of bench/programs/ledger-year.mjs in floats, with the same draws: what a program that only keeps books
// takes for it. Usage: ledger-year RESTAKERS OPERATORS SETS DAYS ACTIONS, then the four words of the stream. Prints CPU
// seconds, peak memory and what came out, as JSON.
#include "alea.hpp"
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <deque>
#include <sys/resource.h>
#include <utility>
#include <vector>

constexpr int S = 2, setsOfOperator = 5, slashesPerDay = 3;
constexpr long blocksPerDay = 7200, delay = 14 * blocksPerDay;
constexpr double poolPerDay = 10, split = 0.1;

struct Member {
  int op;
  double magnitude[S], yesterday[S];
};

struct Operator {
  double shares[S] = {}, maxMagnitude[S] = {1, 1};
  double sharesYesterday[S] = {}, maxMagnitudeYesterday[S] = {1, 1};
  // Tokens that a scaled share has earned since the start.
  double perShare[S] = {};
  std::vector<std::pair<long, double>> history[S];
};

// An account's stake now, and as of the last midnight at which it was settled.
struct Account {
  int op = -1, settledOp = -1;
  bool touched = false;
  double deposit[S] = {}, scaling[S] = {1, 1}, settled[S] = {}, origin[S] = {}, earned = 0;
};

struct Waiting {
  long block;
  int account, op, strategy;
  double scaled;
};

struct World {
  std::vector<Operator> operators;
  std::vector<Account> accounts;
  std::vector<std::vector<Member>> sets;
  std::vector<int> touched;
  std::deque<Waiting> waiting;
  long block = 0, queued = 0, completed = 0, delegated = 0;
  double kept = 0;

  void touch(int account) {
    if (accounts[account].touched) return;
    accounts[account].touched = true;
    touched.push_back(account);
  }
  void addShares(int account, int k, double added) {
    Account &a = accounts[account];
    double factor = a.op < 0 ? 1 : operators[a.op].maxMagnitude[k];
    if (a.deposit[k] == 0) a.scaling[k] /= factor;
    else
      a.scaling[k] =
          (a.deposit[k] * a.scaling[k] * factor + added) / (a.deposit[k] + added) / factor;
    a.deposit[k] += added;
    if (a.op >= 0) operators[a.op].shares[k] += added;
    touch(account);
  }
  void delegate(int account, int op) {
    Account &a = accounts[account];
    a.op = op;
    for (int k = 0; k < S; k++) {
      operators[op].shares[k] += a.deposit[k] * a.scaling[k];
      a.scaling[k] /= operators[op].maxMagnitude[k];
    }
    touch(account);
  }
  void queue(int account, int k, double shares) {
    Account &a = accounts[account];
    double scaled = shares * a.scaling[k];
    operators[a.op].shares[k] -= scaled * operators[a.op].maxMagnitude[k];
    a.deposit[k] -= shares;
    waiting.push_back({block + delay, account, a.op, k, scaled});
    queued++;
    touch(account);
  }
  // Fraction that slashes until a block have left of an operator's stake.
  double factorAt(int op, int k, long at) {
    auto &history = operators[op].history[k];
    auto after = std::upper_bound(history.begin(), history.end(), at,
                                  [](long b, const auto &entry) { return b < entry.first; });
    return after == history.begin() ? 1 : std::prev(after)->second;
  }
  void completeDue() {
    for (; !waiting.empty() && waiting.front().block < block; waiting.pop_front()) {
      auto [at, account, op, k, scaled] = waiting.front();
      double shares = scaled * factorAt(op, k, at);
      if (completed++ % 2 == 0) addShares(account, k, 1);
      else addShares(account, k, shares);
    }
  }
  void slash(int op, int set, double wad) {
    Operator &o = operators[op];
    for (Member &member : sets[set]) {
      if (member.op != op) continue;
      for (int k = 0; k < S; k++) {
        double taken = member.magnitude[k] * wad, after = o.maxMagnitude[k] - taken;
        member.magnitude[k] -= taken;
        o.shares[k] *= after / o.maxMagnitude[k];
        o.maxMagnitude[k] = after;
        o.history[k].push_back({block, after});
      }
    }
  }
  // Pays a set's day by unique stake, as of the last midnight; what was slashed since does not count.
  void pay(std::vector<Member> &members, std::vector<double> &weights) {
    weights.assign(members.size(), 0);
    double total = 0;
    auto part = [&](const Member &member, int k) {
      return std::min(member.magnitude[k], member.yesterday[k]) / operators[member.op].maxMagnitude[k];
    };
    for (size_t i = 0; i < members.size(); i++) {
      for (int k = 0; k < S; k++)
        weights[i] += operators[members[i].op].sharesYesterday[k] * part(members[i], k);
      total += weights[i];
    }
    for (size_t i = 0; i < members.size(); i++) {
      Operator &o = operators[members[i].op];
      double amount = poolPerDay * (weights[i] / total), cut = amount * split;
      kept += cut;
      for (int k = 0; k < S; k++)
        o.perShare[k] += (amount - cut) / weights[i] * part(members[i], k) * o.maxMagnitudeYesterday[k];
    }
  }
  double unsettled(const Account &a) const {
    double tokens = 0;
    if (a.settledOp >= 0)
      for (int k = 0; k < S; k++)
        tokens += a.settled[k] * (operators[a.settledOp].perShare[k] - a.origin[k]);
    return tokens;
  }
  void closeDay() {
    for (int account : touched) {
      Account &a = accounts[account];
      a.earned += unsettled(a);
      a.settledOp = a.op;
      for (int k = 0; k < S; k++) {
        a.settled[k] = a.deposit[k] * a.scaling[k];
        a.origin[k] = a.op < 0 ? 0 : operators[a.op].perShare[k];
      }
      a.touched = false;
    }
    touched.clear();
    for (Operator &o : operators)
      for (int k = 0; k < S; k++) {
        o.sharesYesterday[k] = o.shares[k];
        o.maxMagnitudeYesterday[k] = o.maxMagnitude[k];
      }
    for (auto &members : sets)
      for (Member &member : members) std::copy(member.magnitude, member.magnitude + S, member.yesterday);
  }
};

int main(int, char **argv) {
  int restakers = std::atoi(argv[1]), operators = std::atoi(argv[2]), sets = std::atoi(argv[3]);
  int days = std::atoi(argv[4]), accounts = operators + restakers;
  long actions = std::atol(argv[5]);
  Alea draw(argv + 6);
  auto below = [&](int count) { return static_cast<int>(draw() * count); };
  clock_t start = std::clock();

  World world;
  world.operators.resize(operators);
  world.accounts.resize(accounts);
  world.sets.resize(sets);
  std::vector<uint8_t> strategyOf(accounts);
  for (int op = 0; op < operators; op++)
    for (int k = 0; k < S; k++) world.addShares(op, k, 100);
  for (int account = operators; account < accounts; account++) {
    strategyOf[account] = below(S);
    world.addShares(account, strategyOf[account], 1 + below(97));
  }
  int stride = std::max(1, sets / setsOfOperator);
  for (int op = 0; op < operators; op++) {
    world.delegate(op, op);
    for (int place = 0; place < std::min(setsOfOperator, sets); place++)
      world.sets[(op + place * stride) % sets].push_back({op, {0.1, 0.1}, {}});
  }
  for (int account = operators; account < accounts; account++) {
    double u = draw();
    if (u < 0.9) world.delegate(account, static_cast<int>(u / 0.9 * operators));
  }
  world.closeDay();

  long acted = 0;
  std::vector<double> weights;
  for (int day = 0; day < days; day++) {
    for (int part = 0; part < 24; part++) {
      world.block += blocksPerDay / 24;
      world.completeDue();
      long due = actions * (day * 24 + part + 1) / (days * 24);
      for (; acted < due; acted++) {
        int account = operators + below(restakers);
        Account &a = world.accounts[account];
        if (a.op < 0) {
          world.delegate(account, below(operators));
          world.delegated++;
        } else world.queue(account, strategyOf[account], a.deposit[strategyOf[account]] / 2);
      }
    }
    for (int slash = 0; slash < slashesPerDay; slash++) {
      int op = below(operators);
      world.slash(op, op % sets, 0.05);
    }
    for (auto &members : world.sets) world.pay(members, weights);
    world.closeDay();
  }
  double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;

  double shares = 0, earned = 0, weighted = 0;
  for (const Operator &o : world.operators) shares += o.shares[0] + o.shares[1];
  for (int account = 0; account < accounts; account++) {
    double tokens = world.accounts[account].earned + world.unsettled(world.accounts[account]);
    earned += tokens;
    weighted += tokens * (1 + account % 997);
  }
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  std::printf("{\"cpuSeconds\":%.6f,\"peakRssMb\":%.1f,\"counts\":[%ld,%ld,%ld],\"sums\":[%.17g,%.17g,%.17g,%.17g]}\n",
              seconds, usage.ru_maxrss / 1e3, world.queued, world.completed, world.delegated, shares,
              world.kept, earned, weighted);
}
