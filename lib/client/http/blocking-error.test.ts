import { expect, test } from 'vitest'
import { AppError } from '@/lib/core/app-error'
import { blockingError } from './blocking-error'

test('an error replaces data only if there is none, or if access has ended', () => {
  const [failed, gone] = [new AppError('INTERNAL', 'Failed.'), new AppError('NOT_FOUND', 'Gone.')]
  expect(blockingError({ error: failed, data: undefined })).toBe(failed)
  expect(blockingError({ error: failed, data: [] })).toBeNull()
  expect(blockingError({ error: gone, data: [] })).toBe(gone)
  expect(blockingError({ error: null, data: undefined })).toBeNull()
})
