import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { customerForm } from '@/lib/services/batches/testing/customer-form'
import { createTestApp, type TestApp } from '../testing/test-app'
import { postJson } from './__fixtures__/test-public-api'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp('values', customerForm)
}, 120_000)
afterAll(() => app.close())

const inputs = (values: number) => ({ inputs: { name: 'Ada', amount: Array.from({ length: values }, () => ({})) } })
const detail = async (response: Response) => [response.status, (await response.json()).detail]

test('limits visitors to 10,000 JSON values and keys to 50,000', async () => {
  const origin = app.studio.system.appUrl
  const opened = await app.router.request('/embed/values/session', postJson({}, { origin }))
  const { token } = z.object({ token: z.string() }).parse(await opened.json())
  const asVisitor = (values: number) =>
    app.router.request('/embed/values/messages', postJson(inputs(values), { authorization: `Bearer ${token}` }))
  const byKey = (values: number) =>
    app.router.request('/api/v1/apps/values/runs', postJson(inputs(values), { ...app.bearer }))
  const ofVisitor = 'The body has more than 10,000 values. Send a file instead.'
  expect(await detail(await asVisitor(10_000))).toEqual([413, ofVisitor])
  expect(await detail(await byKey(50_000))).toEqual([413, 'The body has more than 50,000 values. Send a file instead.'])
  // These are parsed, and rejected by their content.
  for (const response of [await asVisitor(9_000), await byKey(49_000)])
    expect(await detail(response)).toEqual([400, expect.stringContaining('must be a number')])
})
