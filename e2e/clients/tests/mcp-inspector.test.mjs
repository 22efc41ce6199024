import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bearer, served } from '../support/served.mjs'

const launcher = fileURLToPath(
  new URL('../node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js', import.meta.url),
)

async function inspect(...args) {
  const server = [
    '--cli',
    `${served.url}/mcp`,
    '--transport',
    'http',
    '--header',
    `Authorization: ${bearer.authorization}`,
  ]
  const { stdout } = await promisify(execFile)(process.execPath, [launcher, ...server, ...args], { timeout: 60_000 })
  return JSON.parse(stdout)
}

test('the inspector’s command line lists tools and calls one', async () => {
  const { tools } = await inspect('--method', 'tools/list')
  assert.deepEqual(
    tools.map(({ name }) => name),
    ['chatty'],
  )
  const { content } = await inspect('--method', 'tools/call', '--tool-name', 'chatty', '--tool-arg', 'message=one')
  assert.equal(content[0].text, 'You said: one')
})
