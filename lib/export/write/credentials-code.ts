import type { ConnectionKind, Placement } from '@/lib/plugins/connection-kinds'
import { objectCode } from '../code/literal'
import { textLiteral } from '../code/text-literal'
import { NodeProblem } from '../node-problem'
import type { ExportConnection } from '../project'

export interface CredentialsWriter {
  /** Code that reads an environment variable, listed in .env.example with this value. */
  env(name: string, help: string, value?: string): string
  differs(note: string): void
  basicAuthorization(): string
}

type Parts = Record<'headers' | 'query' | 'path' | 'fields', (readonly [key: string, code: string])[]>

/** The object with what a connection adds to requests. Every value comes from the environment. */
export function credentialsCode(writer: CredentialsWriter, connection: ExportConnection | null): string {
  const parts: Parts = { headers: [], query: [], path: [], fields: [] }
  if (connection) {
    addFields(writer, connection, parts)
    for (const [placement, code] of secretsOf(writer, connection)) place(parts, placement, code)
  }
  const used = Object.entries(parts).filter(([, entries]) => entries.length > 0)
  return objectCode(used.map(([name, entries]) => [name, objectCode(entries)]))
}

function addFields(writer: CredentialsWriter, { name, fields }: ExportConnection, parts: Parts): void {
  for (const [field, value] of Object.entries(fields)) {
    const help = `The field “${field}” of the connection “${name}”.`
    parts.fields.push([field, writer.env(`${name}_${field}`, help, value)])
  }
}

const BEARER: Placement = { in: 'header', name: 'authorization', prefix: 'Bearer ' }
const TOKENS =
  'Patchbay renews the tokens of signed-in connections. This project reads an access token from the environment: obtain it yourself, and replace it when it expires.'

function secretsOf(
  writer: CredentialsWriter,
  { name, kind }: ExportConnection,
): (readonly [placement: Placement, code: string])[] {
  const secret = (part: string, label: string) => writer.env(`${name}_${part}`, `${label} of the connection “${name}”.`)
  switch (kind.kind) {
    case 'none':
      return []
    case 'api-key':
      return [[kind.placement, secret('key', kind.keyLabel)]]
    case 'bearer':
      return [[BEARER, secret('key', kind.keyLabel)]]
    case 'basic': {
      const pair = `${secret('user', kind.userLabel)}, ${secret('password', kind.passwordLabel)}`
      return [[{ in: 'header', name: 'authorization' }, `${writer.basicAuthorization()}(${pair})`]]
    }
    case 'oauth2':
    case 'service-account':
      writer.differs(TOKENS)
      return [[tokenPlacement(kind), secret('access_token', 'An access token')]]
    case 'custom':
      return kind.placements.map(({ field, placement }) => [placement, secret(field, labelOf(kind, field))])
    case 'signed':
      throw new NodeProblem(
        `The connection “${name}” signs each request, which exported projects cannot do. Use an HTTP request step instead.`,
      )
  }
}

const tokenPlacement = (kind: Extract<ConnectionKind, { kind: 'oauth2' | 'service-account' }>): Placement =>
  kind.kind === 'oauth2' ? (kind.placement ?? BEARER) : BEARER

const labelOf = ({ fields = [] }: ConnectionKind, name: string): string =>
  fields.find((field) => field.name === name)?.label ?? name

function place(parts: Parts, placement: Placement, code: string): void {
  if (placement.in === 'query') parts.query.push([placement.name, code])
  else if (placement.in === 'path') parts.path.push([placement.name, code])
  else {
    const prefix = placement.prefix ?? ''
    parts.headers.push([placement.name.toLowerCase(), prefix === '' ? code : `${textLiteral(prefix)} + ${code}`])
  }
}
