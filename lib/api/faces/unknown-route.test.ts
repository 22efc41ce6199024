import { expect, test } from 'vitest'
import { testFaces } from './__fixtures__/test-faces'

const { router, failures } = testFaces()
const ask = async (path: string, method = 'GET') => {
  const response = await router.request(path, { method })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

test('what nothing answers is a problem (RFC 9457) with a request id, and no failure of ours', async () => {
  for (const [path, method] of [
    ['/api/v1/nothing', 'GET'],
    ['/api/v1/apps/help-desk/runs', 'PUT'],
    ['/hooks', 'POST'],
    ['/embed/help-desk/nothing', 'POST'],
  ] as const) {
    const { status, headers, body } = await ask(path, method)
    expect([status, headers.get('content-type')], path).toEqual([404, 'application/problem+json; charset=utf-8'])
    expect(body, path).toMatchObject({ type: 'urn:patchbay:error:not-found', status: 404, code: 'NOT_FOUND' })
    expect(body.requestId).toBe(headers.get('x-request-id'))
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
  expect(failures).toEqual([])
})

test('faces of others refuse in their own language', async () => {
  expect((await ask('/api/openai/v1/embeddings', 'POST')).body.error).toMatchObject({ type: 'invalid_request_error' })
  expect((await ask('/v1/nothing')).body).toMatchObject({ code: 'not_found', status: 404 })
  expect((await ask('/mcp/nothing', 'POST')).body).toMatchObject({
    jsonrpc: '2.0',
    error: { data: { code: 'NOT_FOUND' } },
  })
  expect((await ask('/api/v1/prediction/', 'POST')).body).toMatchObject({ success: false, statusCode: 404 })
})
