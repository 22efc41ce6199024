import 'server-only'
import { AppError } from '@/lib/core/app-error'

/** Why PostgreSQL cannot be used at startup. */
interface StartFailure {
  /** The failure and its remedy. */
  message: string
  /** A retry may succeed without a changed setting. */
  isTransient: boolean
}

interface Place {
  /** Host and port, never user or password. */
  at: string
  host: string
  database: string
  user: string
}

type Explain = (place: Place, reason: string) => string

const TRANSIENT: [codes: RegExp, Explain][] = [
  [
    /^ECONNREFUSED$/,
    ({ at }) =>
      `Nothing answers at ${at}, where DATABASE_URL points. Check the address, and that PostgreSQL is running.`,
  ],
  [
    /^(?:ENOTFOUND|EAI_AGAIN)$/,
    ({ host }) => `The host name ${host} of DATABASE_URL is not known here. Check its spelling and the name service.`,
  ],
  [
    /^(?:CONNECT_TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/,
    ({ at }) => `PostgreSQL at ${at} does not answer. Check the address in DATABASE_URL, the network and firewalls.`,
  ],
  [/^57P/, ({ at }) => `PostgreSQL at ${at} is starting up or shutting down. It accepts connections when it is ready.`],
  [
    /^53300$/,
    ({ at }) => `PostgreSQL at ${at} has no free connection. Stop other programs, or raise its max_connections.`,
  ],
  [
    /^25006$/,
    ({ at }) =>
      `The database at ${at} is read-only. Point DATABASE_URL at the primary, or set default_transaction_read_only to off.`,
  ],
  [
    /^(?:08|CONNECTION_|ECONN|EPIPE)/,
    ({ at }) => `The connection to PostgreSQL at ${at} broke off. Check the network, and PostgreSQL's log.`,
  ],
]

const PERMANENT: [codes: RegExp, Explain][] = [
  [
    /^28P01$/,
    ({ user, at }) => `PostgreSQL at ${at} rejects the password of the user ${user}. Correct it in DATABASE_URL.`,
  ],
  [
    /^28000$/,
    ({ user, at }, reason) =>
      `PostgreSQL at ${at} does not let the user ${user} connect: ${reason}. Check DATABASE_URL and PostgreSQL's pg_hba.conf.`,
  ],
  [
    /^3D000$/,
    ({ database, at }) =>
      `There is no database ${database} at ${at}. Create it (createdb ${database}), or correct its name in DATABASE_URL.`,
  ],
  [
    /^42501$/,
    ({ user, database }, reason) =>
      `The user ${user} lacks a privilege in the database ${database}: ${reason}. Make the user the owner of the database.`,
  ],
  [
    /^(?:53100|ENOSPC)$/,
    ({ at }) => `The disk of PostgreSQL at ${at} is full. Free some space there, then start again.`,
  ],
  [
    /^(?:.*CERT.*|ERR_TLS_.*|ERR_SSL_.*|UNABLE_TO_.*)$/,
    ({ at }, reason) =>
      `The TLS certificate of PostgreSQL at ${at} is not accepted: ${reason}. Correct it, or sslmode in DATABASE_URL.`,
  ],
]

/** @returns null for errors that do not come from the database or that an operator cannot fix */
export function explainStartFailure(error: unknown, databaseUrl: string): StartFailure | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code: unknown = Reflect.get(cause, 'code')
    // AppErrors already say what to do.
    if (AppError.isInstance(cause)) return null
    if (typeof code !== 'string') continue
    for (const [rules, isTransient] of [
      [PERMANENT, false],
      [TRANSIENT, true],
    ] as const) {
      const rule = rules.find(([codes]) => codes.test(code))
      if (rule) return { message: rule[1](placeOf(databaseUrl), withoutStop(cause.message)), isTransient }
    }
  }
  return null
}

function placeOf(databaseUrl: string): Place {
  const { host, hostname, port, pathname, username, searchParams } = new URL(databaseUrl)
  const user = decodeURIComponent(username) || searchParams.get('user') || 'of this system'
  return {
    at: port ? host : `${hostname || 'localhost'}:5432`,
    host: hostname || 'localhost',
    database: decodeURIComponent(pathname.slice(1)) || user,
    user,
  }
}

const withoutStop = (text: string) => text.replace(/[.\s]+$/, '')
