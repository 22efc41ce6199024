// Contract tests with third-party client packages. `npm test` runs them after the build; manually:
// `node e2e/clients/run.mjs [file …]` from the project's folder.

import { globSync } from 'node:fs'
import path from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { startFakeModel } from './support/fake-model.mjs'
import { publishApps } from './support/publish-apps.mjs'
import { startReceiver } from './support/receiver.mjs'
import { startServer } from './support/start-server.mjs'

const folder = fileURLToPath(new URL('.', import.meta.url))
const requestedTests = process.argv.slice(2)
const files = globSync('tests/*.test.mjs', { cwd: folder })
  .filter((file) => requestedTests.length === 0 || requestedTests.some((name) => file.includes(name)))
  .map((file) => path.join(folder, file))

const model = await startFakeModel()
const receiver = await startReceiver()
const server = await startServer({ EGRESS_ALLOW: `${new URL(model.url).origin},${receiver.url}` })
try {
  const apps = await publishApps(server.ask, model.url)
  const { secret } = await server.ask('POST', `/api/studio/apps/${apps.chat.appId}/callback-secret`)
  const mapping = { kind: 'fields', fields: [{ input: 'title', path: 'title' }] }
  const hook = { name: 'Hook', auth: 'signature', mapping }
  const { trigger, secret: hookSecret } = await server.ask('POST', `/api/studio/apps/${apps.form.appId}/triggers`, hook)
  process.env.PATCHBAY_SERVED = JSON.stringify({
    url: server.url,
    ...apps,
    callbackSecret: secret,
    receiverUrl: receiver.url,
    hook: { path: new URL(trigger.url).pathname, secret: hookSecret },
  })
  if (!(await passes(files))) process.exitCode = 1
} finally {
  await server.stop()
  model.close()
  receiver.close()
}
process.exit()

/** One process per file, two at a time, for two cores. */
function passes(tests) {
  return new Promise((resolve) => {
    let failures = 0
    const results = run({ files: tests, concurrency: 2, timeout: 120_000 })
    results.on('test:fail', () => (failures += 1))
    results.on('end', () => resolve(failures === 0))
    results.compose(spec).pipe(process.stdout)
  })
}
