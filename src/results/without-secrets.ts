/**
 * A text without what addresses in it say of how to log in, such as the password of `redis://:password@host`: what is
 * printed or recorded is read by others.
 */
export function withoutSecrets(text: string): string {
  return text.replace(/(:\/\/)[^'"\n]*@/g, '$1***@');
}
