import { expect, test } from 'vitest'
import { problem } from '@/lib/messages/problems/problem'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { AppError, raise } from './app-error'

test.each([
  ['a problem', problem('environments.nameTaken', { name: 'staging' }), 'environments.nameTaken'],
  ['a foreign text', verbatim('The line ends in the middle.'), undefined],
])('raises %s with the given code', (_, given, key) => {
  try {
    raise('CONFLICT', given)
  } catch (error) {
    expect(AppError.isInstance(error)).toBe(true)
    expect(error).toMatchObject({ code: 'CONFLICT', key, message: given.message })
  }
  expect.assertions(2)
})
