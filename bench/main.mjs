// Benchmarks: npm run bench -- NAME ... [--json] [--OPTION VALUE]. Without a name it lists them.
// `--json` ends the output with one line of JSON a benchmark.
import { parseArgs } from 'node:util';

const names = ['phold', 'mainnet', 'flagship', 'scaling', 'sweep', 'tables', 'startup'];

/** Options of some benchmarks, as `parseArgs` takes them. Those without an argument are false by default. */
function accepted(benchmarks) {
  const options = { json: { type: 'boolean', default: false } };
  for (const { options: own } of benchmarks)
    for (const [name, { value }] of Object.entries(own))
      options[name] = { type: typeof value === 'boolean' ? 'boolean' : 'string' };
  return options;
}

/** Values of a benchmark's options: those given, or else its own. Throws on what is not a number above 0. */
function valuesOf({ options }, given) {
  return Object.fromEntries(
    Object.entries(options).map(([name, { value }]) => {
      const word = given[name];
      if (word === undefined || typeof value === 'boolean') return [name, word ?? value];
      if (!(Number(word) > 0)) throw new TypeError(`invalid --${name}: ${word}; give a number above 0`);
      return [name, Number(word)];
    }),
  );
}

function list(benchmarks) {
  console.log('npm run bench -- NAME ... [--json] [--OPTION VALUE]\n');
  for (const [index, { meaning, options }] of benchmarks.entries()) {
    console.log(`${names[index].padEnd(10)}${meaning}`);
    for (const [name, { value, meaning: ofOption }] of Object.entries(options))
      console.log(`${' '.repeat(12)}--${name.padEnd(12)}${ofOption}${value === false ? '' : ` (${value})`}`);
  }
  console.log(
    '\nnode bench/play.mjs measures the playground, node bench/digests.mjs checks that results stay.',
  );
}

/** Reads the words of the command line; undefined where they are wrong, which it says on stderr. */
async function asked(words) {
  const named = words.filter(word => names.includes(word));
  const benchmarks = await Promise.all(
    (named.length > 0 ? named : names).map(name => import(`./${name}.mjs`)),
  );
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: accepted(benchmarks),
      allowPositionals: true,
    });
    const unknown = positionals.find(word => !names.includes(word));
    if (unknown !== undefined)
      throw new TypeError(`unknown benchmark: ${unknown}; there are ${names.join(', ')}`);
    const plans = benchmarks.map((benchmark, index) => ({
      name: named[index],
      benchmark,
      values: valuesOf(benchmark, values),
    }));
    return { plans: named.length > 0 ? plans : [], benchmarks, json: values.json };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
    return undefined;
  }
}

const request = await asked(process.argv.slice(2));
if (request !== undefined) {
  if (request.plans.length === 0) list(request.benchmarks);
  const results = [];
  for (const { name, benchmark, values } of request.plans)
    results.push({ benchmark: name, ...(await benchmark.run(values)) });
  if (request.json) for (const result of results) console.log(JSON.stringify(result));
}
