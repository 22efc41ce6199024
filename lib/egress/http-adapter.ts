import 'server-only'
import type { EnginePorts, HttpResponse } from '@/lib/engine/ports'
import type { EgressFetch } from './create-egress'

/** The engine's `http` port, through the door of the run's workspace. */
export function createHttpAdapter(fetch: EgressFetch): EnginePorts['http'] {
  return {
    async send({ method, url, headers, body, timeoutMs, signal, idempotencyKey }): Promise<HttpResponse> {
      const response = await fetch(url, {
        method,
        headers: idempotencyKey === undefined ? headers : { ...headers, 'idempotency-key': idempotencyKey },
        ...(body === undefined ? {} : { body }),
        signal,
        purpose: 'json',
        limits: { totalMs: timeoutMs, headersMs: timeoutMs },
      })
      return { status: response.status, headers: Object.fromEntries(response.headers), body: await readText(response) }
    },
  }
}

async function readText(response: Response): Promise<string> {
  const label = /charset=["']?([\w.:-]+)/i.exec(response.headers.get('content-type') ?? '')?.[1]
  return decoderFor(label).decode(await response.arrayBuffer())
}

function decoderFor(label: string | undefined): TextDecoder {
  try {
    return new TextDecoder(label ?? 'utf-8')
  } catch {
    return new TextDecoder()
  }
}
