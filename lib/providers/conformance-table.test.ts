import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { clients } from './clients.gen'
import { manifests } from './manifests.gen'
import { MODEL_ABILITIES, type ProviderAbility } from './provider-manifest'
import { conformanceTable, evidenceOf, providerIds } from './testing/conformance-table'
import { OWN_EVIDENCE, TUNING_EVIDENCE } from './testing/own-evidence'

const DOCS = path.join(process.cwd(), 'docs/reference/providers.md')

test('every declared ability of a service has a test', () => {
  const unshown = providerIds().flatMap((id) => {
    const abilities: readonly ProviderAbility[] = manifests[id].abilities
    return abilities.filter((ability) => evidenceOf(id, ability) === null).map((ability) => `${id}: ${ability}`)
  })
  expect(unshown).toEqual([])
})

test('a client implements exactly what its manifest declares', async () => {
  for (const id of providerIds()) {
    const { default: client } = await clients[id]()
    const abilities: readonly ProviderAbility[] = manifests[id].abilities
    const done = MODEL_ABILITIES.filter((ability) => ability !== 'chat' && client[ability] !== undefined)
    expect([id, done]).toEqual([
      id,
      MODEL_ABILITIES.filter((ability) => ability !== 'chat' && abilities.includes(ability)),
    ])
  }
})

test.each(Object.entries(OWN_EVIDENCE))('the evidence tests of %s exist', async (id, titles) => {
  const file = await readFile(path.join(import.meta.dirname, id, 'client.test.ts'), 'utf8')
  for (const title of Object.values(titles)) expect(file).toContain(`test('${title}'`)
})

test.each(Object.entries(TUNING_EVIDENCE))('the evidence test for fine-tuning with %s exists', async (_, evidence) => {
  const file = await readFile(path.join(process.cwd(), 'lib/models/fine-tuning', evidence.file), 'utf8')
  expect(file).toContain(`test('${evidence.title}'`)
})

// To update after a change of a manifest or a case: vitest run
// lib/providers/conformance-table.test.ts -u
test('docs/reference/providers.md contains the generated table', async () => {
  const text = await readFile(DOCS, 'utf8')
  const written = text.replace(/(<!-- table -->\n)[\s\S]*?(<!-- \/table -->)/, `$1${conformanceTable()}\n$2`)
  await expect(written).toMatchFileSnapshot(DOCS)
})
