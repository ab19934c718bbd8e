import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SiteFile } from './site.ts';

/** A server that is up. */
export interface PlayServer {
  /** Address of the page. */
  readonly url: string;
  close(): Promise<void>;
}

/** Names under which a browser on this machine may ask: pages of others, whose names were bent to it, have other ones. */
const ownNames = ['127.0.0.1', 'localhost'];

/**
 * Serves files on the loopback address, to this machine alone. It knows no folder: what is not among the files is not
 * there.
 *
 * @param port number of the port; 0 for one that is free
 * @throws the system's error when the port is taken
 */
export async function startServer(files: ReadonlyMap<string, SiteFile>, port: number): Promise<PlayServer> {
  const server = createServer((request, response) => {
    const { status, headers, text } = answerTo(files, request);
    response.writeHead(status, headers);
    response.end(request.method === 'HEAD' ? undefined : text);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: own } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${own}/`, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly text: string;
}

function answerTo(files: ReadonlyMap<string, SiteFile>, request: IncomingMessage): HttpAnswer {
  const { method = '', url = '', headers } = request;
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  if (!ownNames.includes(host)) return refusal(403, 'This playground answers to this machine only.');
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'There is nothing to change here.');
  const path = url.replace(/[?#].*$/, '').slice(1);
  const file = files.get(path === '' ? 'index.html' : path);
  if (file === undefined) return refusal(404, 'There is no such file.');
  return {
    status: 200,
    headers: {
      'content-type': file.type,
      'content-length': Buffer.byteLength(file.text),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
    text: file.text,
  };
}

function refusal(status: number, why: string): HttpAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, text: `${why}\n` };
}
