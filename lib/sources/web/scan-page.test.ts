import { expect, test } from 'vitest'
import { cpuMs } from '@/lib/graph/testing/cpu-ms'
import { scanPage } from './scan-page'

test('finds links, base, canonical and title like browsers do', () => {
  const page = scanPage(`<!-- <a href="/no"> --><TITLE>A &amp; B</TITLE><base href='/docs/'>
    <link href=/c rel="alternate canonical"><a HREF = "x?a=1&amp;b=2">x</a><a href=y>y</a><a href='z'>z</a>
    <script>document.write('<a href="/script">')</script><textarea><a href="/t"></textarea><a>none</a><area href="/map">`)
  expect(page).toMatchObject({ title: 'A & B', canonical: '/c', base: '/docs/', isIndexed: true })
  expect(page.links).toEqual(['x?a=1&b=2', 'y', 'z', '/map'])
})

test.each([
  ['tags that never end', '<a '.repeat(500_000)],
  ['quotes that never end', '<a href="'.repeat(300_000)],
  ['mixed quotes', `<a b='<a c="`.repeat(200_000)],
  ['comments that never end', '<!--'.repeat(500_000)],
  ['white space', `<a ${' '.repeat(2_000_000)}`],
  ['scripts that never end', '<script>'.repeat(400_000)],
  ['brackets', '<'.repeat(2_000_000)],
  ['attributes without end', `<a ${'x '.repeat(800_000)}>`],
])('%s are processed in linear time', (_, html) => {
  expect(cpuMs(() => scanPage(html))).toBeLessThan(2_000)
})
