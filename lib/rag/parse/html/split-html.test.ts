import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { TextBuilder } from '../text-builder'
import { htmlToText } from './html-to-text'
import { readHtml } from './parse-html'
import { splitHtml } from './split-html'

const LONG = 'word '.repeat(6_000)
/** Together they form a page of several pieces. */
const PARTS = [
  `<h2>Title</h2><p>${LONG}</p>`,
  `<p>one<p>two <b>bold</b> ${LONG}`,
  `<div class="a">${LONG}<div><p>inner</p></div> tail</div>`,
  `<ul><li>first</li><li>second ${LONG}<ol start="3"><li>third</ol></ul>`,
  `<table><tr><th>Part</th><th>Weight</th></tr><tr><td>bolt</td><td>${LONG}</td></tr></table>`,
  `<!-- <p>not said ${LONG} --><script>const a = "<p>nor this</p>"</script>`,
  `<section>loose <i>text</i> ${LONG}</section></div>`,
  `<pre>  kept\n  as it is ${LONG}</pre>`,
  `<div><p>first</p>loose ${LONG}</div>after`,
  `<main><article\n><p\n>broken</p\n>${LONG}</article >`,
  `</main><script>const page = "<body><html>"</script><!-- <body> --><h3>&lt;Last&gt;</h3>${LONG}`,
  `</body></html><html><head><title>Another</title></head><body><p>page ${LONG}</p>`,
]

const textOf = (html: string) => {
  const builder = new TextBuilder()
  htmlToText(parseHTML(html).document, builder)
  return builder.toString()
}

test('gives the same text in pieces as in one go', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PARTS), { minLength: 25, maxLength: 60 }), (parts) => {
      const html = `<html><body>${parts.join('')}`
      const pieces = [...splitHtml(html)]
      expect(pieces.length).toBeGreaterThan(1)
      expect(withoutTags(pieces.join(''))).toBe(withoutTags(html))
      expect(pieces.map(textOf).filter(Boolean).join('\n\n').split(/\n+/)).toEqual(textOf(html).split(/\n+/))
    }),
    { numRuns: 20 },
  )
})

/** Enclosing tags are repeated before a piece. */
const withoutTags = (html: string) => html.replace(/<(?:html|body|main|article|section|div)>/g, '')

test('keeps an unclosed element in one piece', () => {
  expect([...splitHtml(`<ul>${`<li>${LONG}</li>`.repeat(20)}`)]).toHaveLength(1)
})

test('keeps title, language, headings and text of a page with very many elements', () => {
  const rows = Array.from({ length: 60_000 }, (_, row) => `<h3>Row ${row}</h3><p>Of ${row}.</p>`)
  const html = `<html lang="de"><head><title>Rows</title><meta name="author" content="Ada"></head><body>${rows.join('')}<script>const page = "<body>"</script><p>End.</p></body></html>`
  const { builder, ...head } = readHtml(html)
  expect(head).toMatchObject({ title: 'Rows', language: 'de', properties: { author: 'Ada' } })
  expect([builder.sections.length, builder.sections.at(-1)?.title]).toEqual([60_000, 'Row 59999'])
  expect(builder.toString().endsWith('Of 59999.\n\nEnd.')).toBe(true)
})
