import { z } from 'zod'
import type { GraphIssue } from '@/lib/graph/issue'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { textRef } from '@/lib/messages/problems/text-ref'
import { SecretHeaderFields } from '../shared/http/secret-header'

const Config = z.strictObject({
  url: z
    .string()
    .max(2_000)
    .default('')
    .meta(
      layout({
        label: 'URL of the MCP server',
        placeholder: 'https://example.com/mcp',
        help: 'Streamable HTTP.',
      }),
    ),
  ...SecretHeaderFields,
  only: z
    .array(z.string().min(1).max(64))
    .max(200)
    .default([])
    .meta(
      layout({
        label: 'Only these tools',
        itemLabel: 'tool',
        input: 'list',
        advanced: true,
        help: 'Leave empty to offer all tools.',
      }),
    ),
  continueWithout: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Continue without this server',
        input: 'switch',
        advanced: true,
        help: 'When the server does not respond, the agent answers without its tools instead of failing.',
      }),
    ),
})
export type McpToolsConfig = z.infer<typeof Config>

export const manifest = defineManifest<McpToolsConfig>({
  type: 'mcp-tools',
  version: 2,
  label: 'MCP tools',
  description: 'Offers the tools of an MCP server to an agent.',
  group: 'tool',
  icon: 'plug',
  config: Config,
  effect: 'write',
  reusable: false,
  bringsUntrusted: true,
  ports: () => ({ inputs: [], outputs: [{ id: 'tools', label: 'Tools', kind: 'tool' }] }),
  // Version 1 always continued.
  migrate: (_from, config) => ({ ...config, continueWithout: true }),
  texts: { noServer: 'No server yet' },
  summary: ({ url }, text) => (URL.canParse(url) ? new URL(url).host : text('noServer')),
  check: ({ url }, nodeId): GraphIssue[] => {
    if (/^https?:\/\//i.test(url) && URL.canParse(url)) return []
    const text = textRef('nodeSettings.serverAddress')
    return [{ code: 'INVALID_CONFIG', severity: 'error', ...text, nodeId, path: 'url' }]
  },
})
