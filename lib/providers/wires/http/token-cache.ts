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
/** A token is renewed this long before its end, so that none runs out on its way. */
const MARGIN_MS = 120_000

/**
 * An access token that was made of a credential before, or a new one.
 * @param credential all that the token depends on, the secret too: only who holds it gets the token
 * @param refused a token that the service did not take: it is not given again
 */
export async function cachedToken(
  credential: readonly string[],
  mint: () => Promise<MintedToken>,
  refused: string | null = null,
): Promise<{ token: string; isNew: boolean }> {
  const { kept, pending } = singleton('provider-tokens', () => ({
    kept: new Map<string, Kept>(),
    pending: new Map<string, Promise<Kept>>(),
  }))
  const key = createHash('sha256').update(JSON.stringify(credential)).digest('base64')
  const found = kept.get(key)
  if (found && found.untilMs > Date.now() && found.token !== refused) return { token: found.token, isNew: false }
  // Runs that start together ask once.
  const running = pending.get(key) ?? mint().then(keep)
  pending.set(key, running)
  try {
    const made = await running
    kept.delete(key)
    kept.set(key, made)
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_TOKENS) break
      kept.delete(oldest)
    }
    return { token: made.token, isNew: true }
  } finally {
    if (pending.get(key) === running) pending.delete(key)
  }
}

function keep({ token, expiresInSeconds }: MintedToken): Kept {
  const lifeMs = expiresInSeconds * 1_000
  return { token, untilMs: Date.now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 2) }
}
