import { expect, test } from 'vitest'
import { groupByDay } from './group-by-day'

const head = (id: string, at: Date) => ({ id, title: id, updatedAtMs: at.getTime() })
const now = new Date(2026, 10, 30, 9).getTime()

test('groups conversations by day and month, in the language of the page', () => {
  const heads = [
    head('a', new Date(2026, 10, 30, 8)),
    head('b', new Date(2026, 10, 30, 0, 1)),
    head('c', new Date(2026, 10, 29, 23, 59)),
    head('d', new Date(2026, 10, 28, 12)),
    head('e', new Date(2026, 9, 1)),
  ]
  const shown = groupByDay(heads, 'en', now).map(({ name, heads: some }) => [name, some.map(({ id }) => id)])
  expect(shown).toEqual([
    ['today', ['a', 'b']],
    ['yesterday', ['c']],
    ['November 2026', ['d']],
    ['October 2026', ['e']],
  ])
  expect(groupByDay(heads, 'zh-CN', now).map(({ name }) => name)).toEqual(['今天', '昨天', '2026年11月', '2026年10月'])
})

test('groups a conversation with a future date under today', () => {
  expect(groupByDay([head('a', new Date(2026, 11, 3))], 'en', now).map(({ name }) => name)).toEqual(['today'])
})
