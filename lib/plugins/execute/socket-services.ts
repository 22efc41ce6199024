import { AppError, type ErrorCode } from '@/lib/core/app-error'
import type { EnginePorts } from '@/lib/engine/ports'
import type { ActionContext } from '../action-context'
import type { PluginManifest } from '../manifest-types'
import { outcomeUnknown, type WriteJournal } from './service-session'

interface SocketParts {
  plugin: PluginManifest
  connection: string
  ports: Pick<EnginePorts, 'databases' | 'mail'>
  idempotencyKey: string
  journal?: WriteJournal
  signal: AbortSignal
}

const REDIS_TIMEOUT_MS = 10_000
/** For a request that sends commands in steps. */
const REDIS_STEPS_TIMEOUT_MS = 30_000

/** The database and mail clients of an action. */
export function socketServices(parts: SocketParts): Pick<ActionContext, 'database' | 'redis' | 'mongo' | 'mail'> {
  const { plugin, connection, ports, signal } = parts
  const ref = { plugin: plugin.id, connection, signal }
  return {
    database: {
      query: ({ timeoutSeconds, ...query }) => {
        const request = { ...query, ...ref, timeoutMs: timeoutSeconds * 1_000 }
        if (query.isReadOnly) return ports.databases.query(request)
        return writeOnce(parts, 'SQL', (onSent) => ports.databases.query({ ...request, onSent }))
      },
    },
    mongo: {
      call: ({ timeoutSeconds, ...call }) => {
        const request = { ...call, ...ref, timeoutMs: timeoutSeconds * 1_000 }
        const { type } = call.operation
        if (type === 'find' || type === 'aggregate') return ports.databases.mongo(request)
        return writeOnce(parts, 'MongoDB', (onSent) => ports.databases.mongo({ ...request, onSent }))
      },
    },
    redis: {
      send: (commands) => {
        const request = { ...commands, ...ref, timeoutMs: commands.more ? REDIS_STEPS_TIMEOUT_MS : REDIS_TIMEOUT_MS }
        if (commands.isReadOnly) return ports.databases.redis(request)
        return writeOnce(parts, 'Redis', (onSent) => ports.databases.redis({ ...request, onSent }))
      },
    },
    mail: {
      send: async (message) => {
        // The ID is the same for each attempt, so that mail servers and people recognize a duplicate.
        const messageId = `<${parts.idempotencyKey.replace(/[^\w.-]+/g, '.')}@patchbay>`
        await writeOnce(parts, 'SMTP', (onSent) => ports.mail.send({ ...message, ...ref, messageId, onSent }))
        return { messageId }
      },
      search: (search) => ports.mail.search({ ...search, ...ref }),
      arrived: (search) => ports.mail.arrived({ ...search, ...ref }),
      folders: () => ports.mail.folders(ref),
      read: (message) => ports.mail.read({ ...message, ...ref }),
      move: (message) => ports.mail.move({ ...message, ...ref }),
    },
  }
}

/** Errors that the server itself reported, so nothing has happened. */
const KNOWN: ReadonlySet<ErrorCode> = new Set([
  ...(['TOOL_FAILED', 'INVALID_INPUT', 'RECONNECT_REQUIRED', 'EGRESS_BLOCKED', 'RATE_LIMITED'] as const),
])

/** Sends a write at most once, also across crashes. @throws TOOL_FAILED when its outcome is unknown */
async function writeOnce<T>(
  { plugin, journal, signal }: SocketParts,
  method: string,
  send: (onSent: () => void) => Promise<T>,
): Promise<T> {
  await journal?.beforeSend({ method, host: plugin.label })
  let isSent = false
  try {
    return await send(() => {
      isSent = true
      journal?.onSent?.()
    })
  } catch (error) {
    if (signal.aborted || !AppError.isInstance(error)) throw error
    // A part of the write has happened, so that an automatic retry would repeat it.
    if (isSent && error.isFinal) throw error
    if (isSent && !KNOWN.has(error.code)) throw outcomeUnknown(plugin.label, error)
    await journal?.settled()
    throw error
  }
}
