import { z } from 'zod'

const Id = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'Use lower-case letters, digits and hyphens.')
const HttpsUrl = z.string().regex(/^https:\/\/[^\s"'<>]+$/, 'Use an https:// address.')

/** A value that a person enters in the form of a connection. */
const ConnectionFieldSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/),
  label: z.string().min(1),
  help: z.string().optional(),
  placeholder: z.string().optional(),
  /** Whether the value is sealed and never returned. Hosts and paths may contain the other, public ones as `{name}`. */
  secret: z.boolean().optional(),
  optional: z.boolean().optional(),
  /** Pattern for the whole value. */
  pattern: z.string().optional(),
  /** Message when the pattern does not match. */
  patternHint: z.string().optional(),
  /** `json` if a whole file is pasted, such as that of a service account. */
  format: z.enum(['line', 'json']).optional(),
})
export type ConnectionField = z.infer<typeof ConnectionFieldSchema>

/** Place of a secret in a request. `path` replaces `{field}` in the base URL, such as Telegram's `/bot{token}`. */
const PlacementSchema = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('header'), name: z.string().min(1), prefix: z.string().optional() }),
  z.strictObject({ in: z.literal('query'), name: z.string().min(1) }),
  z.strictObject({ in: z.literal('path'), name: z.string().min(1) }),
])
export type Placement = z.infer<typeof PlacementSchema>

const shared = {
  id: Id,
  /** Shown where several kinds can be selected: “Bot token”. */
  label: z.string().min(1),
  /** Instructions for getting the credentials, in one or two sentences. */
  help: z.string().optional(),
  /** Page of the vendor where credentials are created. */
  helpUrl: HttpsUrl.optional(),
  /** Public fields, such as the host of a self-hosted service; for `custom` also secret ones. */
  fields: z.array(ConnectionFieldSchema).optional(),
}

const OAuthSchema = z.strictObject({
  ...shared,
  kind: z.literal('oauth2'),
  grant: z.enum(['authorization-code', 'client-credentials', 'device']),
  /** `{field}` is allowed in a tenant's host or path. Required for `authorization-code`. */
  authorizeUrl: HttpsUrl.optional(),
  /** Required for `device`. */
  deviceUrl: HttpsUrl.optional(),
  tokenUrl: HttpsUrl,
  /** The endpoint for renewals if it differs from `tokenUrl`. */
  refreshUrl: HttpsUrl.optional(),
  revokeUrl: HttpsUrl.optional(),
  /** Requested scopes. The scopes of an action must be among them. */
  scopes: z.array(z.string()),
  quirks: z
    .strictObject({
      /** Parameters that are added to the authorization request, such as `access_type: 'offline'`. */
      authorizeParameters: z.record(z.string(), z.string()).optional(),
      /** Parameters that are added to token requests. */
      tokenParameters: z.record(z.string(), z.string()).optional(),
      /** false if the service rejects PKCE. */
      pkce: z.boolean().optional(),
      /** Client authentication at the token endpoint: `basic` by default. */
      clientAuthentication: z.enum(['basic', 'body', 'none']).optional(),
      /** A space by default. */
      scopeSeparator: z.string().optional(),
      /** Name of the scope parameter where it is not `scope`, such as Slack's `user_scope`. */
      scopeParameter: z.string().optional(),
    })
    .optional(),
  /** `Authorization: Bearer …` by default. */
  placement: PlacementSchema.optional(),
})

const ServiceAccountSchema = z.discriminatedUnion('provider', [
  z.strictObject({
    ...shared,
    kind: z.literal('service-account'),
    provider: z.literal('google'),
    scopes: z.array(z.string()).min(1),
  }),
  z.strictObject({ ...shared, kind: z.literal('service-account'), provider: z.literal('github-app') }),
])

/**
 * A way to authenticate at a service, as data: the form of a connection and the request's credentials follow from it.
 * `lib/services/integrations` implements each kind once.
 */
export const ConnectionKindSchema = z.union([
  z.strictObject({ ...shared, kind: z.literal('none') }),
  z.strictObject({
    ...shared,
    kind: z.literal('api-key'),
    keyLabel: z.string().min(1),
    placeholder: z.string().optional(),
    placement: PlacementSchema,
  }),
  z.strictObject({
    ...shared,
    kind: z.literal('basic'),
    userLabel: z.string().min(1),
    passwordLabel: z.string().min(1),
  }),
  z.strictObject({
    ...shared,
    kind: z.literal('bearer'),
    keyLabel: z.string().min(1),
    placeholder: z.string().optional(),
    /** Scopes to add at the service before the token is created. */
    tokenScopes: z.array(z.string()).optional(),
  }),
  OAuthSchema,
  ServiceAccountSchema,
  z.strictObject({
    ...shared,
    kind: z.literal('signed'),
    scheme: z.enum(['aws-sigv4', 'feishu', 'dingtalk', 'wecom']),
    /** The AWS service whose requests are signed, for `aws-sigv4`. */
    service: z.string().optional(),
  }),
  z.strictObject({
    ...shared,
    kind: z.literal('custom'),
    /** The target of each secret field; the others only fill `{field}` in hosts and paths. */
    placements: z.array(z.strictObject({ field: z.string(), placement: PlacementSchema })),
  }),
])
export type ConnectionKind = z.infer<typeof ConnectionKindSchema>
