import { exit } from './exit.ts';
import { say } from './terminal.ts';

/**
 * Does work that leaves things to clean up when it fails or the user interrupts it. An interrupt ends the process
 * with its own exit code, after a word on what the user has now.
 */
export async function interruptible<T>(
  work: () => Promise<T>,
  cleanUp: () => void,
  farewell: string,
): Promise<T> {
  const stop = () => {
    cleanUp();
    say(farewell);
    process.exit(exit.interrupted);
  };
  // Kept until the end, so that an impatient second interrupt does not cut the cleaning up short.
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    return await work();
  } catch (error) {
    cleanUp();
    throw error;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
