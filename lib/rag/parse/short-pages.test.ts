import { expect, test } from 'vitest'
import { readHtml } from './html/parse-html'

const textOf = (body: string) =>
  readHtml(`<html><head><title>T</title></head><body>${body}</body></html>`).builder.toString()

test.each([
  [
    'a list of links above the heading',
    '<ul><li><a href=/>Home</a><li><a href=/b>Shop</a></ul><h1>Opening hours</h1><p>From nine to five.</p>',
  ],
  [
    'a line of links in a header',
    '<header><div><a href=/>Home</a> | <a href=/b>Shop</a></div></header><h1>Opening hours</h1><p>From nine to five.</p>',
  ],
  [
    'an element named menu, on a page without headings',
    '<div class="main-menu"><a href=/>Home</a><a href=/b>Shop</a></div><p>Opening hours<p>From nine to five.',
  ],
  [
    'links at the foot',
    '<h1>Opening hours</h1><p>From nine to five.</p><footer><p><a href=/>Home</a> · <a href=/b>Shop</a></p></footer>',
  ],
  [
    'a menu by its role',
    '<div role="navigation"><a href=/>Home</a> and the Shop</div><h1>Opening hours</h1><p>From nine to five.</p>',
  ],
])('removes the menu of a short page: %s', (_, body) => {
  expect(textOf(body)).not.toMatch(/Home|Shop/)
  expect(textOf(body)).toMatch(/Opening hours\s+From nine to five\./)
})

test.each([
  [
    'links that the page is about',
    '<h1>Downloads</h1><ul><li><a href=a>Manual</a><li><a href=b>Drivers</a></ul>',
    'Drivers',
  ],
  [
    'links within the main part',
    '<main><ul><li><a href=a>Manual</a><li><a href=b>Drivers</a></ul><h1>Downloads</h1></main>',
    'Drivers',
  ],
  ['a page of nothing else', '<ul class=menu><li><a href=a>Manual</a><li><a href=b>Drivers</a></ul>', 'Drivers'],
  [
    'a sentence with links',
    '<p>See the <a href=a>Manual</a> or the <a href=b>Drivers</a> for all of it.</p><h1>Help</h1>',
    'Drivers',
  ],
  [
    'everything on a page with thousands of elements, which are too many to check',
    `<ul><li><a href=a>Manual</a><li><a href=b>Drivers</a></ul><h1>Help</h1>${'<div></div>'.repeat(5_000)}`,
    'Drivers',
  ],
  ['a header with the heading', '<header><h1>Kettle</h1><p>Boils water.</p></header><p>Two litres.', 'Boils water.'],
])('keeps %s on a short page', (_, body, kept) => {
  expect(textOf(body)).toContain(kept)
})

test('nests Google Docs lists as displayed', () => {
  const list = (tag: string, level: number, text: string, nested = '') =>
    `<${tag} class="lst-kix_ab1-${level}${nested}"><li>${text}</li></${tag}>`
  const lists = [
    list('ul', 0, 'Pack', ' start') + list('ul', 1, 'Lid', ' start') + list('ul', 2, 'Seal', ' start'),
    list('ul', 1, 'Base') + list('ul', 0, 'Ship'),
  ].join('')
  const numbered = `<ol class="lst-kix_cd2-0 start"><li>One</li></ol><ol class="lst-kix_cd2-1 start"><li>Of one</li></ol><ol class="lst-kix_cd2-0" start="2"><li>Two</li></ol>`
  const body = `<p>To do</p>${lists}<p>Order</p>${numbered}`
  const expected = '- Pack\n  - Lid\n    - Seal\n  - Base\n- Ship'
  expect(textOf(body)).toContain(expected)
  expect(textOf(body)).toContain('1. One\n  1. Of one\n2. Two')
  // This also applies when Readability extracts the article.
  const longPage = `<article><p>${'Long enough to be an article, with commas, and so on. '.repeat(20)}</p>${body}</article>`
  expect(textOf(`<nav><a href=/>Home</a></nav>${longPage}`)).toContain(expected)
})
