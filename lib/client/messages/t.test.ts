import { expect, test } from 'vitest'
import { t } from './t'

test('fills variables in', () => {
  expect(t('common.nothingFoundFor', { query: 'apple' })).toBe('No results for “apple”.')
})

test('chooses the plural by count', () => {
  expect([t('apps.nodes', { count: 1 }), t('apps.nodes', { count: 1_200 })]).toEqual(['1 node', '1,200 nodes'])
})

test('refuses unknown keys and missing variables when it is compiled', () => {
  // @ts-expect-error: no such message.
  expect(t('common.noSuchMessage')).toBe('common.noSuchMessage')
  // @ts-expect-error: `query` is missing.
  expect(() => t('common.nothingFoundFor')).toThrow('query')
})
