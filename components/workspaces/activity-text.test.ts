import { expect, test } from 'vitest'
import { AUDIT_ACTIONS } from '@/lib/contracts/audit-actions'
import { activityText } from './activity-text'

const event = { id: 'x', at: 'x', actorName: 'Ada', subject: 'user:x', before: null, after: null }

test('an action reads as the rest of a sentence, with names and roles as people know them', () => {
  const change = { action: 'member.role', before: { name: 'Bea', role: 'editor' }, after: { role: 'viewer' } }
  expect(activityText({ ...event, ...change })).toBe('changed the role of Bea from Editor to Viewer')
  const invitation = { action: 'invitation.create', after: { role: 'runner', email: null } }
  expect(activityText({ ...event, ...invitation })).toBe('created an invitation link for a new member (Runner)')
})

test('an action that the page does not know shows its name, and odd values show nothing', () => {
  expect(activityText({ ...event, action: 'app.burn' })).toBe('app.burn')
  expect(activityText({ ...event, action: 'member.remove', before: { name: 7 } })).toBe('removed ')
})

test.each(AUDIT_ACTIONS)('%s has a sentence, also where an old event says nothing of what changed', (action) => {
  const text = activityText({ ...event, action })
  expect(text).not.toBe(action)
  expect(text).toMatch(/^[a-z]/)
  expect(text).not.toMatch(/undefined|null|\{/)
})
