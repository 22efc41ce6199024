import 'server-only'
import type { EnginePorts, HttpResponse } from '@/lib/engine/ports'
import type { GuardedFetch } from './create-egress'
import { LIMITS } from './limits'
import type { StreamedResponse } from './stream-call'

/** Some services reject requests without a user agent. */
const USER_AGENT = 'Patchbay'

/** The engine's `http` port, using the egress policy of the run's workspace. */
export function createHttpAdapter({ stream }: Pick<GuardedFetch, 'stream'>): EnginePorts['http'] {
  return {
    async send({ method, url, headers, body, timeoutMs, signal, idempotencyKey }): Promise<HttpResponse> {
      const answer = await stream(url, {
        method,
        headers: {
          'user-agent': USER_AGENT,
          ...headers,
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        body: body ?? null,
        signal,
        limits: { ...LIMITS.json, totalMs: timeoutMs, headersMs: timeoutMs },
        isPacked: true,
      })
      return { status: answer.status, headers: flat(answer.headers), body: await readText(answer) }
    },
  }
}

const flat = (headers: StreamedResponse['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value = '']) => [name, [value].flat().join(', ')]))

async function readText({ headers, bytes }: StreamedResponse): Promise<string> {
  const label = /charset=["']?([\w.:-]+)/i.exec(headers['content-type'] ?? '')?.[1]
  return decoderFor(label).decode(await bytes())
}

function decoderFor(label: string | undefined): TextDecoder {
  try {
    return new TextDecoder(label ?? 'utf-8')
  } catch {
    return new TextDecoder()
  }
}
