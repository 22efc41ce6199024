import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { EvaluationView } from '@/lib/contracts/evaluations'
import { ExampleResult } from '@/lib/contracts/experiments'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { junitProblems } from '@/lib/services/evaluations/export/testing/junit-problems'
import { runExperiment } from './run-experiment'

let app: TestApp
let path: string

beforeAll(async () => {
  app = await createTestApp('exported', chatApp([], ['in.message -> out.text']))
  const questions = [
    { question: 'Paris', expected: 'Paris' },
    { question: '<script>alert("1")</script> & \u0001', expected: 'Rome' },
    { question: 'Oslo' },
  ]
  const quick = { from: 'questions', name: 'Capitals & “more”', questions }
  const { id } = EvaluationView.parse(
    await app.request('POST', `/api/studio/apps/${app.appId}/evaluations/quick`, quick),
  )
  await app.request('PATCH', `/api/studio/evaluations/${id}`, { scorers: [{ id: 'equal', kind: 'equal' }] })
  const experiments = `/api/studio/evaluations/${id}/experiments`
  const started = z
    .looseObject({ id: z.string() })
    .parse(await app.request('POST', experiments, { variants: [{ kind: 'draft' }] }))
  const job = { workspaceId: app.person.workspaceId, experimentId: started.id }
  await runExperiment(app.studio.system, job, new AbortController().signal, { embed: async () => [] })
  path = `${experiments}/${started.id}/export`
})
afterAll(() => app.close())

async function exported(format: string) {
  const response = await app.studio.call({ method: 'GET', path: `${path}?format=${format}`, person: app.person })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-security-policy')).toBe('sandbox')
  return { text: await response.text(), name: response.headers.get('content-disposition') ?? '' }
}

test('exports every example as JSON', async () => {
  const { text, name } = await exported('json')
  const Exported = z.looseObject({ name: z.string(), examples: z.array(ExampleResult) })
  const { examples } = Exported.parse(JSON.parse(text))
  expect(examples.map(({ answers }) => answers[0]?.scores[0]?.passed)).toEqual(
    expect.arrayContaining([true, false, null]),
  )
  expect(name).toMatch(/^attachment; filename="[\w.-]+\.json"$/)
})

test('exports JUnit that follows its schema, and whose failures and skipped cases are counted', async () => {
  const { text } = await exported('junit')
  expect(text).toMatch(
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="[^"<]+" tests="3" failures="1" errors="0">\n.*<testsuite [^>]+ skipped="1">/,
  )
  expect(junitProblems(text)).toEqual([])
  expect(text.match(/<testcase /g)).toHaveLength(3)
  expect(text).toContain('&#60;script&#62;')
  expect(text).not.toContain('\u0001')
})

test('exports a page in which texts of cases are no markup', async () => {
  const { text, name } = await exported('html')
  expect(name).toMatch(/\.html"$/)
  expect(text).not.toContain('<script')
  expect(text).toContain('&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;')
  expect(text.match(/<tr>/g)?.length).toBeGreaterThanOrEqual(5)
})
