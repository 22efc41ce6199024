import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { extractValues } from '../shared/values/extract-values'
import { chatApp, runApp } from '../testing/run-app'
import { manifest } from './manifest'

const extract = (text: string, format: string, ...fields: JsonObject[]) =>
  extractValues(
    text,
    format,
    manifest.config.parse({ fields: fields.map((field, index) => ({ name: `v${index + 1}`, ...field })) }).fields,
  )

const PAGE = `<html><head><title>Shop &amp; more</title><script>var a = '<b>no</b>'</script></head>
<body><div class="item"><h2>One</h2><a href="/1" title='a "b"'>See <b>it</b></a></div>
<div class="item"><h2>Two <style>h2 {}</style></h2><a href="/2">See</a></div></body>`

test('reads texts, attributes and HTML by CSS selectors', () => {
  const values = extract(
    PAGE,
    'html',
    { selector: 'title' },
    { selector: '.item h2', all: true },
    { selector: '.item a', take: 'attribute', attribute: 'href', all: true },
    { selector: 'div:nth-of-type(1) a', take: 'html' },
    { selector: 'script' },
    { selector: '.none' },
    { selector: '.none', all: true },
  )
  expect(Object.values(values)).toEqual(['Shop & more', ['One', 'Two'], ['/1', '/2'], 'See <b>it</b>', '', null, []])
})

const FEED = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>News</title>
<item id="1"><title>First &lt;1&gt; &file;</title><dc:creator>Al</dc:creator></item>
<item id="2"><title><![CDATA[Second & last]]></title></item></channel></rss>`

test('reads texts and attributes of XML by paths, and loads no external entities', () => {
  const values = extract(
    FEED,
    'xml',
    { selector: '/rss/channel/title' },
    { selector: '/rss/channel/item/title', all: true },
    { selector: '/rss/channel/item[2]/title' },
    { selector: '//item/@id', all: true },
    { selector: '/rss/@version' },
    { selector: '//dc:creator' },
    { selector: '/rss/*/title' },
    { selector: '/other' },
  )
  expect(Object.values(values)).toEqual([
    ...['News', ['First <1> &file;', 'Second & last'], 'Second & last', ['1', '2'], '2.0', 'Al', 'News', null],
  ])
})

test('rejects invalid selectors and paths, and texts over 5 MB', () => {
  expect(() => extract(PAGE, 'html', { selector: 'a[' })).toThrow('is not a CSS selector')
  expect(() => extract(FEED, 'xml', { selector: '/a/(b)' })).toThrow('is not a path')
  expect(() => extract(FEED, 'xml', { selector: '/@a/b' })).toThrow('continues after an attribute')
  expect(() => extract('x'.repeat(5_000_001), 'html', { selector: 'a' })).toThrow('the maximum is')
})

test('reads deeply nested elements, and limits the work for nested matches', () => {
  const deep = '<div>'.repeat(10_000)
  expect(extract(`${deep}x`, 'html', { selector: 'div' }, { selector: 'div', take: 'html' })).toMatchObject({ v1: 'x' })
  expect(() => extract(`${deep}x`, 'html', { selector: 'div', all: true })).toThrow('nested inside one another')
})

test('returns values by name, and skips the first one if nothing matches', async () => {
  const graph = chatApp(
    [{ id: 'find', type: 'extract', config: { fields: [{ name: 'title', selector: 'h1' }] } }],
    ['in.message -> find.text', 'find.first -> out.text', 'find.values -> out.data'],
  )
  const run = async (message: string) => (await runApp(graph, { inputs: { message } })).outputs
  expect(await run('<h1>Hello</h1>')).toMatchObject({ text: 'Hello', data: { title: 'Hello' } })
  expect(await run('<p>Hello</p>')).not.toHaveProperty('text')
})
