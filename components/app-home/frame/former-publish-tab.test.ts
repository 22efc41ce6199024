import { expect, test } from 'vitest'
import { formerPublishTab } from './former-publish-tab'

test('links to a former tab of the publish dialog lead to the page that replaced it', () => {
  expect(formerPublishTab('a1', 'visitors')).toBe('/apps/a1/conversations?tab=visitors')
  expect(formerPublishTab('a1', 'protection')).toBe('/apps/a1/settings?tab=protection')
})

test('the dialog itself, unknown names and repeated parameters stay on the canvas', () => {
  for (const tab of ['publish', 'open', 'constructor', undefined, ['use', 'design']])
    expect(formerPublishTab('a1', tab)).toBeNull()
})
