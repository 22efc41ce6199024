/** server.ts also sets the response's policy on the request, from where Next and we read the nonce. */
export function readNonce(policy: string | null): string | undefined {
  return policy?.match(/'nonce-([^']+)'/)?.[1]
}
