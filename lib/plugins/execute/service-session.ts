import { AppError } from '@/lib/core/app-error'
import { isOnHosts } from '@/lib/core/network/is-on-hosts'
import type { EnginePorts } from '@/lib/engine/ports'
import type { ServiceRequest, ServiceResponse } from '@/lib/engine/service-messages'
import { problem } from '@/lib/messages/problems/problem'
import type { ActionDefinition } from '../action'
import type { PluginManifest } from '../manifest-types'
import { pluginHosts } from '../plugin-hosts'

const MAX_BYTES = 10 * 1024 * 1024
const MAX_FILE_BYTES = 25 * 1024 * 1024

/** Remembers across crashes and retries whether a write without an idempotency key was sent. */
export interface WriteJournal {
  /** @throws TOOL_FAILED when an earlier attempt was sent and its outcome is unknown */
  beforeSend(request: { method: string; host: string }): Promise<void>
  /** The service may have received the attempt from now on. */
  onSent?(): void
  /** The attempt has a known outcome, so it may be repeated. */
  settled(): Promise<void>
}

export interface SessionOptions {
  plugin: PluginManifest
  action: ActionDefinition
  /** Empty if there is none. */
  connection: string
  ports: Pick<EnginePorts, 'services' | 'connections' | 'files' | 'databases' | 'mail' | 'pages'>
  /** Absent where nothing is retried, such as in the test form. */
  journal?: WriteJournal
  timeoutMs: number
  signal: AbortSignal
}

/** Sends the requests of one action call: with credentials, to the plugin's hosts, and writes at most once. */
export class ServiceSession {
  private constructor(
    private readonly options: SessionOptions,
    /** Public fields of the connection. */
    readonly fields: Readonly<Record<string, string>>,
    private readonly hosts: readonly string[],
  ) {}

  /** @throws CREDENTIAL_MISSING when the action needs another kind of connection */
  static async open(options: SessionOptions): Promise<ServiceSession> {
    const { plugin, action, connection, ports, signal } = options
    const described =
      connection === '' ? null : await ports.connections.describe({ plugin: plugin.id, connection, signal })
    const kind = described?.kind ?? plugin.connections.find((known) => known.kind === 'none')?.id
    if (kind === undefined || !action.connections.includes(kind))
      throw new AppError('CREDENTIAL_MISSING', problem('plugins.connectionNeeded', { service: plugin.label }))
    const fields = described?.fields ?? {}
    return new ServiceSession(options, fields, pluginHosts(plugin, fields))
  }

  /** @throws EGRESS_BLOCKED for another host, TOO_LARGE, and TOOL_FAILED when the outcome of a write is unknown */
  async send(request: ServiceRequest, { isFile = false } = {}): Promise<ServiceResponse> {
    this.requireHost(request)
    const first = await this.sendOnce(request, { isRejected: false, isFile })
    if (first.status !== 401 || this.options.connection === '') return first
    return this.sendOnce(request, { isRejected: true, isFile })
  }

  /** @throws EGRESS_BLOCKED for another host */
  async presign(request: ServiceRequest, presignSeconds: number): Promise<string> {
    this.requireHost(request)
    return (await this.authorize({ ...request, presignSeconds }, false)).url
  }

  private requireHost(request: ServiceRequest): void {
    const url = new URL(request.url)
    if (!isOnHosts(this.hosts, url))
      throw new AppError('EGRESS_BLOCKED', problem('egress.outsideHosts', { host: url.hostname }))
  }

  private async sendOnce(request: ServiceRequest, { isRejected, isFile }: { isRejected: boolean; isFile: boolean }) {
    const { ports, timeoutMs, signal } = this.options
    const authorized = await this.authorize(request, isRejected)
    const journal = this.isUnsafe(request) ? this.options.journal : undefined
    await journal?.beforeSend({ method: request.method, host: new URL(request.url).host })
    let isSent = false
    const onSent = () => {
      isSent = true
      journal?.onSent?.()
    }
    const maxBytes = isFile ? MAX_FILE_BYTES : MAX_BYTES
    try {
      const response = await ports.services.call({
        ...authorized,
        hosts: this.hosts,
        maxBytes,
        timeoutMs,
        signal,
        onSent,
      })
      // After a client error nothing has happened; after a server error the write may have happened.
      if (response.status >= 400 && response.status < 500) await journal?.settled()
      return response
    } catch (error) {
      if (signal.aborted || !AppError.isInstance(error)) throw error
      if (!isSent || error.code === 'EGRESS_BLOCKED') await journal?.settled()
      else if (this.isUnsafe(request)) throw outcomeUnknown(this.options.plugin.label, error)
      throw error.code === 'LIMIT_EXCEEDED' ? new AppError('TOO_LARGE', error, { cause: error }) : error
    }
  }

  private async authorize(request: ServiceRequest, isRejected: boolean): Promise<ServiceRequest> {
    const { plugin, connection, ports, signal } = this.options
    if (connection === '') return request
    const rejected = isRejected ? { isRejected: true } : {}
    return ports.connections.authorize({ plugin: plugin.id, connection, request, signal, ...rejected })
  }

  /** Whether sending the request again would repeat the effect. */
  private isUnsafe({ method }: ServiceRequest): boolean {
    const { action } = this.options
    return action.effect === 'write' && action.idempotency === 'none' && method !== 'GET'
  }
}

/** A final error, because only a person can find out whether the effect happened. */
export function outcomeUnknown(service: string, cause?: unknown): AppError {
  return new AppError('TOOL_FAILED', problem('plugins.outcomeUnknown', { service }), { cause, isFinal: true })
}
