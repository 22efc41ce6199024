import 'server-only'
import type { addRegistryServer as contract } from '@/lib/contracts/integrations/mcp-registry'
import { secretOrigin } from '@/lib/contracts/secret-origin'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { requireRole, type SignedInContext, type Verb } from '../../../context'
import { createIntegrationConnection } from '../../connections'
import { createMcpServer } from '../servers'
import type { ReadRemote } from './registry-remote'
import { readRegistry } from './search-registry'

const NONE = { params: undefined, query: undefined, upload: undefined }

export const addRegistryServer: Verb<typeof contract> = async ({ ctx, body, signal }) => {
  requireRole(ctx, 'editor')
  const { servers } = await readRegistry(ctx, { search: body.server, signal })
  const server = servers.find(({ name, version }) => name === body.server && version === body.version)
  const remote = server?.remotes.find(({ url }) => url === body.remote)
  if (!remote) throw new AppError('NOT_FOUND', problem('mcp.registryGone', { name: body.server }))
  const values = readValues(remote, body.values)
  const url = fillAddress(remote, values)
  const { name } = body
  const connectionId = remote.headers.length === 0 ? null : await connect(ctx, { name, url, remote, values, signal })
  return createMcpServer({ ...NONE, ctx, signal, body: { name, url: url.href, connectionId } })
}

/** @throws INVALID_INPUT for a field without a value */
function readValues({ fields }: ReadRemote, entered: Record<string, string>): ReadonlyMap<string, string> {
  return new Map(
    fields.map(({ name, label, isRequired, initial }) => {
      const value = (Object.hasOwn(entered, name) ? (entered[name] ?? '') : initial).trim()
      if (value === '' && isRequired) {
        const empty = problem('integrations.fieldEmpty', { label })
        throw new AppError('INVALID_INPUT', empty, { details: [{ path: ['values', name], ...empty }] })
      }
      return [name, value]
    }),
  )
}

/** A value never changes the host beyond its own part of the name. @throws INVALID_INPUT */
function fillAddress({ url, fields }: ReadRemote, values: ReadonlyMap<string, string>): URL {
  const pathStart = url.indexOf('/', url.indexOf('//') + 2)
  const filled = url.replaceAll(/\{([a-zA-Z0-9]+)\}/g, (_, name: string, index: number) => {
    const value = values.get(name) ?? ''
    if (pathStart !== -1 && index > pathStart && !/^\.{1,2}$/.test(value)) return encodeURIComponent(value)
    if (/^[a-z0-9-]{1,63}$/i.test(value)) return value
    const label = fields.find((field) => field.name === name)?.label ?? name
    throw new AppError('INVALID_INPUT', problem('integrations.fieldNotValid', { label }))
  })
  return new URL(filled)
}

interface Connecting {
  name: string
  url: URL
  remote: ReadRemote
  values: ReadonlyMap<string, string>
  signal: AbortSignal
}

async function connect(
  ctx: SignedInContext,
  { name, url, remote, values, signal }: Connecting,
): Promise<string | null> {
  const used = remote.headers.flatMap((header) => {
    const value = header.fixed ?? values.get(header.field) ?? ''
    return value === '' ? [] : [{ ...header, value }]
  })
  if (used.length === 0) return null
  const described = new Map(remote.fields.map((field) => [field.name, field]))
  const { id } = await createIntegrationConnection({
    ...NONE,
    ctx,
    signal,
    body: {
      name,
      plugin: 'custom',
      kind: 'custom',
      owner: 'workspace',
      values: Object.fromEntries(used.map(({ field, value }) => [field, value])),
      custom: {
        kind: {
          id: 'custom',
          label: '',
          kind: 'custom',
          fields: used.map(({ field, header, fixed }) => ({
            name: field,
            label: described.get(field)?.label.slice(0, 80) ?? header,
            ...(fixed === null && described.get(field)?.isSecret ? { secret: true } : {}),
          })),
          placements: used.map(({ field, header, prefix }) => ({
            field,
            placement: { in: 'header', name: header, ...(prefix === '' ? {} : { prefix }) },
          })),
        },
        hosts: [secretOrigin(url)],
        testUrl: null,
      },
    },
  })
  return id
}
