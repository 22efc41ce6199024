import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { previewEvaluationFile } from '@/lib/contracts/evaluation-files'
import { EvaluationView } from '@/lib/contracts/evaluations'
import { listExampleResults, VariantSummary } from '@/lib/contracts/experiments'
import { runExperiment } from '@/lib/evaluation/experiments/run-experiment'
import { chooseReaderEntry } from '@/lib/import/evaluations/run-reader'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { chatApp } from '@/lib/nodes/testing/run-app'

let app: TestApp
beforeAll(async () => {
  chooseReaderEntry(await bundleEntry('lib/import/evaluations/read.entry.ts'))
  const echo = { id: 'echo', type: 'template', config: { text: 'You said {{value}}' } }
  app = await createTestApp('echo', chatApp([echo], ['in.message -> echo.value', 'echo.text -> out.text']))
})
afterAll(() => app.close())

async function upload(path: string, text: string, name: string) {
  const body = new FormData()
  body.append('file', new File([text], name))
  const url = `/api/studio/apps/${app.appId}/evaluations/file${path}`
  const response = await app.studio.call({ method: 'POST', path: url, body, person: app.person })
  return { status: response.status, json: await response.json() }
}

const PROMPTFOO = `
description: Greetings
defaultTest:
  assert: [{ type: contains, value: You said }]
tests:
  - vars: { message: Hello }
    assert: [{ type: icontains, value: HELLO }, { type: javascript, value: "process.exit(1)" }]
  - vars: { message: Bye }
    assert: [{ type: not-contains, value: Bye }]
  - file://more.yaml
`

test('previews a file, requires a decision about invalid rows, imports and evaluates it', async () => {
  const { json } = await upload('/preview', PROMPTFOO, 'greetings.yaml')
  const preview = previewEvaluationFile.response.parse(json)
  expect(preview).toMatchObject({ format: 'promptfoo', name: 'Greetings', cases: 2, invalid: 1, duplicateIds: 0 })
  expect(preview.issues.map(({ row, field, kind }) => [row, field, kind])).toEqual([
    [3, 'tests', 'invalid'],
    [1, 'assert.javascript', 'dropped'],
  ])
  expect(preview.sample[0]).toEqual({ input: 'Hello', expected: '', checks: 2 })
  expect(await upload('', PROMPTFOO, 'greetings.yaml')).toMatchObject({
    status: 400,
    json: { error: { key: 'evaluationFiles.invalidRows' } },
  })
  const imported = await upload('?rows=valid', PROMPTFOO, 'greetings.yaml')
  const evaluation = EvaluationView.parse(imported.json)
  expect(evaluation).toMatchObject({ name: 'Greetings', exampleCount: 2, scorers: [{ kind: 'checks' }] })

  const path = `/api/studio/evaluations/${evaluation.id}/experiments`
  const started = await app.request('POST', path, { variants: [{ kind: 'draft' }] })
  const { id } = z.object({ id: z.string() }).parse(started)
  const job = { workspaceId: app.person.workspaceId, experimentId: id }
  await runExperiment(app.studio.system, job, new AbortController().signal, { embed: async () => [] })
  const result = z.object({ summaries: z.array(VariantSummary) }).parse(await app.request('GET', `${path}/${id}`))
  expect(result.summaries[0]?.metrics[0]).toMatchObject({ id: 'checks', mean: 0.75, count: 2 })
  const examples = listExampleResults.response.parse(await app.request('GET', `${path}/${id}/results`))
  expect(examples.results.flatMap(({ answers }) => answers.map(({ scores }) => scores[0]?.reason))).toEqual([
    '1 of 2 checks are met. Not allowed: Contains Bye.',
    'All 2 checks are met.',
  ])
})

test('requires new ids for rows that repeat an id', async () => {
  const rows = ['a', 'b'].map((input) => JSON.stringify({ id: 'same', input, target: 'x' })).join('\n')
  const preview = previewEvaluationFile.response.parse((await upload('/preview', rows, 'rows.jsonl')).json)
  expect(preview.issues).toMatchObject([{ row: 2, field: 'id', reason: 'The id “same” is also in row 1.' }])
  expect((await upload('', rows, 'rows.jsonl')).json).toMatchObject({ error: { key: 'evaluationFiles.repeatedIds' } })
  expect((await upload('?ids=new&name=Samples', rows, 'rows.jsonl')).json).toMatchObject({
    name: 'Samples',
    exampleCount: 2,
  })
})

test('rejects a hostile file with the reason', async () => {
  const { status, json } = await upload('/preview', 'tests: !!js/function "x"', 'bad.yaml')
  expect(status).toBe(400)
  expect(json).toMatchObject({ error: { key: 'evaluationFiles.yamlTag' } })
  expect((await upload('/preview', '', 'empty.yaml')).status).toBe(400)
})
