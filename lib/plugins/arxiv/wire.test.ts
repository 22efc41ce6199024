import { expect, test } from 'vitest'
import { callWire } from '../testing/wire'

const atom = (title: string) => `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query: id_list=1706.03762</title>
  <entry><id>http://arxiv.org/abs/1706.03762v7</id><updated>2023-08-02T00:41:18Z</updated>
    <published>2017-06-12T17:57:34Z</published><title>${title}</title>
    <summary>  The dominant sequence transduction models
are based on networks.</summary>
    <author><name>Ashish Vaswani</name></author><author><name>Noam Shazeer</name></author>
    <link href="http://arxiv.org/abs/1706.03762v7" rel="alternate" type="text/html"/></entry></feed>`
const reply = (title: string) => ({ body: atom(title), headers: { 'content-type': 'application/atom+xml' } })
const paper = {
  id: '1706.03762v7',
  title: 'Attention Is All You Need',
  authors: ['Ashish Vaswani', 'Noam Shazeer'],
  summary: 'The dominant sequence transduction models are based on networks.',
  publishedAt: '2017-06-12T17:57:34.000Z',
  url: 'https://arxiv.org/abs/1706.03762v7',
  pdf: 'https://arxiv.org/pdf/1706.03762v7',
}

test.each([
  ['attention', 'all:attention'],
  ['ti:attention', 'ti:attention'],
])('searches for %s', async (query, sent) => {
  const { outputs, requests } = await callWire({
    action: 'arxiv/search-papers',
    input: { query, limit: 2 },
    replies: [reply('Attention Is All You Need')],
  })
  const { origin, pathname, searchParams } = new URL(requests[0]?.url ?? '')
  expect(`${origin}${pathname}`).toBe('https://export.arxiv.org/api/query')
  expect([searchParams.get('search_query'), searchParams.get('max_results')]).toEqual([sent, '2'])
  expect(outputs).toEqual({ papers: [paper] })
})

test('gets a paper, and reports one that does not exist', async () => {
  const found = await callWire({
    action: 'arxiv/get-paper',
    input: { paper: '1706.03762' },
    replies: [reply('Attention Is All You Need')],
  })
  expect(found.requests[0]?.url).toBe('https://export.arxiv.org/api/query?id_list=1706.03762')
  expect(found.outputs).toEqual(paper)
  const { error } = await callWire({
    action: 'arxiv/get-paper',
    input: { paper: '1706.00000' },
    replies: [reply('Error')],
  })
  expect(error?.code).toBe('NOT_FOUND')
})

test('reports a failure of the service', async () => {
  const { error } = await callWire({
    action: 'arxiv/search-papers',
    input: { query: 'a' },
    replies: [{ status: 503, body: 'busy' }],
  })
  expect(error?.code).toBe('UNAVAILABLE')
})
