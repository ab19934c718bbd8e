import { z } from 'zod';

/** What `opset optimize` looks for; other verbs leave it alone. */
export const objective = z.unknown().describe('What opset optimize looks for');
