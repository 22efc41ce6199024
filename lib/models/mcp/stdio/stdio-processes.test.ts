import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropSingleton } from '@/lib/platform/singleton'
import { callMcpTool } from '../call-mcp-tool'
import { listMcpTools } from '../list-mcp-tools'
import { type McpTarget, withMcpSession } from '../mcp-session'
import { readMcpResult } from '../read-mcp-result'
import { StdioProcesses } from './stdio-processes'

let folder: string
const processes = new StdioProcesses()
const FILES = path.resolve('node_modules/@modelcontextprotocol/server-filesystem/dist/index.js')

const PROBE = path.resolve('lib/models/mcp/testing/probe-server.ts')

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'mcp-stdio-')))
  await mkdir(path.join(folder, 'docs'))
  await writeFile(path.join(folder, 'docs/hello.txt'), 'Hello from a file')
  const save = (name: string, server: object) => writeFile(path.join(folder, name), JSON.stringify(server))
  await save('files.json', { command: process.execPath, args: [FILES, path.join(folder, 'docs')] })
  await save('probe.json', { command: process.execPath, args: [PROBE], env: { GREETING: 'Hi' } })
  await save('relative.json', { command: 'node', args: [PROBE] })
  const names = ['files', 'probe', 'relative']
  process.env.MCP_STDIO = names.map((name) => `${name}=${path.join(folder, `${name}.json`)}`).join()
  dropSingleton('env')
})
afterAll(async () => {
  delete process.env.MCP_STDIO
  dropSingleton('env')
  await processes.close()
  await rm(folder, { recursive: true })
})

const target = (name: string, workspaceId = 'w1', pool = processes): McpTarget => ({
  label: name,
  isSaved: true,
  start: () => pool.acquire({ workspaceId, name }),
})
const session = (server: McpTarget) => ({ target: server, signal: AbortSignal.timeout(60_000), timeoutMs: 60_000 })
const call = (server: McpTarget, name: string, args = {}) =>
  withMcpSession(session(server), async (client, signal) =>
    readMcpResult(await callMcpTool(client, { name, arguments: args, signal })),
  )

test('lists and calls the tools of the reference server for files', async () => {
  const tools = await withMcpSession(session(target('files')), listMcpTools)
  expect(tools.map(({ name }) => name)).toContain('read_text_file')
  expect(await call(target('files'), 'read_text_file', { path: path.join(folder, 'docs/hello.txt') })).toContain(
    'Hello from a file',
  )
  await expect(call(target('files'), 'read_text_file', { path: '/etc/passwd' })).rejects.toThrow(/denied/)
})

test('a process has only the named variables', async () => {
  const { __CF_USER_TEXT_ENCODING: _mac, ...variables } = JSON.parse(await call(target('probe'), 'env'))
  expect(variables).toEqual({ GREETING: 'Hi' })
})

test('one process serves one workspace', async () => {
  const [first, second, other] = await Promise.all([
    call(target('probe', 'w1'), 'pid'),
    call(target('probe', 'w1'), 'pid'),
    call(target('probe', 'w2'), 'pid'),
  ])
  expect(first).toBe(second)
  expect(other).not.toBe(first)
})

test('ends an idle process, and starts it again for the next call', async () => {
  const brief = new StdioProcesses(1)
  const first = await call(target('probe', 'w1', brief), 'pid')
  await expect.poll(() => isAlive(Number(first))).toBe(false)
  expect(await call(target('probe', 'w1', brief), 'pid')).not.toBe(first)
  await brief.close()
})

test('a memory leak ends that process alone', async () => {
  const other = await call(target('probe', 'w2'), 'pid')
  await expect(call(target('probe', 'w1'), 'leak')).rejects.toMatchObject({ code: 'TOOL_FAILED' })
  expect(await call(target('probe', 'w2'), 'pid')).toBe(other)
  expect(await call(target('probe', 'w1'), 'pid')).not.toBe(other)
})

test('rejects names that the operator does not offer, and commands that are not absolute', async () => {
  await expect(call(target('npx'), 'pid')).rejects.toMatchObject({ key: 'mcp.stdioMissing' })
  await expect(call(target('relative'), 'pid')).rejects.toMatchObject({ key: 'mcp.stdioInvalid' })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
