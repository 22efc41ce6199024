import { z } from 'zod'

/** Input of the registry's API v0.1: a header, or a variable of an address. Unknown properties are ignored. */
const Variable = z.object({
  description: z.string().max(2_000).default(''),
  isRequired: z.boolean().default(false),
  isSecret: z.boolean().default(false),
  default: z.string().max(2_000).default(''),
})
const Variables = z.record(z.string(), Variable).default({})

const Header = Variable.extend({
  name: z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
  /** Fixed, or with `{variable}`. */
  value: z.string().max(2_000).optional(),
  variables: Variables,
})
export type WireHeader = z.infer<typeof Header>

const Remote = z.object({
  type: z.string(),
  url: z.string().max(2_000),
  headers: z.array(Header).max(20).default([]),
  variables: Variables,
})
export type WireRemote = z.infer<typeof Remote>

const Server = z.object({
  name: z.string().min(1).max(300),
  title: z.string().max(200).optional(),
  description: z.string().max(2_000).default(''),
  version: z.string().min(1).max(300),
  websiteUrl: z.string().max(2_000).optional(),
  // An address that this version does not understand must not hide the others.
  remotes: z.array(z.unknown()).max(50).default([]),
})

/** The answer to `GET /v0.1/servers`. */
export const RegistryPage = z.object({
  servers: z.array(z.object({ server: Server })).max(200),
  metadata: z.object({ nextCursor: z.string().max(500).nullish() }).default({}),
})
export type RegistryPage = z.infer<typeof RegistryPage>

export const remotesOf = (remotes: readonly unknown[]): WireRemote[] =>
  remotes.flatMap((remote) => {
    const { data } = Remote.safeParse(remote)
    return data?.type === 'streamable-http' ? [data] : []
  })
