import { spawn } from 'node:child_process';
import { startServer } from '../../../play/site/server.ts';
import { type ScenarioAt, siteFiles } from '../../../play/site/site.ts';
import { list, many } from '../../../report/format.ts';
import { printData, say } from '../../terminal.ts';

/**
 * Serves the playground of scenarios on this machine until it is interrupted; prints its address on stdout.
 *
 * @param port 0 for one that is free
 * @throws the system's error when the port is taken
 */
export async function servePlayground(
  scenarios: readonly ScenarioAt[],
  { port, open }: { readonly port: number; readonly open: boolean },
): Promise<void> {
  const server = await startServer(await siteFiles(scenarios), port);
  const ended = new Promise(resolve => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  printData(server.url);
  const names = scenarios.map(({ scenario }) => scenario.name);
  say(`playing ${names.length > 3 ? many(names.length, 'scenario') : list(names)}; Ctrl-C ends it`);
  if (open) openBrowser(server.url);
  await ended;
  await server.close();
  say('ended');
}

/** Opens an address in the browser of whoever sits at this machine; where that fails, the address was printed. */
function openBrowser(url: string): void {
  const [command, ...before] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[
    process.platform as string
  ] ?? ['xdg-open'];
  spawn(command!, [...before, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
