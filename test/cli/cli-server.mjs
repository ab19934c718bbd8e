// Carries out the command line as often as it is asked to, { folder, args }, as if its process had begun anew: what is
// loaded and compiled by then stays. Answers { code, stdout, stderr }.
import { pathToFileURL } from 'node:url';

const main = pathToFileURL(process.argv[2]).href;
const streams = { stdout: '', stderr: '' };
for (const name of ['stdout', 'stderr']) {
  process[name].setMaxListeners(0);
  process[name].write = text => {
    streams[name] += text;
    return true;
  };
}
let times = 0;
process.on('message', async ({ folder, args }) => {
  process.chdir(folder);
  process.argv = [process.execPath, main, ...args];
  process.exitCode = 0;
  streams.stdout = streams.stderr = '';
  await import(`${main}?${times++}`);
  process.send({ code: process.exitCode, ...streams });
});
