import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isProviderId } from '@/lib/providers/manifests.gen'
import { catalogModels, readCatalog } from './catalog'
import { CATALOG_FILES } from './catalog-files'
import { CatalogFile } from './catalog-schema'
import { findModel } from './find-model'

const files = CATALOG_FILES.map((file) => CatalogFile.parse(file))

test('validates every file on disk against the schema and reads it', () => {
  const onDisk = readdirSync(path.join(import.meta.dirname, 'data')).filter((name) => name.endsWith('.json'))
  expect(onDisk.length).toBe(CATALOG_FILES.length)
  expect(CatalogFile.safeParse({ ...files[0], surprise: true }).success).toBe(false)
})

test('has at most one file per existing provider', () => {
  const all = files.flatMap(({ providers }) => providers)
  expect(all.filter((provider) => provider !== 'builtin' && !isProviderId(provider))).toEqual([])
  expect(new Set(all).size).toBe(all.length)
})

test('has unique names within a provider', () => {
  for (const { providers, models } of files) {
    const names = models.flatMap(({ id, aliases }) => [id, ...(aliases ?? [])]).map((name) => name.toLowerCase())
    expect([providers[0], names.filter((name, index) => names.indexOf(name) !== index)]).toEqual([providers[0], []])
  }
})

test('has no overlapping prices and no check dates in the future', () => {
  for (const { key, prices = [], checkedOn } of catalogModels()) {
    const sorted = [...prices].sort((a, b) => a.validFrom.localeCompare(b.validFrom))
    for (const [index, price] of sorted.entries()) {
      const next = sorted[index + 1]
      if (next) expect([key, (price.validUntil ?? '9999') <= next.validFrom]).toEqual([key, true])
    }
    expect(checkedOn <= new Date().toISOString().slice(0, 10)).toBe(true)
  }
})

test("describes a model on another platform with that platform's own terms", () => {
  const original = findModel('anthropic', 'claude-haiku-4-5-20251001')
  const elsewhere = findModel('bedrock', 'eu.anthropic.claude-haiku-4-5-20251001-v1:0')
  expect(original).toMatchObject({ key: 'anthropic/claude-haiku-4-5', contextTokens: 200_000 })
  expect(elsewhere).toMatchObject({ providerLabel: 'Amazon Bedrock', contextTokens: 200_000 })
  expect(original?.prices).toHaveLength(1)
  expect(elsewhere?.prices).toBeUndefined()
})

test('finds self-hosted models by tag, by repository and at every server', () => {
  expect(findModel('ollama', 'llama3.2:3b')?.licence).toBe('llama3.2')
  expect(findModel('vllm', 'Qwen/Qwen2.5-7B-Instruct')?.key).toBe('ollama/qwen2.5')
  expect(findModel('openai', 'llama3.2')).toBeNull()
})

test('rejects a reference to a missing model', () => {
  const broken = CatalogFile.parse({
    providers: ['somewhere'],
    label: 'Somewhere',
    checkedOn: '2026-01-01',
    sources: ['https://example.com'],
    models: [{ id: 'x', name: 'X', sameAs: 'openai/none' }],
  })
  expect(() => readCatalog([broken])).toThrow('The catalog has no openai/none')
})
