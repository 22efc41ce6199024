import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { SECRET } from './__fixtures__/memory-backend'
import { testFaces } from './__fixtures__/test-faces'

const FLOWISE = { path: '/api/v1/prediction/help-desk', body: { question: 'hi' } }
const NATIVE = { path: '/api/v1/apps/help-desk/runs', body: { inputs: { message: 'hi' } } }

test.each([NATIVE, FLOWISE])('that an app is stopped is no line in the log for each caller of $path', async (call) => {
  const { faces, router, failures } = testFaces()
  const ask = () =>
    router.request(call.path, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
      body: JSON.stringify(call.body),
    })
  faces.protection.check = async () => {
    throw new AppError('MAINTENANCE', 'Back at noon.')
  }
  expect([(await ask()).status, failures]).toEqual([503, []])
  // What is a failure of ours still is one.
  faces.protection.check = async () => {
    throw new AppError('UNAVAILABLE', 'Full.')
  }
  expect([(await ask()).status, failures.length]).toEqual([503, 1])
})
