import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { blockingError } from './blocking-error'

test('an error replaces data only if there is none, or if access has ended', () => {
  const [failed, missing] = [internalError('Failed.'), new AppError('NOT_FOUND', verbatim('Gone.'))]
  expect(blockingError({ error: failed, data: undefined })).toBe(failed)
  expect(blockingError({ error: failed, data: [] })).toBeNull()
  expect(blockingError({ error: missing, data: [] })).toBe(missing)
  expect(blockingError({ error: null, data: undefined })).toBeNull()
})
