import { expect, test } from 'vitest'
import { describeAnyApp } from '@/lib/api/public/openapi/describe-any-app'
import { describeStudio } from '@/lib/api/studio/openapi/describe-studio'
import { studioRoutes } from '@/lib/api/studio/studio-routes'
import { PublicRunBody } from '@/lib/contracts/public'
import { matchesOperation, OpenApi, operationsOf } from './open-api'
import { sampleOf } from './sample-of'
import { snippetOf } from './snippets'

const parse = (document: object) => OpenApi.parse(JSON.parse(JSON.stringify(document)))
const app = parse(describeAnyApp('https://studio.example'))
const studio = parse(
  describeStudio(
    studioRoutes.map(({ contract }) => contract),
    'https://studio.example',
  ),
)

function operation(document: OpenApi, id: string) {
  const found = operationsOf(document).find(({ operationId }) => operationId === id)
  if (!found) throw new Error(id)
  return found
}

test('the curl snippet of a public operation has its method, headers and body', () => {
  expect(snippetOf(operation(app, 'startRun'), app, 'curl')).toBe(
    [
      "curl -X POST 'https://studio.example/api/v1/apps/my-app/runs' \\",
      "  -H 'Authorization: Bearer YOUR_API_KEY' \\",
      "  -H 'Content-Type: application/json' \\",
      `  -d '{\n  "inputs": {\n    "message": "text"\n  }\n}'`,
    ].join('\n'),
  )
})

test('the sample of a run is a valid request', () => {
  const schema = operation(app, 'startRun').requestBody?.content['application/json']?.schema ?? {}
  expect(PublicRunBody.safeParse(sampleOf(schema, app))).toMatchObject({ success: true })
})

test('studio snippets send the session cookie, and writes also the origin', () => {
  const create = snippetOf(operation(studio, 'apps.create'), studio, 'javascript')
  expect(create).toContain('Origin: "https://studio.example"')
  expect(create).toContain('body: JSON.stringify({')
  const list = snippetOf(operation(studio, 'apps.list'), studio, 'curl')
  expect(list).not.toContain('Origin')
  expect(list).toContain('Cookie: patchbay.session_token=YOUR_SESSION')
})

test('upload, download and stream snippets use the options that these calls need', () => {
  expect(snippetOf(operation(studio, 'documents.upload'), studio, 'curl')).toContain("-F 'file=@FILE'")
  expect(snippetOf(operation(studio, 'usage.download'), studio, 'python')).toContain('data = response.content')
  expect(snippetOf(operation(studio, 'runs.stream'), studio, 'curl')).toMatch(/^curl -N .*\/runs\/RUN_ID\/events'/)
})

test('every operation has a snippet in every language, and the JavaScript compiles', () => {
  for (const document of [app, studio])
    for (const item of operationsOf(document)) {
      const code = snippetOf(item, document, 'javascript')
      expect(() => new (Object.getPrototypeOf(async () => {}).constructor)(code), item.operationId).not.toThrow()
      expect(snippetOf(item, document, 'python'), item.operationId).toContain(item.method)
      // curl would expand braces in an address.
      expect(snippetOf(item, document, 'curl').split('\n')[0], item.operationId).not.toMatch(/[{}]/)
    }
})

test('Python snippets use Python literals', () => {
  const python = snippetOf(operation(studio, 'members.makeOwner'), studio, 'python')
  expect(python).toContain('"stay": True')
})

test('a search matches all words, in any text of an operation', () => {
  const create = operation(studio, 'apps.create')
  expect(matchesOperation(create, 'POST apps')).toBe(true)
  expect(matchesOperation(create, 'knowledge blank')).toBe(true)
  expect(matchesOperation(create, 'delete apps')).toBe(false)
})
