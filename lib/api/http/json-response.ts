import 'server-only'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import { parseAccept } from 'hono/utils/accept'

/** A smaller one goes in a packet or two in any case. */
const WORTH_BYTES = 8_192
const gzipped = promisify(gzip)

/**
 * A value as JSON, packed where the caller can read that: drawings, traces and lists become a sixth of their size in a
 * thread beside ours. Only for answers to a person of the studio, whose cookie no other site can send along: next to
 * texts that somebody else may choose, the size of an answer tells what it hides.
 */
export async function jsonAnswer(value: unknown, acceptEncoding: string | null): Promise<Response> {
  const text = JSON.stringify(value)
  const type = { 'content-type': 'application/json' }
  if (text.length < WORTH_BYTES) return new Response(text, { headers: type })
  const headers = { ...type, vary: 'accept-encoding' }
  if (!readsGzip(acceptEncoding)) return new Response(text, { headers })
  const body = await gzipped(text, { level: constants.Z_BEST_SPEED })
  return new Response(new Uint8Array(body), { headers: { ...headers, 'content-encoding': 'gzip' } })
}

const readsGzip = (acceptEncoding: string | null) =>
  parseAccept(acceptEncoding ?? '').some(({ type, q }) => type === 'gzip' && q > 0)
