// npm run new:plugin <id>: writes the skeleton of an integration, which compiles and passes its test.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './node24.mjs'

const ID = /^[a-z][a-z0-9-]{1,39}$/

/** @returns the problem with this id, or null */
export function problemOfId(id, base = root) {
  if (!ID.test(id))
    return `“${id}” is not an id: use 2 to 40 lower-case letters, digits and hyphens, and begin with a letter.`
  if (['execute', 'imported', 'shared', 'testing'].includes(id) || id.startsWith('api-'))
    return `“${id}” is reserved. Choose another id.`
  return existsSync(path.join(base, 'lib/plugins', id)) ? `lib/plugins/${id} exists already.` : null
}

/** Text by path below lib/plugins/<id>. */
export function skeletonOf(id) {
  const label = id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ')
  return {
    'manifest.ts': `import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: '${id}',
  label: '${label}',
  description: 'Reads items of ${label}.',
  categories: ['documents'],
  synonyms: [],
  docsUrl: 'https://api.example.com/docs',
  baseUrl: 'https://api.example.com',
  hosts: ['api.example.com'],
  connections: [
    {
      id: 'key',
      label: 'API key',
      kind: 'bearer',
      keyLabel: 'API key',
      help: 'Create a key in the settings of your account.',
    },
  ],
  tests: [{ method: 'GET', path: '/me', account: '/name', accountId: '/id' }],
})
`,
    'actions/get-item.ts': `import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { idField } from '../../shared/fields'

export default defineAction({
  id: 'get-item',
  version: 1,
  label: 'Get an item',
  description: 'Reads one item by its ID.',
  connections: ['key'],
  effect: 'read',
  input: z.strictObject({ item: idField({ label: 'Item ID' }) }),
  output: z.strictObject({ name: z.string().meta(layout({ label: 'Name' })) }),
  request: { method: 'GET', path: '/items/{{item}}' },
  pick: { name: '/name' },
})
`,
    'zh-CN.ts': `import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '读取 ${label} 的条目。',
  'connections.key.label': 'API 密钥',
  'connections.key.keyLabel': 'API 密钥',
  'connections.key.help': '在账户设置中创建密钥。',
  'actions.get-item.label': '获取条目',
  'actions.get-item.description': '按 ID 读取一个条目。',
  'fields.item.label': '条目 ID',
  'outputs.name.label': '名称',
}
`,
    'wire.test.ts': `import { expect, test } from 'vitest'
import { testCommonFailures } from '../testing/common-failures'
import { callWire } from '../testing/wire'

test('reads an item', async () => {
  const { outputs, requests } = await callWire({
    action: '${id}/get-item',
    input: { item: 'a/b' },
    replies: [{ json: { id: 'a/b', name: 'First' } }],
  })
  expect(requests).toMatchObject([
    { method: 'GET', url: 'https://api.example.com/items/a%2Fb', headers: { authorization: 'Bearer secret-token' } },
  ])
  expect(outputs).toEqual({ name: 'First' })
})

testCommonFailures({ action: '${id}/get-item', label: '${label}', input: { item: '1' } })
`,
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const id = process.argv[2] ?? ''
  const problem = problemOfId(id)
  if (problem) {
    console.error(problem)
    process.exitCode = 1
  } else {
    const folder = path.join(root, 'lib/plugins', id)
    for (const [file, text] of Object.entries(skeletonOf(id))) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), text)
    }
    console.log(
      `Wrote lib/plugins/${id}. Next: edit it, run \`npm run gen\`, then \`npx vitest run lib/plugins/${id}\`.`,
    )
  }
}
