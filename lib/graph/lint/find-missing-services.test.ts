import { expect, test } from 'vitest'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { ends, found, node } from '../testing/lint-graph'

const nodes = [
  ...ends,
  node('mcp', 'mcp-tools', { server: 'm1', serverName: 'Docs' }),
  node('shop', 'action', { plugin: 'api-shop', action: 'find', connection: 'i1', outline: outline('Shop') }),
  node('slack', 'action', { plugin: 'slack', action: 'post-message', connection: '', outline: outline('Slack') }),
]

function outline(service: string) {
  return { service, title: 'Find', effect: 'read', needsConnection: true, fields: [], outputs: [] }
}

test('names a missing connection, imported API and MCP server, and says what to do', () => {
  const issues = found('MISSING_RESOURCE', nodes, [])
  expect(issues.map(({ nodeId, path, severity }) => [nodeId, path, severity])).toEqual([
    ['mcp', 'server', 'error'],
    ['shop', 'plugin', 'error'],
    ['shop', 'connection', 'error'],
  ])
  expect(issues.map((issue) => addEnglish(issue).message)).toEqual([
    '“mcp” uses the MCP server “Docs”, which does not exist in this workspace. Add it under Integrations › MCP servers, then select it in the settings of the step.',
    '“shop” uses the imported API “Shop”, which does not exist in this workspace. Import its OpenAPI document under Integrations › Custom APIs, then select the action again.',
    'The connection “api-shop” of “shop” does not exist in this workspace. Select another one in its settings, or create one under Integrations › Connections.',
  ])
})

test('accepts connections, APIs and servers of the workspace', () => {
  const services = { connections: ['i1'], apis: ['api-shop'], mcpServers: ['m1'], idleMcpServers: [] }
  expect(found('MISSING_RESOURCE', nodes, [], { services })).toEqual([])
})

test('warns that an MCP server without a selected tool offers none', () => {
  const services = { connections: ['i1'], apis: ['api-shop'], mcpServers: ['m1'], idleMcpServers: ['m1'] }
  const issues = found('MISSING_RESOURCE', nodes, [], { services })
  expect(issues.map(({ nodeId, path, severity }) => [nodeId, path, severity])).toEqual([['mcp', 'server', 'warning']])
  expect(issues.map((issue) => addEnglish(issue).message)).toEqual([
    'No tool of the MCP server “Docs” is selected, so “mcp” offers none. Select tools under Integrations › MCP servers.',
  ])
})
