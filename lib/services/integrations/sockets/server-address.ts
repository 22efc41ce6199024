import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { OpenTcp } from '@/lib/egress/open-tcp'
import { problem } from '@/lib/messages/problems/problem'
import type { PluginManifest } from '@/lib/plugins/manifest-types'

type Values = Readonly<Record<string, string>>

/** A server that is reached without HTTP, with the credentials of a connection. */
export interface ServerLogin {
  /** Label of the integration, for errors. */
  service: string
  host: string
  port: number
  user: string
  password: string
  /** Certificate authority of the server's certificate, or null for the public ones. */
  ca: string | null
  open: OpenTcp
}

export interface DatabaseLogin extends ServerLogin {
  database: string
}

export interface RedisLogin extends ServerLogin {
  /** The number of a database; empty for the first. */
  database: string
}

export interface MongoLogin extends ServerLogin {
  database: string
  /** The database that contains the user; empty for `admin`. */
  authSource: string
}

/** Protocols of servers without HTTP. */
export type ServerProtocol = NonNullable<PluginManifest['protocol']>

interface LoginParts {
  service: string
  fields: Values
  secrets: Values
  open: OpenTcp
}

export function databaseLogin(protocol: 'postgres' | 'mysql', parts: LoginParts): DatabaseLogin {
  const { fields } = parts
  const port = portOf(fields.port, protocol === 'postgres' ? 5432 : 3306)
  return { ...loginOf(parts, fields.host ?? '', port), database: fields.database ?? '' }
}

export function redisLogin(parts: LoginParts): RedisLogin {
  const { fields } = parts
  return { ...loginOf(parts, fields.host ?? '', portOf(fields.port, 6379)), database: fields.database ?? '' }
}

export function mongoLogin(parts: LoginParts): MongoLogin {
  const { host = '', port, database = '', authSource = '' } = parts.fields
  return { ...loginOf(parts, host, portOf(port, 27_017)), database, authSource }
}

export function mailLogin(protocol: 'imap' | 'smtp', parts: LoginParts): ServerLogin {
  const { fields } = parts
  return protocol === 'imap'
    ? loginOf(parts, fields.imapHost ?? '', portOf(fields.imapPort, 993))
    : loginOf(parts, fields.smtpHost ?? '', portOf(fields.smtpPort, 465))
}

/** `host:port` of every server that receives the password of a connection. */
export function serverAddresses(protocol: ServerProtocol, fields: Values): string[] {
  return loginsOf(protocol, { service: '', fields, secrets: {}, open: blockedTcp }).map(
    ({ host, port }) => `${host}:${port}`,
  )
}

function loginsOf(protocol: ServerProtocol, parts: LoginParts): ServerLogin[] {
  switch (protocol) {
    case 'email':
      return [mailLogin('imap', parts), mailLogin('smtp', parts)]
    case 'redis':
      return [redisLogin(parts)]
    case 'mongodb':
      return [mongoLogin(parts)]
    default:
      return [databaseLogin(protocol, parts)]
  }
}

function loginOf({ service, fields, secrets, open }: LoginParts, host: string, port: number): ServerLogin {
  const { user = '', ca } = fields
  return { service, host, port, user, password: secrets.password ?? '', ca: ca ? ca : null, open }
}

function portOf(text: string | undefined, defaultPort: number): number {
  const port = text ? Number(text) : defaultPort
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new AppError('INVALID_INPUT', problem('plugins.portInvalid'))
}

const blockedTcp: OpenTcp = () => Promise.reject(new AppError('EGRESS_BLOCKED', problem('plugins.portInvalid')))
