import { expect, test } from 'vitest'
import { AUDIT_ACTIONS } from '@/lib/contracts/audit-actions'
import { activityText } from './activity-text'

const event = { id: 'x', at: 'x', actorName: 'Ada', subject: 'user:x', before: null, after: null }

test('an action continues a sentence and uses readable names and roles', () => {
  const change = { action: 'member.role', before: { name: 'Bea', role: 'editor' }, after: { role: 'viewer' } }
  expect(activityText({ ...event, ...change })).toBe('changed the role of Bea from Editor to Viewer')
  const invitation = { action: 'invitation.create', after: { role: 'runner', email: null } }
  expect(activityText({ ...event, ...invitation })).toBe('created an invitation link for a new member (Runner)')
})

test('an unknown action shows its name, and invalid values show nothing', () => {
  expect(activityText({ ...event, action: 'app.burn' })).toBe('app.burn')
  expect(activityText({ ...event, action: 'member.remove', before: { name: 7 } })).toBe('removed ')
})

test.each(AUDIT_ACTIONS)('%s has a text, including for an old event without details', (action) => {
  const text = activityText({ ...event, action })
  expect(text).not.toBe(action)
  expect(text).toMatch(/^[a-z]/)
  expect(text).not.toMatch(/undefined|null|\{/)
})
