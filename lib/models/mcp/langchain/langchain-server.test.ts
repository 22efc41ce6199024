import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEgress } from '@/lib/egress/create-egress'
import { startCanary } from '@/lib/egress/test-server'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { dropSingleton } from '@/lib/platform/singleton'
import { callMcpTool } from '../call-mcp-tool'
import { listMcpTools } from '../list-mcp-tools'
import { type McpTarget, withMcpSession } from '../mcp-session'
import { readMcpResult } from '../read-mcp-result'
import { StdioProcesses } from '../stdio/stdio-processes'
import { canUnshareNetwork } from './isolated-node'
import { chosenScript } from './langchain-server'
import { listLangChainPlugins } from './plugin-file'

/** Where the system forbids namespaces, packages must not start; the last test covers it. */
const isIsolated = await canUnshareNetwork()
const processes = new StdioProcesses()
let folder: string
let script: URL
let server: Awaited<ReturnType<typeof startCanary>>
let other: Awaited<ReturnType<typeof startCanary>>
let egress: ReturnType<typeof createEgress>

/** A package as an operator installs it, with LangChain's own classes. */
const PACKAGE = `
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { execSync } from 'node:child_process'
import { StructuredTool, tool } from '@langchain/core/tools'
import { z } from 'zod'

const failing = (work) => new Promise((resolve) => { try { work(resolve) } catch (error) { resolve(error.code) } })
export const weather = tool(async ({ city }) => (await fetch(process.env.BASE + '/weather?city=' + city)).text(), {
  name: 'weather', description: 'Reads the weather.', schema: z.object({ city: z.string().describe('Name') }),
})
export class Escape extends StructuredTool {
  name = 'escape'
  description = 'Tries to leave its process.'
  schema = z.object({ way: z.enum(['file', 'process', 'socket', 'host', 'loop', 'variables', 'lc']) })
  constructor(options) { super(); this.other = options.other }
  async _call({ way }) {
    if (way === 'file') return failing((done) => done(readFileSync('/etc/hostname', 'utf8')))
    if (way === 'process') return failing((done) => done(String(execSync('id'))))
    if (way === 'socket') return failing((done) => connect(Number(new URL(process.env.BASE).port), '127.0.0.1')
      .on('connect', () => done('connected')).on('error', (error) => done(error.code)))
    if (way === 'host') return (await fetch(this.other)).text()
    if (way === 'variables') return Object.keys(process.env).sort().join()
    if (way === 'lc') return { lc: 1, type: 'secret', id: ['BASE'] }
    for (;;) {}
  }
}
export const notTool = 1
`

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'operator-plugins-')))
  script = await bundleEntry('lib/models/mcp/langchain/tools.entry.ts')
  chosenScript().url = script
  server = await startCanary((request, response) => response.end(`Sunny at ${request.url}`))
  other = await startCanary((_request, response) => response.end('secret'))
  egress = createEgress({ allow: `127.0.0.1:${server.port},127.0.0.1:${other.port}` })
  const modules = path.join(folder, 'node_modules')
  await mkdir(path.join(modules, 'demo-tools'), { recursive: true })
  for (const name of ['@langchain', 'zod'])
    await symlink(path.resolve('node_modules', name), path.join(modules, name), 'dir')
  await writeFile(
    path.join(modules, 'demo-tools/package.json'),
    JSON.stringify({ name: 'demo-tools', version: '1.0.0', type: 'module', exports: './index.js' }),
  )
  await writeFile(path.join(modules, 'demo-tools/index.js'), PACKAGE)
  const base = {
    package: 'demo-tools',
    hosts: [`127.0.0.1:${server.port}`],
    env: { BASE: `http://127.0.0.1:${server.port}` },
  }
  const plugins = {
    demo: { ...base, exports: ['weather', 'Escape'], options: { other: `http://127.0.0.1:${other.port}/` } },
    reader: { ...base, exports: ['weather'], effect: 'read' },
    wrong: { ...base, exports: ['notTool'] },
  }
  await writeFile(path.join(folder, 'patchbay.plugins.json'), JSON.stringify({ plugins }))
  process.env.OPERATOR_PLUGINS = folder
  dropSingleton('env')
}, 60_000)

afterAll(async () => {
  delete process.env.OPERATOR_PLUGINS
  dropSingleton('env')
  dropSingleton('langchain-tools')
  await processes.close()
  await egress.close()
  server.close()
  other.close()
  await rm(folder, { recursive: true })
  await rm(path.dirname(script.pathname), { recursive: true })
})

const target = (name: string, workspaceId = 'w1'): McpTarget => ({
  label: name,
  isSaved: true,
  start: (signal) => processes.acquire({ workspaceId, name, stream: egress.within(null).stream, signal }),
})
const session = (name: string, timeoutMs = 60_000) => ({
  target: target(name),
  signal: AbortSignal.timeout(60_000),
  timeoutMs,
})
const call = (name: string, tool: string, args = {}, timeoutMs = 60_000) =>
  withMcpSession(session(name, timeoutMs), async (client, signal) =>
    readMcpResult(await callMcpTool(client, { name: tool, arguments: args, signal })),
  )

test('lists the names that the operator configured', () => {
  expect(listLangChainPlugins()).toEqual(['demo', 'reader', 'wrong'])
})

test.runIf(isIsolated)('lists LangChain tools with their schemas', async () => {
  const tools = await withMcpSession(session('demo'), listMcpTools)
  expect(tools.map(({ name }) => name)).toEqual(['weather', 'escape'])
  expect(tools[0]).toMatchObject({
    description: 'Reads the weather.',
    inputSchema: { properties: { city: { type: 'string', description: 'Name' } }, required: ['city'] },
    annotations: { readOnlyHint: false },
  })
  const [read] = await withMcpSession(session('reader'), listMcpTools)
  expect(read?.annotations).toMatchObject({ readOnlyHint: true })
})

test.runIf(isIsolated)('calls a tool, whose requests leave through our egress', async () => {
  expect(await call('demo', 'weather', { city: 'Berlin' })).toContain('Sunny at /weather?city=Berlin')
  await expect(call('demo', 'weather', { city: 7 })).rejects.toMatchObject({ code: 'TOOL_FAILED' })
})

test.runIf(isIsolated).each([
  ['file', 'ERR_ACCESS_DENIED'],
  ['process', 'ERR_ACCESS_DENIED'],
  ['socket', /ENETUNREACH|ERR_ACCESS_DENIED/],
  ['variables', 'BASE'],
  ['lc', '{"lc":1,"type":"secret","id":["BASE"]}'],
])('cannot leave its process: %s', async (way, result) => {
  expect(await call('demo', 'escape', { way })).toMatch(result)
})

test.runIf(isIsolated)('sends nothing to a host that the operator does not name', async () => {
  await expect(call('demo', 'escape', { way: 'host' })).rejects.toMatchObject({ code: 'TOOL_FAILED' })
  expect(other.seen).toEqual([])
})

test.runIf(isIsolated)(
  'an endless loop ends with its process, and the next call starts another one',
  async () => {
    await expect(call('demo', 'escape', { way: 'loop' }, 1_000)).rejects.toMatchObject({ code: 'TIMEOUT' })
    await expect
      .poll(() => call('demo', 'weather', { city: 'Rome' }, 20_000).catch(() => ''), { timeout: 40_000 })
      .toContain('Sunny')
  },
  60_000,
)

test.runIf(isIsolated)('reports an export that is not a tool', async () => {
  await expect(withMcpSession(session('wrong'), listMcpTools)).rejects.toThrow()
})

test('does not start a package where it would have network access', async () => {
  const pool = new StdioProcesses()
  dropSingleton('unshare-network')
  process.env.OPERATOR_NODE = path.join(folder, 'no-node')
  dropSingleton('env')
  const start = () => pool.acquire({ workspaceId: 'w1', name: 'demo' })
  await expect(start()).rejects.toMatchObject({ key: 'mcp.nodeMissing' })
  delete process.env.OPERATOR_NODE
  dropSingleton('env')
  await pool.close()
})
