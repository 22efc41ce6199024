import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { EnginePorts, McpServerRef } from '@/lib/engine/ports'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

function graphOf(config: JsonObject) {
  return chatApp(
    [
      { id: 'x', type: 'mcp-tools', config },
      { id: 'a', type: 'agent', config: { ask: 'never' } },
    ],
    ['in.message -> a.prompt', 'x.tools -> a.tools', 'a.text -> out.text'],
  )
}

test("lists and calls with the secret's header, and offers only selected tools", async () => {
  const servers: McpServerRef[] = []
  const mcp: EnginePorts['mcp'] = {
    listTools: async ({ server }) => {
      servers.push(server)
      return ['read', 'delete'].map((name) => ({ name, description: '', parameters: { type: 'object' } }))
    },
    callTool: async ({ server, name }) => {
      servers.push(server)
      return `did ${name}`
    },
  }
  const { models, requests } = scriptedModel([{ calls: [{ name: 'read', arguments: {} }] }, { text: 'ok' }])
  const secrets: EnginePorts['secrets'] = { reveal: async ({ name, origin }) => `${name}@${origin}` }
  const config = { url: 'https://mcp.example.com/mcp', secret: 'token', only: ['read'] }
  await runApp(graphOf(config), { inputs: { message: 'Go' }, ports: { mcp, models, secrets } })
  const ref = { url: config.url, headers: { Authorization: 'Bearer token@mcp.example.com' } }
  expect(servers).toEqual([ref, ref])
  expect(requests[0]?.tools?.map((tool) => tool.name)).toEqual(['read'])
  expect(requests[1]?.messages.at(-1)?.content).toBe('did read')
})

test('requests the secret for the origin of the server, plain http included', async () => {
  const requested: string[] = []
  const secrets: EnginePorts['secrets'] = { reveal: async ({ origin }) => `value ${requested.push(origin)}` }
  const mcp: EnginePorts['mcp'] = { listTools: async () => [], callTool: async () => '' }
  const { models } = scriptedModel([{ text: 'ok' }])
  const config = { url: 'http://mcp.example.com/mcp', secret: 'token' }
  await runApp(graphOf(config), { inputs: { message: 'Go' }, ports: { mcp, models, secrets } })
  expect(new Set(requested)).toEqual(new Set(['http://mcp.example.com']))
})

test('accepts only web addresses, never a command', () => {
  for (const config of [
    { command: 'npx', args: ['-c', 'touch canary'] },
    { transport: 'stdio', url: 'https://a.example' },
    { url: 'https://a.example', env: { NODE_OPTIONS: '--require x' } },
  ]) {
    expect(manifest.config.safeParse(config).success).toBe(false)
  }
  for (const url of ['stdio:npx', 'file:///bin/sh', 'javascript:alert(1)', 'npx -y x']) {
    expect(manifest.check?.(manifest.config.parse({ url }), 'x')).toHaveLength(1)
  }
})

const deaf: EnginePorts['mcp'] = {
  listTools: async () => {
    throw new AppError('TIMEOUT', verbatim('The MCP server mcp.example.com did not respond.'))
  },
  callTool: async () => '',
}

test('a server that does not respond fails the agent, with the reason', async () => {
  const { models, requests } = scriptedModel([{ text: 'ok' }])
  const config = { url: 'https://mcp.example.com/mcp' }
  const { error } = await runApp(graphOf(config), { inputs: { message: 'Go' }, ports: { mcp: deaf, models } })
  expect(error?.message).toBe('The MCP server mcp.example.com did not respond.')
  expect(requests).toHaveLength(0)
})

test('the agent continues without a server where its author wants that, and in existing apps', async () => {
  const { models } = scriptedModel([{ text: 'ok' }])
  const config = { url: 'https://mcp.example.com/mcp', continueWithout: true }
  const { outputs } = await runApp(graphOf(config), { inputs: { message: 'Go' }, ports: { mcp: deaf, models } })
  expect(outputs).toEqual({ text: 'ok' })
  expect(manifest.migrate?.(1, { url: config.url })).toEqual(config)
})
