import { z } from 'zod'
import { schemaError } from '@/lib/messages/problems/schema-error'
import type { ConnectionKind } from '@/lib/plugins/connection-kinds'
import { readSecretOrigin } from '../secret-origin'

/** Plain HTTP is accepted here and blocked later, unless the operator allows the address. */
const WebAddress = z
  .url({ protocol: /^https?$/, ...schemaError('forms.authAddress') })
  .max(1_000)
  .refine(
    (url) => !URL.canParse(url) || (new URL(url).username === '' && new URL(url).password === ''),
    schemaError('forms.addressWithUser'),
  )

/** An origin that credentials may be sent to: HTTPS unless `http://` is written. */
const Origin = z
  .string()
  .max(300)
  .transform((written, context) => {
    const origin = readSecretOrigin(written)
    if (origin === null) context.addIssue({ code: 'custom', message: 'forms.host', key: 'forms.host' })
    return origin ?? written
  })

const HeaderName = z.string().regex(/^[A-Za-z0-9-]{1,100}$/, schemaError('forms.headerName'))
const ParameterName = z.string().regex(/^[A-Za-z0-9_.[\]-]{1,100}$/, schemaError('forms.parameterName'))
const Prefix = z.string().regex(/^[\x20-\x7e]{0,40}$/, schemaError('forms.keyPrefix'))

const Placement = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('header'), name: HeaderName, prefix: Prefix.optional() }),
  z.strictObject({ in: z.literal('query'), name: ParameterName }),
  z.strictObject({ in: z.literal('path'), name: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/) }),
])

const CustomField = z.strictObject({
  name: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, schemaError('forms.credentialField')),
  label: z.string().trim().min(1).max(80),
  secret: z.boolean().optional(),
})

const Scopes = z
  .array(
    z
      .string()
      .trim()
      .regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, schemaError('forms.scopeName')),
  )
  .max(100)
const head = { id: z.literal('custom'), label: z.string().max(80) }
const Parameters = z.record(z.string().max(100), z.string().max(1_000))

/** The authentication of a service without an integration, as described by its owner. */
export const CustomKind = z.discriminatedUnion('kind', [
  z.strictObject({ ...head, kind: z.literal('api-key'), keyLabel: z.string().min(1).max(80), placement: Placement }),
  z.strictObject({
    ...head,
    kind: z.literal('basic'),
    userLabel: z.string().min(1).max(80),
    passwordLabel: z.string().min(1).max(80),
  }),
  z.strictObject({ ...head, kind: z.literal('bearer'), keyLabel: z.string().min(1).max(80) }),
  z.strictObject({
    ...head,
    kind: z.literal('oauth2'),
    grant: z.enum(['authorization-code', 'client-credentials', 'device']),
    authorizeUrl: WebAddress.optional(),
    deviceUrl: WebAddress.optional(),
    tokenUrl: WebAddress,
    refreshUrl: WebAddress.optional(),
    revokeUrl: WebAddress.optional(),
    scopes: Scopes,
    quirks: z
      .strictObject({
        authorizeParameters: Parameters.optional(),
        tokenParameters: Parameters.optional(),
        pkce: z.boolean().optional(),
        clientAuthentication: z.enum(['basic', 'body', 'none']).optional(),
        scopeSeparator: z.string().min(1).max(3).optional(),
      })
      .optional(),
  }),
  z.discriminatedUnion('provider', [
    z.strictObject({
      ...head,
      kind: z.literal('service-account'),
      provider: z.literal('google'),
      scopes: Scopes.min(1, schemaError('forms.scopesMissing')),
    }),
    z.strictObject({ ...head, kind: z.literal('service-account'), provider: z.literal('github-app') }),
  ]),
  z.strictObject({
    ...head,
    kind: z.literal('signed'),
    scheme: z.literal('aws-sigv4'),
    service: z.string().regex(/^[a-z0-9-]{1,40}$/, schemaError('forms.awsService')),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('custom'),
    fields: z.array(CustomField).min(1, schemaError('forms.fieldsMissing')).max(10),
    placements: z.array(z.strictObject({ field: z.string().max(40), placement: Placement })).max(10),
  }),
])

/** Settings that are in the manifest for other services. */
export const CustomService = z.strictObject({
  kind: CustomKind,
  /** The only origins that the credentials are sent to. */
  hosts: z.array(Origin).min(1, schemaError('forms.hostsMissing')).max(20),
  /** A GET that succeeds with valid credentials. */
  testUrl: WebAddress.nullable(),
})
export type CustomService = Omit<z.infer<typeof CustomService>, 'kind'> & { kind: ConnectionKind }
