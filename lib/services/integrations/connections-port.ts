import 'server-only'
import { and, eq, isNull, or } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { retryRead } from '@/lib/db/errors/retry-read'
import { integrationConnections } from '@/lib/db/schema/integrations'
import type { EnginePorts } from '@/lib/engine/ports'
import type { ServiceRequest } from '@/lib/engine/service-messages'
import { problem } from '@/lib/messages/problems/problem'
import { hasToken } from '@/lib/plugins/credential-fields'
import type { System } from '../system'
import { addCredentials, type Credentials } from './add-credentials'
import { callSlots } from './call-slots'
import { findConnectionRow, type IntegrationContext, type IntegrationRow } from './connection-row'
import { assertOwnHost, type ConnectionService, connectionService } from './connection-service'
import { ownConnection } from './end-users/own-connection'
import type { EndUser } from './end-users/verified-end-user'
import { accessToken } from './oauth/access-token'
import { reconnectRequired } from './oauth/end-grant'
import { openSecrets } from './sealed-values'

interface Scope {
  system: System
  workspaceId: string
  /** The member who started the run. Null for a schedule, an end user or an API key. */
  userId: string | null
  /** The end user whose own accounts the run uses; absent where there is none. */
  endUser?: () => Promise<EndUser | null>
  /** Registers a secret for redaction. */
  onSecret(secret: string): void
}

interface Opened {
  row: IntegrationRow
  service: ConnectionService
  credentials: Credentials
}

/** The engine's `connections` port of one run. */
export class RunConnections {
  readonly #scope: Scope
  /** The generation of the token that each connection used last: the one that a 401 rejects. */
  readonly #used = new Map<string, number>()

  constructor(scope: Scope) {
    this.#scope = scope
  }

  async describe({
    connection,
  }: Parameters<EnginePorts['connections']['describe']>[0]): ReturnType<EnginePorts['connections']['describe']> {
    const { kind, fields } = await this.#find(connection)
    return { kind, fields }
  }

  async authorize({
    connection,
    request,
    isRejected = false,
    signal,
  }: Parameters<EnginePorts['connections']['authorize']>[0]): Promise<ServiceRequest> {
    const { row, service, credentials } = await this.#open(connection, isRejected, signal, new URL(request.url))
    assertOwnHost(service, new URL(request.url))
    await callSlots().acquire(row.id, { limits: service.rateLimits, service: service.label, signal })
    return addCredentials(request, credentials)
  }

  /**
   * The value of a field, for a request to this address. @throws EGRESS_BLOCKED for another host, CREDENTIAL_MISSING
   * for a field that the connection does not have
   */
  async reveal(request: { connection: string; field: string; url: URL; signal: AbortSignal }): Promise<string> {
    const { connection, field, url, signal } = request
    const { row, service, credentials } = await this.#open(connection, false, signal, url)
    assertOwnHost(service, url)
    const { secrets, fields, accessToken: token } = credentials
    const value = field === 'accessToken' ? (token ?? undefined) : (ownValue(secrets, field) ?? ownValue(fields, field))
    if (value !== undefined) return value
    throw new AppError('CREDENTIAL_MISSING', problem('integrations.fieldMissing', { name: row.name, field }))
  }

  /** The values of a connection to a server without HTTP, registered for redaction. */
  async login(connectionId: string): Promise<{ row: IntegrationRow; secrets: Readonly<Record<string, string>> }> {
    const { onSecret } = this.#scope
    const row = await this.#resolve(connectionId)
    if (row.state === 'reconnect') throw reconnectRequired(row)
    const secrets = await openSecrets(this.#context, row)
    for (const secret of Object.values(secrets)) onSecret(secret)
    return { row, secrets }
  }

  async #open(connectionId: string, isRejected: boolean, signal: AbortSignal, url: URL): Promise<Opened> {
    const { onSecret } = this.#scope
    const ctx = this.#context
    const row = await this.#resolve(connectionId)
    const service = connectionService(row)
    // Checked here, too, so that no token is requested for a blocked address.
    assertOwnHost(service, url)
    if (row.state === 'reconnect') throw reconnectRequired(row)
    const secrets = await openSecrets(ctx, row)
    for (const secret of Object.values(secrets)) onSecret(secret)
    const needsToken = hasToken(service.kind)
    // A key cannot be renewed; the caller reports the 401.
    const token = needsToken ? await this.#token(ctx, row.id, isRejected, signal) : null
    if (token !== null) onSecret(token)
    const { kind } = service
    return { row, service, credentials: { kind, fields: row.fields, secrets, accessToken: token, now: new Date() } }
  }

  async #token(
    ctx: IntegrationContext,
    connectionId: string,
    isRejected: boolean,
    signal: AbortSignal,
  ): Promise<string> {
    const rejected = isRejected ? (this.#used.get(connectionId) ?? null) : null
    const { token, generation } = await accessToken(ctx, { connectionId, rejected, signal })
    this.#used.set(connectionId, generation)
    return token
  }

  get #context(): IntegrationContext {
    const { system, workspaceId } = this.#scope
    return { db: system.db, system, workspace: { id: workspaceId, name: '' } }
  }

  /** The row with the credentials: the end user's own, where the named connection is for end users. */
  async #resolve(connectionId: string): Promise<IntegrationRow> {
    const row = await this.#find(connectionId)
    return row.forEndUsers ? ownConnection(this.#context, row, (await this.#scope.endUser?.()) ?? null) : row
  }

  async #find(connectionId: string): Promise<IntegrationRow> {
    const { system, workspaceId, userId } = this.#scope
    const isAllowed = and(
      // Those of end users are never named by a graph.
      isNull(integrationConnections.setupId),
      or(
        isNull(integrationConnections.ownerId),
        userId === null ? undefined : eq(integrationConnections.ownerId, userId),
      ),
    )
    // The id comes from a graph, which may contain anything.
    const isId = Id.safeParse(connectionId).success
    const row = isId ? await retryRead(() => findConnectionRow(system.db, workspaceId, connectionId, isAllowed)) : null
    if (!row) throw new AppError('CREDENTIAL_MISSING', problem('plugins.connectionMissing'))
    return row
  }
}

function ownValue(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}
