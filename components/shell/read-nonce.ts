/** server.ts puts the policy of the answer on the request too; Next and we read the nonce from there. */
export function readNonce(policy: string | null): string | undefined {
  return policy?.match(/'nonce-([^']+)'/)?.[1]
}
