import { expect, test } from 'vitest'
import { cpuMs } from '@/lib/graph/testing/cpu-ms'
import { plainMarkdown } from './plain-markdown'

const line = (text: string) => plainMarkdown(text).replace(/\s+/g, ' ').trim()

test.each([
  ['# Refund\n\nPay **40 €** to _Ada_?', 'Refund Pay 40 € to Ada?'],
  ['- one\n* two\n+ [x] three\n1. four', 'one two three 1. four'],
  ['> Dear all,\n> see [the terms](https://shop.example/terms "Terms")', 'Dear all, see the terms'],
  ['![A lamp](/lamp.png) costs `12`', 'A lamp costs 12'],
  ['see [1] and [the list [of] terms](/terms), ``a ` b``', 'see [1] and [the list [of] terms](/terms), a ` b'],
  ['```sql\nselect 1\n```', 'select 1'],
  ['| Item | Price |\n|---|--:|\n| Lamp | 12 |', 'Item | Price Lamp | 12'],
  ['above\n\n---\n\nbelow ***now*** ~~then~~', 'above below now then'],
  ['Not \\*bold\\*', 'Not *bold*'],
])('removes markup and keeps the text: %j', (text, plain) => {
  expect(line(text)).toBe(plain)
})

test.each([
  'order_id and unit_price_net',
  '2 * 3 * 4 = 24',
  'a[0] (see below)',
  'C# and F#',
  '5 > 3 and 2 < 4',
  'a - b',
  'snake__case__name',
  '#42 is late',
])('keeps what only resembles markup: %s', (text) => {
  expect(line(text)).toBe(text)
})

test('handles a long text of markup quickly', () => {
  const marks = ['*', '_', '`', '[', '![', '![a](', '<', '|', '|-', '~~', '> ', '- ', '` `` ``` ````a', '[a](b "']
  for (const mark of marks) {
    const usedMs = cpuMs(() => plainMarkdown(`${mark.repeat(200_000 / mark.length)}x`))
    expect([mark, usedMs < 1_000]).toEqual([mark, true])
  }
})
