import { exit } from './exit.ts';
import { say } from './terminal.ts';

/**
 * Does work after which something must be cleaned up if it fails or is interrupted. An interrupt (SIGINT, SIGTERM)
 * cleans up, prints the farewell and ends the process with exit code 130. Work that never gives way to the event loop
 * cannot be interrupted: signals are heard between its awaits.
 *
 * @param cleanUp removes what half-done work leaves; not called when the work succeeds
 * @param farewell what the user has now
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
