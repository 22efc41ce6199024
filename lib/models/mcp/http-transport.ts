import 'server-only'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { EgressFetch } from '@/lib/egress/create-egress'

export interface HttpTransportOptions {
  url: string
  headers: Record<string, string>
  /** Egress-checked fetch of the workspace. */
  fetch: EgressFetch
}

/** Streamable HTTP. */
export async function httpTransport(
  { url: address, headers, fetch }: HttpTransportOptions,
  signal: AbortSignal,
): Promise<Transport> {
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js')
  return new StreamableHTTPClientTransport(new URL(address), {
    requestInit: { headers },
    fetch: (url, init) => {
      const signals = [signal, init?.signal].filter((item) => item instanceof AbortSignal)
      return fetch(url, { ...init, signal: AbortSignal.any(signals), purpose: 'json' })
    },
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1_000,
      maxReconnectionDelay: 1_000,
      reconnectionDelayGrowFactor: 1,
    },
  })
}
