/** Reads the nonce of the Content Security Policy, which server.ts also sets on the request for this purpose. */
export function readNonce(policy: string | null): string | undefined {
  return policy?.match(/'nonce-([^']+)'/)?.[1]
}
