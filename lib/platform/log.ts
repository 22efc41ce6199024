import 'server-only'
import { type DestinationStream, type Logger, pino } from 'pino'
import { env } from './env'
import { redactKeys } from './redact-keys'
import { singleton } from './singleton'

const CHILD_PATHS = ['authorization', 'cookie', 'password', 'token', 'secret', 'apiKey', 'credentials', '["x-api-key"]']

export type { Logger } from 'pino'

/** The log of the process: JSON lines on standard output, without the values of secret-looking fields. */
export function log(): Logger {
  return singleton('log', () => createLogger({ level: env().logLevel }))
}

export function createLogger(options: { level: string; destination?: DestinationStream }): Logger {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError, error: describeError, cause: describeError },
    // The formatters below do not see the fields of a child logger.
    redact: { paths: CHILD_PATHS, censor: '[redacted]' },
    formatters: { level: (label: string) => ({ level: label }), log: redactKeys, bindings: redactKeys },
  }
  return options.destination ? pino(settings, options.destination) : pino(settings)
}

// Libraries attach whole requests to their errors, headers included, so only named fields are logged.
function describeError(value: unknown, depth = 0): unknown {
  if (!(value instanceof Error)) return value
  // Drizzle's own error contains every parameter, also in its message and stack.
  if ('params' in value && depth < 4)
    return value.cause ? describeError(value.cause, depth + 1) : { name: 'QueryError' }
  const cause = value.cause !== undefined && depth < 4 ? describeError(value.cause, depth + 1) : undefined
  const code =
    'code' in value && (typeof value.code === 'string' || typeof value.code === 'number') ? value.code : undefined
  return {
    name: value.name,
    message: value.message,
    ...(code === undefined ? {} : { code }),
    stack: value.stack,
    ...(cause instanceof Object ? { cause } : {}),
  }
}
