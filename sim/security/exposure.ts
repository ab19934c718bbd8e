/**
 * Probability that at least one of some services fails, when so many of all services fail at random: 1 - C(n - held,
 * failures) / C(n, failures), the hypergeometric law.
 *
 * @param services number of all services
 * @param failures how many of them fail
 * @param held how many of them an operator serves
 */
export function exposureProbability(services: number, failures: number, held: number): number {
  let unharmed = 1;
  for (let failed = 0; failed < failures; failed++) {
    unharmed *= Math.max(0, services - held - failed) / (services - failed);
  }
  return 1 - unharmed;
}

/**
 * Mean of {@link exposureProbability} over operators who serve between two numbers of services, each number as likely
 * as the others (B. Erickson, eigenlayer_simulation, 2025: its risk profiles).
 *
 * @param services number of services that there are
 * @param failures number of them that fail
 * @param fewest least number of services that an operator serves
 * @param most largest number that one serves, not below `fewest`
 * @returns probability in [0, 1]
 */
export function meanExposure(services: number, failures: number, fewest: number, most: number): number {
  let total = 0;
  for (let held = fewest; held <= most; held++) total += exposureProbability(services, failures, held);
  return total / (most - fewest + 1);
}
