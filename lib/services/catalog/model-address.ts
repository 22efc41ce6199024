import 'server-only'
import { type CatalogModel, catalogModels } from '@/lib/catalog/catalog'
import { findModel } from '@/lib/catalog/find-model'
import { manifestOf } from '@/lib/providers/manifests.gen'
import type { ConnectionRow } from '../connections/connection-row'
import { getConnectionRow } from '../connections/resolve-connection'
import { notFound, type ServiceContext } from '../context'
import { connectionHost } from '../governance/connection-host'

const AVAILABLE = 'available.'

/** The model that a card describes. */
export interface AddressedModel {
  /** Connection as in the URL of the card. */
  connection: string
  row: ConnectionRow | null
  provider: string
  model: string
  entry: CatalogModel | null
}

/** The host of its calls, as in the ledger. @returns null if it is not connected yet */
export function hostOfAddressed({ connection, row }: Pick<AddressedModel, 'connection' | 'row'>): string | null {
  if (row) return connectionHost(row)
  return connection === 'builtin' ? '' : null
}

/** The URL of a connection, if its fields determine it completely. */
export const addressOfRow = ({ baseUrl, provider }: ConnectionRow): string | null =>
  baseUrl ?? manifestOf(provider)?.baseUrl.default ?? null

/** @throws NOT_FOUND, also for a connection of another workspace */
export async function findAddressed(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  { connectionId, model }: { connectionId: string; model: string },
): Promise<AddressedModel> {
  if (connectionId.startsWith(AVAILABLE)) {
    const provider = connectionId.slice(AVAILABLE.length)
    const entry = catalogModels().find((known) => known.provider === provider && known.id === model)
    if (!entry) throw notFound('missing.model')
    return { connection: connectionId, row: null, provider, model, entry }
  }
  if (connectionId === 'builtin') {
    const entry = findModel('builtin', model)
    if (!entry) throw notFound('missing.model')
    return { connection: connectionId, row: null, provider: 'builtin', model, entry }
  }
  const row = await getConnectionRow(ctx, connectionId)
  const entry = findModel(row.provider, model)
  // A service may accept names that it does not list; a name that is also not in the catalog is a wrong URL.
  if (!entry && !row.models.some(({ id }) => id === model)) throw notFound('missing.model')
  return { connection: row.id, row, provider: row.provider, model, entry }
}

export const availableAddress = (provider: string): string => `${AVAILABLE}${provider}`
