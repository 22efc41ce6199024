import 'server-only'
import type { JsonObject } from '@/lib/core/json'
import { createEgress } from '@/lib/egress/create-egress'
import type { FoundItem, ItemPage, KnownItem, OpenedSource, SourceClient, SourceConnection } from '../source-client'

/** Opens a source that may access a local port, as if the operator allowed it. */
export function openSource(
  client: SourceClient,
  settings: JsonObject,
  { ports = [], ...more }: { ports?: readonly number[] } & Partial<SourceConnection<JsonObject>> = {},
): OpenedSource {
  const egress = createEgress({ allow: ports.map((port) => `127.0.0.1:${port}`).join(',') })
  return client.open({
    settings,
    secret: null,
    fetch: egress.fetch,
    signal: AbortSignal.timeout(30_000),
    folders: new Map(),
    onSecret: () => {},
    backoffMs: 5,
    ...more,
  })
}

export async function listAll(
  source: OpenedSource,
  token: string | null = null,
): Promise<{ items: FoundItem[]; pages: ItemPage[] }> {
  const pages: ItemPage[] = []
  for await (const page of source.list({ cursor: null, token })) pages.push(page)
  return { items: pages.flatMap(({ items }) => items), pages }
}

/** Fetches everything like a sync, including discovered items, each once. */
export async function fetchAll(source: OpenedSource) {
  const outcomes = new Map<string, Awaited<ReturnType<OpenedSource['fetch']>> | Error>()
  const waiting = (await listAll(source)).items
  for (let item = waiting.shift(); item && outcomes.size < source.maxItems; item = waiting.shift()) {
    if (outcomes.has(item.key)) continue
    const known: KnownItem = { ...item, memo: null }
    const fetched = await source.fetch(known).catch((error: Error) => error)
    outcomes.set(item.key, fetched)
    if (!(fetched instanceof Error) && 'found' in fetched) waiting.push(...(fetched.found ?? []))
  }
  return outcomes
}

/** Redirects requests for a service's own host to a test server. */
export function insteadOf(service: string, port: number): SourceConnection<JsonObject>['fetch'] {
  const { fetch } = createEgress({ allow: `127.0.0.1:${port}` })
  return (input, init) => fetch(String(input).replace(service, `http://127.0.0.1:${port}`), init)
}
