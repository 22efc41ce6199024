import { errors } from 'undici'
import { expect, test } from 'vitest'
import { toEgressError } from './egress-error'

const ofSystem = (code: string, syscall: string) => Object.assign(new Error(code), { code, syscall })

test.each([
  [new errors.ConnectTimeoutError('late'), 'EGRESS_FAILED'],
  [ofSystem('ETIMEDOUT', 'connect'), 'EGRESS_FAILED'],
  [new AggregateError([ofSystem('ECONNREFUSED', 'connect'), ofSystem('ETIMEDOUT', 'connect')]), 'EGRESS_FAILED'],
  [ofSystem('ETIMEDOUT', 'read'), 'TIMEOUT'],
  [new errors.HeadersTimeoutError('late'), 'TIMEOUT'],
  [new errors.BodyTimeoutError('late'), 'TIMEOUT'],
])('reports TIMEOUT only after a connection: %s is %s', (failure, code) => {
  const error = toEgressError(new TypeError('fetch failed', { cause: failure }), 'service.example')
  expect([error.code, error.message.startsWith('service.example ')]).toEqual([code, true])
})
