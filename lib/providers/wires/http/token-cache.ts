import 'server-only'
import { createHash } from 'node:crypto'
import { singleton } from '@/lib/platform/singleton'

export interface MintedToken {
  token: string
  expiresInSeconds: number
}

interface Kept {
  token: string
  untilMs: number
}

const MAX_TOKENS = 500
/** Tokens are renewed this long before they expire, so that none expires in transit. */
const MARGIN_MS = 120_000

/**
 * Returns a cached access token of a credential, or a new one.
 * @param credential everything that the token depends on, including the secret: only its holder
 * gets the token
 * @param rejected a rejected token, which is not returned again
 */
export async function cachedToken(
  credential: readonly string[],
  mint: () => Promise<MintedToken>,
  rejected: string | null = null,
): Promise<{ token: string; isNew: boolean }> {
  const { kept, pending } = singleton('provider-tokens', () => ({
    kept: new Map<string, Kept>(),
    pending: new Map<string, Promise<Kept>>(),
  }))
  const key = createHash('sha256').update(JSON.stringify(credential)).digest('base64')
  const found = kept.get(key)
  if (found && found.untilMs > Date.now() && found.token !== rejected) return { token: found.token, isNew: false }
  // Parallel calls share one request.
  const running = pending.get(key) ?? mint().then(keep)
  pending.set(key, running)
  try {
    const entry = await running
    kept.delete(key)
    kept.set(key, entry)
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_TOKENS) break
      kept.delete(oldest)
    }
    return { token: entry.token, isNew: true }
  } finally {
    if (pending.get(key) === running) pending.delete(key)
  }
}

function keep({ token, expiresInSeconds }: MintedToken): Kept {
  const lifeMs = expiresInSeconds * 1_000
  return { token, untilMs: Date.now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 2) }
}
