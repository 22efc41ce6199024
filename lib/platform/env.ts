import 'server-only'
import path from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { tidyHostEntry } from '@/lib/core/network/host-list'
import { problem } from '@/lib/messages/problems/problem'
import { projectRoot } from './project-root'
import { singleton } from './singleton'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export interface Env {
  /** Null for the embedded database. */
  databaseUrl: string | null
  port: number
  host: string
  isLoopback: boolean
  /** Without a trailing slash. */
  appUrl: string
  dataDir: string
  /** `scheme://host:port` entries, parsed by lib/egress. */
  egressAllow: string
  /** Private mode of the whole installation: besides this computer only these hosts are called. Null if it is off. */
  egressOnly: string[] | null
  egressProxy: string | null
  /** `k2:base64,k1:base64`, parsed by lib/secrets. Null for the file in the data directory. */
  masterKeys: string | null
  logLevel: (typeof LOG_LEVELS)[number]
  /** Addresses or CIDR ranges whose X-Forwarded-For is trusted. */
  trustedProxies: string[]
  /** Multiplies every rate limit and count limit of the public APIs. */
  publicRateFactor: number
  /** Whether model servers on the usual ports of this computer may be called. */
  allowLocalModels: boolean
  nodeEnv: 'development' | 'test' | 'production'
  /** Folders of this computer that knowledge sources may read, by name. */
  knowledgeFolders: ReadonlyMap<string, string>
  /** Files that describe processes which speak MCP over their standard streams, by name. */
  mcpStdio: ReadonlyMap<string, string>
  /** Registry of MCP servers, without a slash at the end; null disables the search. */
  mcpRegistry: string | null
  /** Folder with npm packages of LangChain tools. */
  operatorPlugins: string | null
  /** Folders with templates of the organization. */
  templateFolders: readonly string[]
  /** The Node that runs these tools; null for that of the server. */
  operatorNode: string | null
  /** Time for which startup waits for a database that does not respond. */
  databaseWaitSeconds: number
  /** Connections of a process for its statements. The event log, the queue and LISTEN have connections of their own. */
  databasePoolSize: number
  /** On SIGTERM: how long requests are still accepted, and then how long those in flight may take. */
  drainSeconds: number
  drainRequestsSeconds: number
  /** Time without progress of a run after which an alert is raised. */
  stalledRunMinutes: number
  /** `web` serves HTTP, `worker` drives queued runs, `all` does both. */
  role: 'all' | 'web' | 'worker'
  /**
   * Set by scripts/serve.mjs if several processes listen on the port: `first` checks that no other program does. Null
   * for a single process.
   */
  portSharing: 'first' | 'more' | null
  /** The port of this computer at which `npm run dev` serves the pages. Null if this process serves them. */
  devPagesPort: number | null
}

/** The settings of the process, parsed once. @throws AppError UNAVAILABLE with one sentence per wrong setting */
export function env(): Env {
  return singleton('env', () => parseEnv(process.env))
}

/** @throws AppError UNAVAILABLE */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const present = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  // A worker serves only its health endpoint; any free port will do.
  if (present.ROLE === 'worker') present.PORT ??= '0'
  // The only setting that has a meaning when empty: nothing leaves this computer.
  if (source.EGRESS_ONLY !== undefined) present.EGRESS_ONLY = source.EGRESS_ONLY
  const parsed = EnvSchema.safeParse(present)
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => issue.message).join('\n')
    throw new AppError('UNAVAILABLE', problem('server.settingsInvalid', { issues }))
  }
  return toEnv(parsed.data)
}

const HttpUrl = (name: string) =>
  z
    .string()
    .refine(
      (value) => isUrl(value, ['http:', 'https:']),
      `${name} must be an address that starts with http:// or https://.`,
    )

/** An integer within limits. */
const WholeNumber = (name: string, { from, to, byDefault }: { from: number; to: number; byDefault: number }) =>
  z
    .string()
    .default(String(byDefault))
    .refine(
      (value) => /^\d{1,9}$/.test(value) && Number(value) >= from && Number(value) <= to,
      `${name} must be a whole number from ${from} to ${to}.`,
    )
    .transform(Number)

/** docs/reference/configuration.md is generated from these descriptions; `byDefault` says what applies when no value is set. */
export const EnvSchema = z.object({
  DATABASE_URL: z
    .string()
    .refine(
      (value) => isUrl(value, ['postgres:', 'postgresql:']),
      'DATABASE_URL must start with postgres:// or postgresql://.',
    )
    .optional()
    .meta({
      description:
        'PostgreSQL with pgvector, as `postgres://user:password@host/name`. Without it, the embedded database in the data folder is used.',
      byDefault: 'the embedded database',
    }),
  DATABASE_WAIT_SECONDS: WholeNumber('DATABASE_WAIT_SECONDS', { from: 0, to: 3_600, byDefault: 60 }).meta({
    description:
      'How long a start waits for a PostgreSQL server that does not respond. A wrong password or database name fails at once.',
  }),
  DATABASE_POOL_SIZE: WholeNumber('DATABASE_POOL_SIZE', { from: 2, to: 500, byDefault: 9 }).meta({
    description:
      'PostgreSQL connections of each process for its statements. Each process uses eight more for the queue, for storing runs and for notifications.',
  }),
  DRAIN_SECONDS: WholeNumber('DRAIN_SECONDS', { from: 0, to: 3_600, byDefault: 0 }).meta({
    description: 'On SIGTERM: how long the process still accepts requests, so that load balancers have time to notice.',
  }),
  DRAIN_REQUESTS_SECONDS: WholeNumber('DRAIN_REQUESTS_SECONDS', { from: 0, to: 3_600, byDefault: 5 }).meta({
    description: 'On SIGTERM: how long requests in flight may take after that.',
  }),
  STALLED_RUN_MINUTES: WholeNumber('STALLED_RUN_MINUTES', { from: 1, to: 100_000, byDefault: 30 }).meta({
    description: 'How long a run may show no progress before the inbox shows an alert.',
  }),
  PORT: WholeNumber('PORT', { from: 0, to: 65_535, byDefault: 3_000 }).meta({
    description: 'The port to listen on. A worker uses any free port unless this is set.',
  }),
  HOST: z
    .string()
    .regex(/^[a-zA-Z0-9.:_-]+$/, 'HOST must be a host name or an IP address without a port.')
    .default('127.0.0.1')
    .meta({
      description:
        'The address to listen on. Use `0.0.0.0` to accept connections from other machines; `APP_URL` is then required.',
    }),
  APP_URL: HttpUrl('APP_URL').optional().meta({
    description:
      'The address that people open, used in links and for origin checks. Required when `HOST` is not a loopback address.',
    byDefault: '`http://localhost:PORT`',
  }),
  PATCHBAY_DATA_DIR: z
    .string()
    .optional()
    .meta({ description: 'The folder of the embedded database, of files and of `master.key`.', byDefault: '`data`' }),
  EGRESS_ALLOW: z.string().default('').meta({
    description:
      'Private addresses that may be called, such as `http://ollama:11434,10.2.0.0/16:443`. Ports of databases and mail servers need an entry, too: `db.example.com:5432`, `*.rds.amazonaws.com:5432`, or `public:993` for every public address. Hosts named here count as your own, and model servers on them as free.',
    byDefault: 'none',
  }),
  EGRESS_ONLY: z.string().transform(parseHosts).optional().meta({
    description:
      'Private mode of the installation: beside this computer, only these hosts are called, such as `ollama:11434,*.corp.example`. An empty value allows none.',
    byDefault: 'off',
  }),
  EGRESS_PROXY: HttpUrl('EGRESS_PROXY').optional().meta({
    description:
      'A forward proxy for calls to the internet, such as `http://name:password@proxy.corp:3128`. What `EGRESS_ALLOW` and `LOCAL_MODELS` allow is called directly.',
    byDefault: 'none',
  }),
  APP_MASTER_KEYS: z.string().optional().meta({
    description:
      'The keys that encrypt stored secrets, newest first: `k2:base64,k1:base64`, 32 bytes each. All processes need the same value.',
    byDefault: '`master.key` in the data folder',
  }),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`)
    .default('info')
    .meta({ description: 'The least severe log level that is written.' }),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    )
    .refine(
      (entries) => entries.every(isAddressOrRange),
      'TRUSTED_PROXIES must be a list of IP addresses or ranges such as 10.0.0.0/8.',
    )
    .meta({
      description:
        'Addresses or CIDR ranges of reverse proxies whose `X-Forwarded-For` is trusted, such as `10.0.0.0/8`. Without it, all visitors behind a proxy share one rate limit.',
      byDefault: 'none',
    }),
  PUBLIC_RATE_FACTOR: z
    .string()
    .default('1')
    .refine(
      (value) => /^\d{1,5}$/.test(value) && Number(value) > 0,
      'PUBLIC_RATE_FACTOR must be a whole number from 1.',
    )
    .transform(Number)
    .meta({ description: 'Multiplies every rate and concurrency limit of the public APIs. Meant for load tests.' }),
  LOCAL_MODELS: z.enum(['allow', 'deny'], 'LOCAL_MODELS must be allow or deny.').optional().meta({
    description: 'Whether model calls may reach model servers on the usual ports of this computer.',
    byDefault: '`allow` on a loopback host, otherwise `deny`',
  }),
  KNOWLEDGE_FOLDERS: z
    .string()
    .default('')
    .transform((text, context) => parseNamedPaths(text, context, 'KNOWLEDGE_FOLDERS'))
    .meta({
      description: 'Folders of this computer that knowledge sources may read, such as `handbook=/srv/handbook`.',
      byDefault: 'none',
    }),
  MCP_STDIO: z
    .string()
    .default('')
    .transform((text, context) => parseNamedPaths(text, context, 'MCP_STDIO'))
    .meta({
      description:
        'MCP servers that run as processes on this computer, each by a name and a JSON file with an absolute `command`, `args` and `env`, such as `files=/etc/patchbay/files.json`.',
      byDefault: 'none',
    }),
  MCP_REGISTRY: z
    .string()
    .default('https://registry.modelcontextprotocol.io')
    .transform((text, context) => parseRegistry(text, context))
    .meta({
      description:
        'Registry in which editors search for MCP servers (API v0.1). It is called only for a search, and never by workspaces in private mode. `off` removes the search.',
    }),
  OPERATOR_PLUGINS: z
    .string()
    .refine((folder) => path.isAbsolute(folder), 'OPERATOR_PLUGINS must be an absolute path.')
    .optional()
    .meta({
      description:
        'Folder with npm packages whose LangChain tools apps may use, described in its `patchbay.plugins.json`. Patchbay installs nothing there.',
      byDefault: 'none',
    }),
  TEMPLATE_FOLDERS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((folder) => folder.trim() || []))
    .refine((folders) => folders.every((folder) => path.isAbsolute(folder)), 'TEMPLATE_FOLDERS must be absolute paths.')
    .meta({
      description:
        'Folders with `.patchbay.json` files that the gallery offers as templates of your organization, separated by commas. They are read again when a file changes.',
      byDefault: 'none',
    }),
  OPERATOR_NODE: z
    .string()
    .refine((node) => path.isAbsolute(node), 'OPERATOR_NODE must be an absolute path.')
    .optional()
    .meta({
      description:
        'Node 25 or newer that runs these packages. Without it, the system must allow network namespaces (`unshare --user --net`).',
      byDefault: 'the Node of the server',
    }),
  ROLE: z.enum(['all', 'web', 'worker'], 'ROLE must be all, web or worker.').default('all').meta({
    description:
      '`web` serves requests, `worker` runs what waits in the queue, `all` does both. Values other than `all` require `DATABASE_URL`.',
  }),
  PORT_SHARING: z
    .enum(['first', 'more'], 'PORT_SHARING is set by npm start: set WEB_CONCURRENCY instead.')
    .optional()
    .meta({
      description: 'Set by `npm start` when several processes share a port. Do not set it yourself.',
      byDefault: 'not set',
    }),
  DEV_PAGES_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'DEV_PAGES_PORT must be a port.')
    .transform(Number)
    .optional()
    .meta({
      description: 'Set by `npm run dev`, whose pages are served by another process. Do not set it yourself.',
      byDefault: 'not set',
    }),
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'NODE_ENV must be development, test or production.')
    .default('production')
    .meta({ description: 'Set by the scripts.' }),
})

function toEnv(values: z.infer<typeof EnvSchema>): Env {
  const isLoopback = isLoopbackHost(values.HOST)
  if (!isLoopback && !values.APP_URL)
    throw new AppError('UNAVAILABLE', problem('server.appUrlMissing', { host: values.HOST }))
  if (values.ROLE !== 'all' && !values.DATABASE_URL)
    throw new AppError('UNAVAILABLE', problem('server.roleNeedsDatabase'))
  const dataDir = path.resolve(values.PATCHBAY_DATA_DIR ?? path.join(projectRoot(), 'data'))
  rejectDataFolder(values.KNOWLEDGE_FOLDERS, dataDir)
  return {
    databaseUrl: values.DATABASE_URL ?? null,
    databaseWaitSeconds: values.DATABASE_WAIT_SECONDS,
    databasePoolSize: values.DATABASE_POOL_SIZE,
    drainSeconds: values.DRAIN_SECONDS,
    drainRequestsSeconds: values.DRAIN_REQUESTS_SECONDS,
    stalledRunMinutes: values.STALLED_RUN_MINUTES,
    port: values.PORT,
    host: values.HOST,
    isLoopback,
    appUrl: (values.APP_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    dataDir,
    egressAllow: values.EGRESS_ALLOW,
    egressOnly: values.EGRESS_ONLY ?? null,
    egressProxy: values.EGRESS_PROXY ?? null,
    masterKeys: values.APP_MASTER_KEYS ?? null,
    logLevel: values.LOG_LEVEL,
    trustedProxies: values.TRUSTED_PROXIES,
    publicRateFactor: values.PUBLIC_RATE_FACTOR,
    allowLocalModels: (values.LOCAL_MODELS ?? (isLoopback ? 'allow' : 'deny')) === 'allow',
    nodeEnv: values.NODE_ENV,
    knowledgeFolders: values.KNOWLEDGE_FOLDERS,
    mcpStdio: values.MCP_STDIO,
    mcpRegistry: values.MCP_REGISTRY,
    operatorPlugins: values.OPERATOR_PLUGINS ?? null,
    operatorNode: values.OPERATOR_NODE ?? null,
    templateFolders: values.TEMPLATE_FOLDERS,
    role: values.ROLE,
    portSharing: values.PORT_SHARING ?? null,
    devPagesPort: values.DEV_PAGES_PORT ?? null,
  }
}

function parseRegistry(text: string, context: z.RefinementCtx): string | null {
  if (text.trim() === 'off') return null
  const url = text.trim().replace(/\/+$/, '')
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return url
  context.addIssue({ code: 'custom', message: 'MCP_REGISTRY must be an http(s) address, or `off`.' })
  return null
}

function parseHosts(text: string, context: z.RefinementCtx): string[] {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
  return entries.map((entry) => {
    const host = tidyHostEntry(entry)
    if (host === null)
      context.addIssue(`EGRESS_ONLY must be a list of hosts such as api.example.com or ollama:11434, not ${entry}.`)
    return host ?? ''
  })
}

/** The data folder contains the keys, so no source may read it. */
function rejectDataFolder(folders: ReadonlyMap<string, string>, dataDir: string): void {
  for (const [name, folder] of folders) {
    const isInside = (inner: string, outer: string) =>
      `${inner}${path.sep}`.startsWith(`${outer.replace(/[\\/]+$/, '')}${path.sep}`)
    if (isInside(folder, dataDir) || isInside(dataDir, folder))
      throw new AppError('UNAVAILABLE', problem('server.knowledgeFolderInvalid', { name }))
  }
}

/** `handbook=/srv/handbook,wiki=/srv/wiki` */
function parseNamedPaths(text: string, context: z.RefinementCtx, setting: string): ReadonlyMap<string, string> {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
  return new Map(
    entries.map((entry): [string, string] => {
      const [, name = '', target = ''] = /^([a-z0-9][a-z0-9-]{0,39})=(.+)$/.exec(entry) ?? []
      if (name === '' || !path.isAbsolute(target))
        context.addIssue(`${setting} must be a list of name=/absolute/path, not ${entry}.`)
      return [name, path.resolve(target)]
    }),
  )
}

function isLoopbackHost(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback'
}

function isUrl(value: string, protocols: string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol)
}

function isAddressOrRange(value: string): boolean {
  return ipaddr.isValid(value) || ipaddr.isValidCIDR(value)
}
