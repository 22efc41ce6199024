import { z } from 'zod'
import { ConnectionKindSchema } from './connection-kinds'
import { PLUGIN_CATEGORIES } from './plugin-categories'

export const PLUGIN_ID = /^[a-z][a-z0-9-]{1,39}$/

/** A host with optional fields of the connection: `api.github.com`, `{site}.atlassian.net`, or `{host}` alone. */
const HostPattern = z
  .string()
  .regex(/^(?:\{[a-z][a-zA-Z0-9]*\}|[a-z0-9-]+)(?:\.(?:\{[a-z][a-zA-Z0-9]*\}|[a-z0-9-]+))*(?::\d{1,5})?$/)

/** A request that succeeds only with valid credentials; it runs when a connection is saved. Pointers are JSON Pointers. */
const TestRequestSchema = z.strictObject({
  method: z.enum(['GET', 'POST']),
  /** Below `baseUrl`, or a complete address on one of the hosts. */
  path: z.string().min(1),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.record(z.string(), z.json()).optional(),
  /** For services that report failures with status 200, as in actions. */
  failure: z.strictObject({ path: z.string(), equals: z.json(), reason: z.string().optional() }).optional(),
  /** Name of the account, shown beside the connection. */
  account: z.string().optional(),
  /** Identifies the account, to detect another one on reconnect. */
  accountId: z.string().optional(),
  /** The connection kinds that this request tests; all kinds if absent. */
  connections: z.array(z.string()).optional(),
})
export type TestRequest = z.infer<typeof TestRequestSchema>

/** Facts of a service, as data that browsers may load. Actions are in `actions/` and load on first use. */
export const PluginManifestSchema = z.strictObject({
  id: z.string().regex(PLUGIN_ID),
  label: z.string().min(1).max(60),
  description: z.string().min(1).max(200),
  categories: z.array(z.enum(PLUGIN_CATEGORIES)).min(1),
  /** Further names for the search: “sheet”, “spreadsheet”. */
  synonyms: z.array(z.string()),
  /** `package:name` of an SVG that `npm run gen` copies, such as `simple-icons:github`; initials if absent. */
  logo: z
    .string()
    .regex(/^[a-z-]+:[a-z0-9-]+$/)
    .optional(),
  /** The protocol of a service without HTTP. Its connections have the fields that lib/services/integrations/sockets reads. */
  protocol: z.enum(['postgres', 'mysql', 'redis', 'mongodb', 'email']).optional(),
  /** Documentation of the service's API. */
  docsUrl: z.string().regex(/^https:\/\//),
  /** Origin and path prefix of requests. `{field}` is a public field of the connection, or a secret placed in `path`. */
  baseUrl: z.string().regex(/^https?:\/\/|^\{|^$/),
  /** Requests and credentials go to these hosts only, redirects included. */
  hosts: z.array(HostPattern),
  connections: z.array(ConnectionKindSchema).min(1),
  tests: z.array(TestRequestSchema).optional(),
  /** Documented limits: calls per connection in the given time. */
  rateLimits: z.array(z.strictObject({ calls: z.number().int().min(1), seconds: z.number().min(1) })).optional(),
  /** Sent with every request, such as a version header. */
  headers: z.record(z.string(), z.string()).optional(),
})
export type PluginManifest = z.infer<typeof PluginManifestSchema>

export function definePlugin(manifest: PluginManifest): PluginManifest {
  return manifest
}
