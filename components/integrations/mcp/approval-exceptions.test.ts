import { expect, test } from 'vitest'
import { approvalOf, withApproval } from './approval-exceptions'

test('tools of MCP servers require approval unless the agent never asks for it', () => {
  expect(approvalOf({}, 'echo')).toBe('always')
  expect(approvalOf({ ask: 'writes' }, 'echo')).toBe('always')
  expect(approvalOf({ ask: 'always' }, 'echo')).toBe('always')
  expect(approvalOf({ ask: 'never' }, 'echo')).toBe('never')
})

test('a decision becomes an exception of the agent, and is removed when it matches the default', () => {
  const agent = { ask: 'writes', askExceptions: [{ tool: 'sum', ask: 'never' }], instructions: 'Hi' }
  const allowed = withApproval(agent, 'echo', 'never')
  expect(allowed).toEqual({
    ...agent,
    askExceptions: [
      { tool: 'sum', ask: 'never' },
      { tool: 'echo', ask: 'never' },
    ],
  })
  expect([approvalOf(allowed, 'echo'), approvalOf(allowed, 'other')]).toEqual(['never', 'always'])
  expect(withApproval(allowed, 'echo', 'always')).toEqual(agent)
  expect(withApproval({ ask: 'never' }, 'echo', 'always').askExceptions).toEqual([{ tool: 'echo', ask: 'always' }])
})
