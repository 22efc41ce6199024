import { expect, test } from 'vitest'
import { plotColumns } from './plot-columns'

const part = (day: string, id: string, costMicros: number) => ({ day, id, costMicros, tokens: 10, calls: 1 })
const usage = {
  from: '2026-11-22',
  to: '2026-11-24',
  daily: {
    app: [part('2026-11-22', 'a', 10), part('2026-11-22', 'rest', 90), part('2026-11-24', 'b', 30)],
    model: [],
  },
}

test('each day has a column, with the largest part first and the rest last', () => {
  const { parts, columns, most, totals } = plotColumns(usage, 'app', 'cost')
  expect(parts).toEqual(['b', 'a', 'rest'])
  expect(totals).toEqual([30, 10, 90])
  expect(columns.map(({ day, values }) => [day, values])).toEqual([
    ['2026-11-22', [0, 10, 90]],
    ['2026-11-23', [0, 0, 0]],
    ['2026-11-24', [30, 0, 0]],
  ])
  expect(most).toBe(100)
})

test('an empty plot has no height and does not divide by zero', () => {
  expect(plotColumns(usage, 'model', 'calls')).toMatchObject({ parts: [], most: 1 })
})
