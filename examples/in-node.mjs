import { compare } from './own-policy.mjs';

console.table(compare());
