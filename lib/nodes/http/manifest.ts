import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { CONNECTION_NAME } from '@/lib/graph/templates/connection-reference'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import { SecretHeaderFields } from '../shared/http/secret-header'
import { ToolDescription } from '../shared/models/tool-description'
import { variablePorts } from '../shared/variable-ports'

const HeaderSchema = z.strictObject({
  name: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9-]+$/, schemaError('forms.headerName'))
    .meta(layout({ label: 'Name' })),
  value: z
    .string()
    .max(4_000)
    .default('')
    .meta(layout({ label: 'Value', references: true })),
})

const ConnectionSchema = z.strictObject({
  connection: z
    .string()
    .max(64)
    .default('')
    .meta(layout({ label: 'Connection', input: 'connection' })),
  name: z
    .string()
    .regex(CONNECTION_NAME, schemaError('forms.credentialField'))
    .default('service')
    .meta(layout({ label: 'Name in this step', advanced: true })),
  authorize: z
    .boolean()
    .default(true)
    .meta(layout({ label: 'Sign the request with it', input: 'switch' })),
})

const Config = z.strictObject({
  method: z
    .enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    .default('GET')
    .meta(layout({ label: 'Method', input: 'select' })),
  url: z
    .string()
    .max(4_000)
    .default('')
    .meta(
      layout({
        label: 'Address',
        input: 'text',
        references: true,
        placeholder: 'https://api.example.com/orders/{{order}}',
        help: 'Values are percent-encoded.',
      }),
    ),
  headers: z
    .array(HeaderSchema)
    .max(40)
    .default([])
    .meta(layout({ label: 'Headers', itemLabel: 'header', input: 'list' })),
  connections: z
    .array(ConnectionSchema)
    .max(8, schemaError('forms.connectionsAtMost'))
    .default([])
    .meta(
      layout({
        label: 'Connections',
        itemLabel: 'connection',
        input: 'list',
        help: 'Write {{connection.name.field}} to send a credential in the address, a header or the body.',
      }),
    ),
  ...SecretHeaderFields,
  bodyKind: z
    .enum(['none', 'json', 'text'])
    .default('none')
    .meta(layout({ label: 'Body', input: 'select', options: { none: 'None', json: 'JSON', text: 'Text' } })),
  jsonBody: z
    .string()
    .max(200_000)
    .default('')
    .meta(
      layout({
        label: 'JSON',
        input: 'code',
        references: true,
        placeholder: '{ "text": {{text}} }',
        help: 'Values are inserted as JSON. Do not put quotes around {{…}}.',
        showWhen: { field: 'bodyKind', values: ['json'] },
      }),
    ),
  textBody: z
    .string()
    .max(200_000)
    .default('')
    .meta(
      layout({
        label: 'Text',
        input: 'textarea',
        references: true,
        showWhen: { field: 'bodyKind', values: ['text'] },
      }),
    ),
  failOnStatus: z
    .boolean()
    .default(true)
    .meta(layout({ label: 'Fail on status 400 or higher', input: 'switch', advanced: true })),
  timeoutSeconds: z
    .number()
    .min(1)
    .max(60)
    .default(30)
    .meta(layout({ label: 'Timeout', input: 'number', unit: 'seconds', advanced: true })),
  toolDescription: ToolDescription,
})
export type HttpConfig = z.infer<typeof Config>

export const manifest = defineManifest<HttpConfig>({
  type: 'http',
  version: 2,
  label: 'HTTP request',
  description: 'Sends an HTTP request and returns the response.',
  group: 'tool',
  icon: 'globe',
  config: Config,
  effect: 'write',
  reusable: false,
  bringsUntrusted: true,
  onlyReads: ({ method }) => method === 'GET',
  tool: true,
  templates: [
    { path: 'url', encoding: 'uri' },
    { path: 'headers.*.value', encoding: 'text' },
    { path: 'jsonBody', encoding: 'json' },
    { path: 'textBody', encoding: 'text' },
  ],
  ports: (config) => {
    const texts = variablePorts([config.url, ...config.headers.map((header) => header.value), config.textBody], 'text')
    const values = variablePorts(
      [config.jsonBody],
      'any',
      texts.map((port) => port.id),
    )
    return {
      inputs: [...texts, ...values],
      outputs: [
        { id: 'json', label: 'JSON', kind: 'json', description: 'The response, if it is JSON.' },
        { id: 'text', label: 'Text', kind: 'text' },
        { id: 'status', label: 'Status', kind: 'number' },
      ],
    }
  },
  texts: { noAddress: 'No address yet' },
  summary: ({ method, url }, text) => (url === '' ? text('noAddress') : `${method} ${url}`),
  // Version 1 had no connections.
  migrate: (_from, config) => config,
  check: ({ url, connections }, nodeId) => {
    const text = findUrlProblem(url)
    const issue = { code: 'INVALID_CONFIG' as const, severity: 'error' as const, nodeId }
    return [
      ...(text === null ? [] : [{ ...issue, ...text, path: 'url' }]),
      ...connections.flatMap(({ connection, name }, index) => {
        const path = `connections.${index}`
        const isTaken = connections.findIndex((other) => other.name === name) < index
        return [
          ...(connection === ''
            ? [{ ...issue, ...textRef('nodeSettings.connectionMissing'), path: `${path}.connection` }]
            : []),
          ...(isTaken ? [{ ...issue, ...textRef('nodeSettings.connectionTwice'), path: `${path}.name` }] : []),
        ]
      }),
    ]
  },
  defaultPolicy: { timeoutSeconds: 70 },
})

function findUrlProblem(url: string): TextRef | null {
  if (url.trim() === '') return textRef('nodeSettings.addressMissing')
  // The address may begin with an environment variable: only owners set these, and a secret is sent to its own hosts only.
  const written = url.replace(/\{\{\s*env\.[A-Z][A-Z0-9_]*\s*\}\}/g, 'env')
  if (!/^(?:https?:\/\/|env)/i.test(written)) return textRef('nodeSettings.addressScheme')
  // A value in the host would determine where the secret is sent.
  const origin = /^(?:https?:\/\/)?[^/?#]*/i.exec(written)?.[0] ?? ''
  if (origin.includes('{{')) return textRef('nodeSettings.addressHost')
  return null
}
