import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { explainDatabaseFailure } from './explain-failure'

const failure = (code: string) => new Error('Failed query', { cause: Object.assign(new Error('x'), { code }) })

test.each([
  ['53100', 'The disk is full, so nothing can be saved. Free some space, then try again.'],
  ['ENOSPC', 'The disk is full, so nothing can be saved. Free some space, then try again.'],
  ['57P01', 'The database does not respond. Try again in a moment.'],
  ['CONNECTION_CLOSED', 'The database does not respond. Try again in a moment.'],
  ['CONNECT_TIMEOUT', 'The database does not respond. Try again in a moment.'],
  ['EHOSTUNREACH', 'The database does not respond. Try again in a moment.'],
  ['ECONNREFUSED', 'The database does not respond. Try again in a moment.'],
  ['53300', 'The database does not respond. Try again in a moment.'],
])('describes %s in words', (code, message) => {
  expect(explainDatabaseFailure(failure(code))).toMatchObject({ code: 'UNAVAILABLE', message, retryAfterSeconds: 5 })
})

test.each(['23505', '42P01', '22P02'])('does not explain %s, which is a bug in Patchbay', (code) => {
  expect(explainDatabaseFailure(failure(code))).toBeNull()
})

test('leaves explained failures unchanged', () => {
  expect(explainDatabaseFailure(new AppError('NOT_FOUND', verbatim('No.')))).toBeNull()
})
