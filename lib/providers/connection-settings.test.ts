import { expect, test } from 'vitest'
import { checkFields, completeFields, defaultBaseUrl, fieldsOf } from './connection-settings'
import { manifests } from './manifests.gen'
import type { ProviderManifest } from './provider-manifest'

const ALL: ProviderManifest[] = Object.values(manifests)
const HOSTILE = [
  'evil.tld/x',
  'a@evil',
  'a.b',
  'a/b',
  'a\\b',
  'a:1',
  'a#',
  'a?',
  'a%2e',
  'UPPER',
  'a b',
  'a\nb',
  '..',
  'é',
  'x'.repeat(41),
]

/** All field combinations that select a template, with the fields that are part of its host name. */
const placesInHosts = ALL.flatMap((manifest) =>
  [
    { template: manifest.baseUrl.default, selected: {} },
    ...(manifest.fields ?? []).flatMap(({ name, options = [] }) =>
      options.map(({ value, baseUrl }) => ({ template: baseUrl ?? null, selected: { [name]: value } })),
    ),
  ].flatMap(({ template, selected }) =>
    [...(template?.split('/')[2] ?? '').matchAll(/\{(\w+)\}/g)].map(([, place = '']) => ({
      manifest,
      place,
      selected,
    })),
  ),
)

test('some fields are part of host names', () => {
  expect(placesInHosts.length).toBeGreaterThan(1)
})

test.each(placesInHosts)('$place of $manifest.id cannot change the host', ({ manifest, place, selected }) => {
  const field = fieldsOf(manifest, selected).find(({ name }) => name === place)
  expect(field?.required || field?.default !== undefined).toBe(true)
  for (const value of HOSTILE) {
    const problems = checkFields(manifest, { ...selected, [place]: value })
    expect([value, problems.some((problem) => problem.field === place)]).toEqual([value, true])
  }
})

test('rejects a line break after a valid value', () => {
  const values = { endpoint: 'workspace', workspace: 'llm-1', region: 'eu-1\nx' }
  expect(checkFields(manifests.alibaba, values)).toEqual([
    { field: 'region', message: 'Small letters, digits and hyphens only.' },
  ])
})

test('builds the address from valid fields, and shows only relevant ones', () => {
  const { alibaba, tencent, huawei } = manifests
  expect(defaultBaseUrl(alibaba, {})).toBe('https://dashscope-intl.aliyuncs.com/compatible-mode/v1')
  expect(fieldsOf(alibaba, {}).map(({ name }) => name)).toEqual(['endpoint'])
  const workspace = { endpoint: 'workspace', workspace: 'llm-1', region: 'cn-beijing' }
  expect(checkFields(alibaba, workspace)).toEqual([])
  expect(defaultBaseUrl(alibaba, workspace)).toBe('https://llm-1.cn-beijing.maas.aliyuncs.com/compatible-mode/v1')
  expect(defaultBaseUrl(alibaba, { endpoint: 'workspace' })).toBeNull()
  expect(completeFields(tencent, { models: ' ' })).toEqual({ service: 'tokenhub-intl', alwaysStream: 'no' })
  expect(defaultBaseUrl(huawei, {})).toBeNull()
})

test('rejects unknown fields and options', () => {
  expect(checkFields(manifests.anthropic, { region: 'eu' })).toHaveLength(1)
  expect(checkFields(manifests.tencent, { service: 'other' })[0]?.message).toMatch(/^Choose one of: TokenHub/)
  expect(checkFields(manifests.alibaba, { endpoint: 'workspace' }).map(({ field }) => field)).toEqual([
    'workspace',
    'region',
  ])
})
