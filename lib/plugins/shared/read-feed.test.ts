import { expect, test } from 'vitest'
import { readElements, readFeed } from './read-feed'

test('reads RSS with escaped markup and namespaces', () => {
  const feed = readFeed(`<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
    <title>Liftoff &amp; News</title><link>https://example.com</link>
    <item><title>Star City</title><link>https://example.com/1</link><guid isPermaLink="false">tag:1</guid>
      <description>How do Americans &lt;a href="x"&gt;get ready&lt;/a&gt;?</description><dc:creator>Ada</dc:creator>
      <pubDate>Tue, 03 Jun 2003 09:39:21 GMT</pubDate></item>
    <item><title><![CDATA[No <b>date</b>]]></title><link>https://example.com/2</link></item></channel></rss>`)
  expect(feed.title).toBe('Liftoff & News')
  expect(feed.entries).toEqual([
    {
      id: 'tag:1',
      title: 'Star City',
      url: 'https://example.com/1',
      author: 'Ada',
      summary: 'How do Americans get ready ?',
      publishedAt: '2003-06-03T09:39:21.000Z',
    },
    {
      id: 'https://example.com/2',
      title: 'No date',
      url: 'https://example.com/2',
      summary: '',
      author: '',
      publishedAt: '',
    },
  ])
})

test('reads Atom with links as attributes', () => {
  const xml = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Feed</title>
    <entry><title>Robots</title><link rel="enclosure" href="https://example.org/a.mp3"/>
      <link href="https://example.org/2003?a=1&amp;b=2"/><id>urn:uuid:1225c695</id><updated>2003-12-13T18:30:02Z</updated>
      <author><name>John Doe</name></author><author><name>Jane Doe</name></author><summary>Some text.</summary></entry></feed>`
  expect(readFeed(xml).entries).toEqual([
    {
      id: 'urn:uuid:1225c695',
      title: 'Robots',
      url: 'https://example.org/2003?a=1&b=2',
      author: 'John Doe',
      summary: 'Some text.',
      publishedAt: '2003-12-13T18:30:02.000Z',
    },
  ])
  expect(readElements(xml, 'entry', 'name')).toEqual([['John Doe', 'Jane Doe']])
})

test.each(['<html><body><p>Hi</p></body></html>', 'Just text.'])('rejects content that is not a feed: %s', (text) => {
  expect(() => readFeed(text)).toThrow(/no RSS or Atom feed/)
})
