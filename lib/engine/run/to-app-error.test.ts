import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { toRunError } from './to-app-error'

test('includes the local address that an owner can allow, and no other details', () => {
  const details = { host: '127.0.0.1', localAddress: '127.0.0.1:9200' }
  const blocked = new AppError('EGRESS_BLOCKED', verbatim('Blocked.'), { details })
  const expected = { code: 'EGRESS_BLOCKED', message: 'Blocked.', nodeId: 'call', localAddress: '127.0.0.1:9200' }
  expect(toRunError(blocked, 'call')).toEqual(expected)
  for (const error of [
    new AppError('TOOL_FAILED', verbatim('Failed.'), { details }),
    new AppError('EGRESS_BLOCKED', verbatim('Blocked.'), { details: { host: '10.0.0.1', localAddress: 7 } }),
  ])
    expect(toRunError(error)).toEqual({ code: error.code, message: error.message })
})
