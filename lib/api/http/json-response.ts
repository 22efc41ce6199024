import 'server-only'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import { parseAccept } from 'hono/utils/accept'

/** Smaller responses fit into one or two packets anyway. */
const WORTH_BYTES = 8_192
const gzipped = promisify(gzip)

/**
 * A JSON response, compressed if accepted: graphs, traces and lists shrink to a sixth, in a
 * separate thread. Only for members of the studio, whose cookie no other site can send: beside
 * attacker-controlled text, the size of a compressed response would reveal its secrets (BREACH).
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
