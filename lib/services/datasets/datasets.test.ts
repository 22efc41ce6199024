import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { ExampleView } from '@/lib/contracts/dataset-examples'
import { DatasetStatistics, VersionView } from '@/lib/contracts/dataset-versions'
import { DatasetView } from '@/lib/contracts/datasets'
import { datasetExamples, datasetVersions } from '@/lib/db/schema/datasets'
import { readVersion } from './read-version'

let studio: TestStudio
let owner: TestPerson
let stranger: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
  stranger = await studio.signUp('owner')
})
afterAll(() => studio.close())

async function request<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> {
  const response = await studio.call({ method, path: `/api/studio/datasets${path}`, body, person: owner })
  const answer: unknown = await response.json()
  expect(response.status, JSON.stringify(answer)).toBe(200)
  return schema.parse(answer)
}
const statusOf = async (method: string, path: string, body?: unknown, person = owner) =>
  (await studio.call({ method, path: `/api/studio/datasets${path}`, body, person })).status
const create = (kind: string) => request(DatasetView, 'POST', '', { name: `A ${kind} set`, kind })
const add = (id: string, data: object) => request(ExampleView, 'POST', `/${id}/examples`, { data })
const Page = z.object({ examples: z.array(ExampleView), nextCursor: z.string().nullable(), total: z.number() })
const list = (id: string, query = '') => request(Page, 'GET', `/${id}/examples${query}`)
const Ok = z.object({ ok: z.literal(true) })
async function versionTexts(versionId: string, split?: 'train' | 'validation' | 'test') {
  const found: string[] = []
  for await (const { data } of readVersion(studio.system.db, owner.workspaceId, versionId, { split }))
    found.push('question' in data ? data.answer : JSON.stringify(data))
  return found
}

describe('examples', () => {
  test('are found by search, split, review and label, one page at a time', async () => {
    const { id } = await create('classification')
    for (const [text, label] of [
      ['Where is my parcel?', 'delivery'],
      ['Refund 100% now', 'money'],
      ['Parcel lost', 'delivery'],
    ])
      await add(id, { text, label })
    expect((await list(id, '?search=parcel')).total).toBe(2)
    expect((await list(id, '?search=100%25')).examples.map(({ label }) => label)).toEqual(['money'])
    expect((await list(id, '?label=delivery&review=approved&split=none')).total).toBe(2)
    const first = await list(id, '?limit=2')
    expect(first.examples).toHaveLength(2)
    expect((await list(id, `?limit=2&cursor=${first.nextCursor}`)).examples.map(({ preview }) => preview)).toEqual([
      'Parcel lost → delivery',
    ])
  })

  test('stores the same content once', async () => {
    const { id } = await create('qa')
    await add(id, { question: 'Q?', answer: 'A.' })
    expect(await statusOf('POST', `/${id}/examples`, { data: { question: 'Q?', answer: 'A.' } })).toBe(409)
  })

  test.each([
    ['another kind', { text: 'x', label: 'y' }],
    ['nothing in it', { question: ' ', answer: 'A' }],
    ['more fields', { question: 'Q', answer: 'A', evil: 1 }],
    ['too much', { question: 'Q', answer: 'x'.repeat(100_001) }],
  ])('rejects an example with %s', async (_, data) => {
    const { id } = await create('qa')
    expect(await statusOf('POST', `/${id}/examples`, { data })).toBe(400)
    expect((await list(id)).total).toBe(0)
  })

  test('a conversation must end with the assistant', async () => {
    const { id } = await create('chat')
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'user', content: 'Hello?' },
    ]
    expect(await statusOf('POST', `/${id}/examples`, { data: { messages } })).toBe(400)
  })

  test('can be removed and restored', async () => {
    const { id } = await create('qa')
    const { id: exampleId } = await add(id, { question: 'Q?', answer: 'A.' })
    await request(Ok, 'POST', `/${id}/examples/change`, { ids: [exampleId], removed: true })
    expect((await list(id)).total).toBe(0)
    await request(Ok, 'POST', `/${id}/examples/change`, { ids: [exampleId], removed: false })
    expect((await list(id)).total).toBe(1)
  })

  test('a split applies to all examples with the same question', async () => {
    const { id } = await create('qa')
    const first = await add(id, { question: 'How much is it?', answer: 'Ten.' })
    await add(id, { question: 'how much IS it', answer: 'Twelve.' })
    await request(Ok, 'POST', `/${id}/examples/change`, { ids: [first.id], split: 'test' })
    expect((await list(id)).examples.map(({ split }) => split)).toEqual(['test', 'test'])
    expect((await request(DatasetStatistics, 'GET', `/${id}/statistics`)).leaks).toBe(0)
  })
})

describe('versions', () => {
  test('exports labels without personal data, including for rows stored before labels were masked', async () => {
    const { id } = await create('classification')
    const one = await add(id, { text: 'Who answers?', label: 'ann@example.com' })
    expect([one.personal, one.masked]).toEqual([['email'], { text: 'Who answers?', label: '[email]' }])
    const kept = await add(id, { text: 'Who else?', label: 'bob@example.com' })
    const old = await add(id, { text: 'Who was it?', label: 'cid@example.com' })
    await request(Ok, 'POST', `/${id}/examples/change`, { ids: [kept.id], keepPersonal: true })
    await studio.system.db.update(datasetExamples).set({ masked: null }).where(eq(datasetExamples.id, old.id))
    const version = await request(VersionView, 'POST', `/${id}/versions`, {})
    const found: unknown[] = []
    for await (const { data, label } of readVersion(studio.system.db, owner.workspaceId, version.id))
      found.push([label, 'label' in data ? data.label : null])
    expect(found).toEqual([
      ['[email]', '[email]'],
      ['bob@example.com', 'bob@example.com'],
      ['[email]', '[email]'],
    ])
    expect(version.statistics.labels.map(({ name, count }) => [name, count])).toEqual([
      ['[email]', 2],
      ['bob@example.com', 1],
    ])
  })

  test('contain the approved examples, masked, and never change', async () => {
    const { id } = await create('qa')
    const one = await add(id, { question: 'Who?', answer: 'Ask ann@example.com or +49 30 901820.' })
    const two = await add(id, { question: 'Where?', answer: 'At bob@example.com' })
    const three = await add(id, { question: 'When?', answer: 'Never.' })
    expect([one.personal, one.masked]).toEqual([
      ['email', 'phone'],
      { question: 'Who?', answer: 'Ask [email] or [phone].' },
    ])
    await request(Ok, 'POST', `/${id}/examples/change`, { ids: [two.id], keepPersonal: true })
    await request(Ok, 'POST', `/${id}/examples/change`, { ids: [three.id], review: 'rejected' })
    const version = await request(VersionView, 'POST', `/${id}/versions`, { note: 'First' })
    expect([version.number, version.statistics.examples, version.statistics.keptPersonal]).toEqual([1, 2, 1])
    const before = await versionTexts(version.id)
    expect(before).toEqual(['Ask [email] or [phone].', 'At bob@example.com'])

    await request(ExampleView, 'PATCH', `/${id}/examples/${one.id}`, { data: { question: 'Who?', answer: 'Nobody.' } })
    await request(Ok, 'POST', `/${id}/examples/change`, { ids: [two.id], keepPersonal: false })
    await request(Ok, 'POST', `/${id}/examples/change`, { ids: [two.id], removed: true })
    await request(Ok, 'POST', `/${id}/examples/change`, { ids: [three.id], review: 'approved' })
    expect(await versionTexts(version.id)).toEqual(before)

    const next = await request(VersionView, 'POST', `/${id}/versions`, {})
    expect([next.number, await versionTexts(next.id)]).toEqual([2, ['Never.', 'Nobody.']])
    expect((await request(DatasetView, 'GET', `/${id}`)).latestVersion).toBe(2)
    const Diff = z.object({
      counts: z.record(z.string(), z.number()),
      rows: z.array(z.object({ change: z.string(), text: z.string(), textBefore: z.string().nullable() })),
    })
    const diff = await request(Diff, 'GET', `/${id}/versions/${next.id}/diff?before=${version.id}`)
    expect(diff.counts).toEqual({ added: 1, removed: 1, edited: 1, moved: 0, same: 0 })
    expect(diff.rows[0]).toEqual({
      change: 'edited',
      text: 'Who? → Nobody.',
      textBefore: 'Who? → Ask [email] or [phone].',
    })
  })

  test('statistics are recomputed after a crash before they were stored', async () => {
    const { id } = await create('qa')
    await add(id, { question: 'What is the price of it?', answer: 'Ten.' })
    const { statistics } = await request(VersionView, 'POST', `/${id}/versions`, {})
    expect([statistics.examples, statistics.languages]).toEqual([1, [{ name: 'en', count: 1 }]])
    await studio.system.db.update(datasetVersions).set({ statistics: {} }).where(eq(datasetVersions.datasetId, id))
    const { versions } = await request(z.object({ versions: z.array(VersionView) }), 'GET', `/${id}/versions`)
    expect(versions[0]?.statistics).toEqual(statistics)
  })

  test('are not created without approved examples', async () => {
    const { id } = await create('qa')
    expect(await statusOf('POST', `/${id}/versions`, {})).toBe(409)
  })

  test('export as JSON lines in three formats, one split or all', async () => {
    const { id } = await create('classification')
    for (let index = 0; index < 20; index += 1)
      await add(id, { text: `text ${index}`, label: index % 2 ? 'odd' : 'even' })
    const version = await request(VersionView, 'POST', `/${id}/versions`, {})
    expect(version.statistics.splits).toEqual({ train: 16, validation: 2, test: 2, none: 0 })
    const lines = async (query: string) => {
      const response = await studio.call({
        method: 'GET',
        path: `/api/studio/datasets/${id}/versions/${version.id}/export${query}`,
        person: owner,
      })
      expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="a-classification-set-v1/)
      return (await response.text())
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line))
    }
    expect((await lines(''))[0]).toMatchObject({ text: 'text 0', label: 'even', split: 'train' })
    expect((await lines('?format=plain'))[1]).toEqual({ text: 'text 1', label: 'odd' })
    expect((await lines('?format=openai'))[0]).toEqual({
      messages: [
        { role: 'user', content: 'text 0' },
        { role: 'assistant', content: 'even' },
      ],
    })
    expect(await lines('?split=test')).toHaveLength(2)
  })

  test('does not find the version of another workspace', async () => {
    const { id } = await create('qa')
    await add(id, { question: 'Q?', answer: 'A.' })
    const version = await request(VersionView, 'POST', `/${id}/versions`, {})
    const read = readVersion(studio.system.db, stranger.workspaceId, version.id)
    await expect(read.next()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await statusOf('GET', `/${id}/versions/${version.id}/export`, undefined, stranger)).toBe(404)
    const other = await create('qa')
    expect(await statusOf('GET', `/${other.id}/versions/${version.id}/export`)).toBe(404)
  })
})

test('a card describes the set, and no name breaks out of its front matter', async () => {
  const { id } = await request(DatasetView, 'POST', '', { name: 'Evil" ---\nlicense: mit', kind: 'qa' })
  await add(id, { question: 'What is the price of it?', answer: 'Ten.' })
  await request(DatasetView, 'PATCH', `/${id}`, { card: { intendedUse: 'To answer customers.' } })
  const { markdown } = await request(z.object({ markdown: z.string(), fileName: z.string() }), 'GET', `/${id}/card`)
  expect(markdown.startsWith('---\npretty_name: "Evil\\" ---\\nlicense: mit"\nlicense: unknown\n')).toBe(true)
  expect(markdown).toContain('## Intended use\n\nTo answer customers.')
  expect(markdown).toContain('| Added by hand | manual | Written by members of the workspace | not stated | 1 |')
})

test('reports near duplicates, and not different examples', async () => {
  const { id } = await create('qa')
  await add(id, {
    question: 'How do I reset the password of my account at your shop?',
    answer: 'Click on forgot password.',
  })
  await add(id, {
    question: 'How do I reset the password of my account at your shop',
    answer: 'Click on forgot password!',
  })
  await add(id, { question: 'Which colors do you have in stock?', answer: 'Red and green.' })
  const found = await request(
    z.object({ pairCount: z.number(), pairs: z.array(z.object({ similarity: z.number() })) }),
    'GET',
    `/${id}/duplicates`,
  )
  expect(found.pairCount).toBe(1)
})

test('a data set in the trash can be restored', async () => {
  const { id } = await create('qa')
  await request(Ok, 'DELETE', `/${id}`)
  expect(await statusOf('GET', `/${id}`)).toBe(404)
  expect((await request(DatasetView, 'POST', `/${id}/restore`)).id).toBe(id)
})
