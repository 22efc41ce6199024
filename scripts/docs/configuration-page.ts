import type { z } from 'zod'
import { EnvSchema } from '@/lib/platform/env'
import { code, generatedFrom, table } from './markdown'

const GROUPS: readonly (readonly [string, readonly (keyof typeof EnvSchema.shape)[]])[] = [
  ['Server', ['HOST', 'PORT', 'APP_URL', 'TRUSTED_PROXIES', 'ROLE', 'LOG_LEVEL']],
  ['Data', ['DATABASE_URL', 'DATABASE_WAIT_SECONDS', 'DATABASE_POOL_SIZE', 'PATCHBAY_DATA_DIR', 'APP_MASTER_KEYS']],
  [
    'Network access',
    [
      'LOCAL_MODELS',
      'EGRESS_ALLOW',
      'EGRESS_ONLY',
      'EGRESS_PROXY',
      'KNOWLEDGE_FOLDERS',
      'MCP_STDIO',
      'MCP_REGISTRY',
      'OPERATOR_PLUGINS',
      'OPERATOR_NODE',
      'TEMPLATE_FOLDERS',
    ],
  ],
  ['Operation', ['DRAIN_SECONDS', 'DRAIN_REQUESTS_SECONDS', 'STALLED_RUN_MINUTES', 'PUBLIC_RATE_FACTOR']],
]
/** Read by npm start before the server runs, see scripts/server/process-count.mjs. */
const WEB_CONCURRENCY = [
  code('WEB_CONCURRENCY'),
  'with PostgreSQL on Linux one per core, at most 4 and as memory allows; otherwise 1',
  'Server processes that share the port of `npm start`, 1 to 64. More than one requires `DATABASE_URL` and Linux.',
]
const INTERNAL: readonly string[] = ['PORT_SHARING', 'DEV_PAGES_PORT', 'NODE_ENV']

export function configurationPage(): string {
  const listed: readonly string[] = [...GROUPS.flatMap(([, names]) => names), ...INTERNAL]
  const unlisted = Object.keys(EnvSchema.shape).filter((name) => !listed.includes(name))
  if (unlisted.length > 0)
    throw new Error(`scripts/docs/configuration-page.ts has no group for ${unlisted.join(', ')}.`)
  return [
    '# Configuration',
    generatedFrom('lib/platform/env.ts'),
    'All settings are environment variables. The server reads them once at start and stops with an explanation when a value is invalid. Empty values count as not set, except for `EGRESS_ONLY`.',
    ...GROUPS.map(([title, names]) => {
      const rows = names.map((name) => [code(name), defaultOf(EnvSchema.shape[name]), descriptionOf(name)])
      return `## ${title}\n${table(['Variable', 'Default', 'Meaning'], title === 'Operation' ? [WEB_CONCURRENCY, ...rows] : rows)}`
    }),
    'See also [security](../operate/security.md), [PostgreSQL](../operate/postgres.md) and [scaling](../operate/scaling.md).',
  ]
    .join('\n\n')
    .concat('\n')
}

function descriptionOf(name: keyof typeof EnvSchema.shape): string {
  const { description } = EnvSchema.shape[name].meta() ?? {}
  if (!description) throw new Error(`${name} in lib/platform/env.ts needs a description.`)
  return description
}

function defaultOf(field: z.ZodType): string {
  const { byDefault } = field.meta() ?? {}
  if (typeof byDefault === 'string') return byDefault
  const value = defaultValueOf(field)
  return value === undefined || value === '' ? '' : code(String(value))
}

/** Below transforms and checks. */
function defaultValueOf(schema: z.ZodType): unknown {
  const def = schema.def as { type: string; defaultValue?: unknown; innerType?: z.ZodType; in?: z.ZodType }
  if (def.type === 'default') return def.defaultValue
  const inner = def.innerType ?? def.in
  return inner ? defaultValueOf(inner) : undefined
}
