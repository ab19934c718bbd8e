/** What the browser has in the place of Node's `process`: the folder that relative paths start from. */
export const process = { cwd: (): string => '/', env: {} };
