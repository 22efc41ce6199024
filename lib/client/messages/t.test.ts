import { expect, test } from 'vitest'
import { t } from './t'

test('fills in variables', () => {
  expect(t('common.nothingFoundFor', { query: 'apple' })).toBe('No results for “apple”.')
})

test('selects the plural form by count', () => {
  expect([t('apps.nodes', { count: 1 }), t('apps.nodes', { count: 1_200 })]).toEqual(['1 node', '1,200 nodes'])
})

test('rejects unknown keys and missing variables at compile time', () => {
  // @ts-expect-error: no such message.
  expect(t('common.noSuchMessage')).toBe('common.noSuchMessage')
  // @ts-expect-error: `query` is missing.
  expect(() => t('common.nothingFoundFor')).toThrow('query')
})
