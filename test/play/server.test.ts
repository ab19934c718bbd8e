import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlayServer, startServer } from '../../src/play/site/server.ts';

describe('the server of the playground', () => {
  let server: PlayServer;
  beforeAll(async () => {
    server = await startServer(new Map([['index.html', { type: 'text/html', text: '<p>page' }]]), 0);
  });
  afterAll(() => server.close());

  /** Status and text of an answer; paths go as they are written. */
  const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
    new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
      const { port } = new URL(server.url);
      const asked = request({ host: '127.0.0.1', port, path, method, headers }, response => {
        let text = '';
        response.on('data', chunk => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode!, text }));
      });
      asked.on('error', reject).end();
    });

  it('listens on the loopback address, at a port that is free', () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it('gives its page to this machine', async () => {
    expect(await ask('/')).toEqual({ status: 200, text: '<p>page' });
    expect(await ask('/index.html?x#y', { host: 'localhost:1' })).toEqual({ status: 200, text: '<p>page' });
    expect(await ask('/', {}, 'HEAD')).toEqual({ status: 200, text: '' });
  });

  it.each(['evil.example', 'localhost.evil.example:80', '127.0.0.1.evil.example', '[::1]'])(
    'refuses to answer under the name "%s"',
    async host => {
      expect((await ask('/', { host })).status).toBe(403);
    },
  );

  it.each([
    '/../package.json',
    '/..%2f..%2fetc/passwd',
    '//etc/passwd',
    '/etc/passwd',
    '/%00',
    '/__proto__',
    '/constructor',
    'http://127.0.0.1/../package.json',
  ])('has nothing at %s', async path => {
    expect((await ask(path)).status).toBe(404);
  });

  it('changes nothing', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await ask('/', {}, method)).status).toBe(405);
  });

  it('says that a port is taken', async () => {
    const { port } = new URL(server.url);
    await expect(startServer(new Map(), Number(port))).rejects.toThrow('EADDRINUSE');
  });
});
