/** P(at most k of n), each with probability p, by adding up exact counts of ways. */
export function atMost(k: number, n: number, p: number): number {
  let sum = 0;
  let ways = 1n;
  for (let i = 0; i <= k; i++) {
    sum += Number(ways) * p ** i * (1 - p) ** (n - i);
    ways = (ways * BigInt(n - i)) / BigInt(i + 1);
  }
  return sum;
}
