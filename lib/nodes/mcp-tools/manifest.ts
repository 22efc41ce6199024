import { z } from 'zod'
import type { GraphIssue } from '@/lib/graph/issue'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { textRef } from '@/lib/messages/problems/text-ref'
import { SecretHeaderFields } from '../shared/http/secret-header'
import { OptionFields } from './option-fields'

const Config = z.strictObject({
  /** Id of a server of the workspace; empty if the address below is used. */
  server: z
    .string()
    .max(64)
    .default('')
    .meta(layout({ hidden: true, input: 'mcp-server' })),
  /** The server's name when it was selected, for the canvas. */
  serverName: z
    .string()
    .max(120)
    .default('')
    .meta(layout({ hidden: true })),
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
  ...OptionFields,
})
export type McpToolsConfig = z.infer<typeof Config>

export const manifest = defineManifest<McpToolsConfig>({
  type: 'mcp-tools',
  version: 3,
  label: 'MCP tools',
  description: 'Offers the tools of an MCP server to an agent.',
  group: 'tool',
  icon: 'plug',
  config: Config,
  effect: 'write',
  reusable: false,
  bringsUntrusted: true,
  ports: () => ({ inputs: [], outputs: [{ id: 'tools', label: 'Tools', kind: 'tool' }] }),
  // Version 1 always continued. Version 2 names its server by the address, which still works.
  migrate: (from, config) => (from === 1 ? { ...config, continueWithout: true } : config),
  texts: { noServer: 'No server yet' },
  summary: ({ serverName, url }, text) => serverName || (URL.canParse(url) ? new URL(url).host : text('noServer')),
  check: ({ server, url }, nodeId): GraphIssue[] => {
    if (server !== '' || (/^https?:\/\//i.test(url) && URL.canParse(url))) return []
    const text = textRef('nodeSettings.serverAddress')
    return [{ code: 'INVALID_CONFIG', severity: 'error', ...text, nodeId, path: 'server' }]
  },
})
