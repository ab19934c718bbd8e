import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { scenarioOverrides } from '../../src/cli/options.ts';
import { commandLine, shellQuoted } from '../../src/report/command.ts';
import { withoutSecrets } from '../../src/results/without-secrets.ts';

describe('a command that people can copy', () => {
  it('means the same words to a shell', () => {
    const words = ['a.yaml', '--set', 'x=two words', "it's", '$HOME', '*', '"', 'a\\b', '', '30%'];
    const said = execFileSync('sh', ['-c', `printf '%s\\n' ${words.map(shellQuoted).join(' ')}`], {
      encoding: 'utf8',
    });
    expect(said.split('\n').slice(0, -1)).toEqual(words);
  });

  it('calls the verb with its arguments', () => {
    expect(commandLine('run', ['a.yaml', '--seed', 'my seed'])).toBe("npx opset run a.yaml --seed 'my seed'");
  });
});

describe('a text without secrets', () => {
  it('says where a server is, and not how to log in to it', () => {
    expect(withoutSecrets('redis://:p@ss/word@host:6379/0')).toBe('redis://***@host:6379/0');
    expect(withoutSecrets('--redis=rediss://user:x@host')).toBe('--redis=rediss://***@host');
    expect(withoutSecrets('redis://host:6379')).toBe('redis://host:6379');
    expect(commandLine('sweep', ['s.yaml', '--redis', 'redis://:secret@h'])).toBe(
      "npx opset sweep s.yaml --redis 'redis://***@h'",
    );
  });
});

describe('changes of a scenario', () => {
  it('have the seed last, numbers as such and all else as text', () => {
    const set = ['horizon=3d'];
    expect(scenarioOverrides({ set, seed: undefined })).toEqual(['horizon=3d']);
    expect(scenarioOverrides({ set, seed: '-7' })).toEqual(['horizon=3d', 'seed=-7']);
    expect(scenarioOverrides({ set, seed: '1.5' })).toEqual(['horizon=3d', 'seed=1.5']);
    expect(scenarioOverrides({ set: [], seed: 'a: "b"' })).toEqual(['seed="a: \\"b\\""']);
  });
});
